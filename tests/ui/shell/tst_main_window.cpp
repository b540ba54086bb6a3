#include "sample_view.h"
#include "tests/support/fake_console.h"
#include "ui/shell/cheat_sheet.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/help_overlay.h"
#include "ui/shell/main_window.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/task_drawer.h"
#include "ui/shell/time_control.h"
#include "ui/theme/theme.h"
#include "ui/widgets/time_selection.h"

#include <QApplication>
#include <QComboBox>
#include <QDir>
#include <QDropEvent>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QLocale::setDefault(QLocale::English);
        m_theme = std::make_unique<Theme>(*qApp);
    }

    void init()
    {
        m_theme->setName(ThemeName::Dark);
        m_time = std::make_unique<TimeSelection>();
        m_desk = std::make_unique<fake::TransferDesk>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_tasks = std::make_unique<fake::TaskBoard>();
        m_memory = fake::UiMemory();
        makeWindow();
    }
    void cleanup() { m_window.reset(); }

    void opensTheFirstViewAndMakesOthersWhenNeeded()
    {
        QCOMPARE(m_window->viewIds(), (QStringList{u"overview"_s, u"events"_s}));
        QCOMPARE(m_window->currentView(), u"overview"_s);
        QCOMPARE(m_made, 1);
        m_window->openView(u"events"_s);
        QCOMPARE(m_made, 2);
        QVERIFY(m_window->windowTitle().contains(u"Events"_s));
        m_window->openView(u"no such view"_s);
        QCOMPARE(m_window->currentView(), u"events"_s);
    }

    void lettersNavigateExceptInTextFields()
    {
        auto *view = m_window->view(u"overview"_s);
        view->setFocus();
        QTest::keyClick(view, Qt::Key_G);
        QTest::keyClick(view, Qt::Key_E);
        QCOMPARE(m_window->currentView(), u"events"_s);

        QTest::keyClick(m_window.get(), '/');
        auto *edit = m_window->view(u"events"_s)->findChild<QLineEdit *>(u"filterEdit"_s);
        QCOMPARE(m_window->focusWidget(), edit);
        QTest::keyClicks(edit, u"go"_s);
        QCOMPARE(edit->text(), u"go"_s);
        QCOMPARE(m_window->currentView(), u"events"_s);
    }

    void historyGoesBackAndForward()
    {
        m_window->openView(u"events"_s);
        m_window->setCluster(ClusterId{"prod-us"});
        QTest::keyClick(m_window.get(), '[');
        QVERIFY(m_window->cluster().isEmpty());
        QTest::keyClick(m_window.get(), '[');
        QCOMPARE(m_window->currentView(), u"overview"_s);
        QTest::keyClick(m_window.get(), ']');
        QCOMPARE(m_window->currentView(), u"events"_s);
        QTest::keyClick(m_window.get(), '-');
        QCOMPARE(m_window->currentView(), u"overview"_s);
        QTest::keyClick(m_window.get(), '-');
        QCOMPARE(m_window->currentView(), u"events"_s);
    }

    void theClusterReachesEveryView()
    {
        m_window->openView(u"events"_s);
        auto *picker = m_window->findChild<QComboBox *>(u"clusterPicker"_s);
        QCOMPARE(picker->count(), 5);
        m_window->setCluster(ClusterId{"staging"});
        QCOMPARE(picker->currentText(), u"staging"_s);
        for (const QString &id : m_window->viewIds())
            QCOMPARE(sample(id)->shownCluster, ClusterId{"staging"});
    }

    void navigationFromAViewLeadsToTheEvents()
    {
        emit m_window->view(u"overview"_s)
            ->objectActivated(ClusterId{"prod-eu"}, {EventScope::Object, {"Pod", "data", "x-0"}});
        QCOMPARE(m_window->currentView(), u"events"_s);
        QCOMPARE(sample(u"events"_s)->shownObject, std::string("x-0"));
        emit m_window->view(u"overview"_s)->filterActivated(u"reason = \"BackOff\""_s);
        QCOMPARE(sample(u"events"_s)->filters, QStringList{u"reason = \"BackOff\""_s});
        emit m_window->view(u"overview"_s)->eventActivated(17);
        QCOMPARE(sample(u"events"_s)->openedEvent, EventRowId{17});
    }

    void thePaletteFindsAnObjectByKeyboardAlone()
    {
        QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
        auto *palette = m_window->findChild<CommandPalette *>();
        QVERIFY(palette->isOpen());
        QTest::keyClicks(&palette->edit(), u"node-5"_s);
        QCOMPARE(palette->shown().front().title, u"node-5"_s);
        QTest::keyClick(&palette->edit(), Qt::Key_Return);
        QVERIFY(!palette->isOpen());
        QCOMPARE(sample(u"events"_s)->shownObject, std::string("node-5"));
    }

    void thePaletteSearchesEventsForWhatItDoesNotKnow()
    {
        QTest::keyClick(m_window.get(), ':');
        auto *palette = m_window->findChild<CommandPalette *>();
        QTest::keyClicks(&palette->edit(), u"zzzqqq"_s);
        QVERIFY(palette->shown().empty());
        QTest::keyClick(&palette->edit(), Qt::Key_Return);
        QCOMPARE(sample(u"events"_s)->filters, QStringList{u"zzzqqq"_s});
    }

    void thePaletteSwitchesThemesAndTheEscapeKeyClosesIt()
    {
        m_window->openPalette();
        auto *palette = m_window->findChild<CommandPalette *>();
        QTest::keyClicks(&palette->edit(), u"light"_s);
        QTest::keyClick(&palette->edit(), Qt::Key_Return);
        QCOMPARE(m_theme->name(), ThemeName::Light);
        m_window->openPalette();
        QTest::keyClick(&palette->edit(), Qt::Key_Escape);
        QVERIFY(!palette->isOpen());
    }

    void theCheatSheetListsThisViewAndSearches()
    {
        QTest::keyClick(m_window.get(), '?');
        auto *sheet = m_window->findChild<CheatSheet *>();
        QVERIFY(sheet->isOpen());
        QVERIFY(sheet->shownKeys() > 18);
        QTest::keyClicks(&sheet->edit(), u"TSV"_s);
        QCOMPARE(sheet->shownKeys(), 1);
    }

    void helpOpensByKeyFromThePaletteAndFromTheCheatSheet()
    {
        auto *help = m_window->findChild<HelpOverlay *>();
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        QVERIFY(help->isOpen());
        QTest::keyClick(&help->edit(), Qt::Key_Escape);
        QVERIFY(!help->isOpen());

        m_window->openPalette();
        auto *palette = m_window->findChild<CommandPalette *>();
        QTest::keyClicks(&palette->edit(), u"help filters"_s);
        QTest::keyClick(&palette->edit(), Qt::Key_Return);
        QVERIFY(help->isOpen());
        QCOMPARE(help->currentPage(), u"filters"_s);

        m_window->openCheatSheet();
        QVERIFY(!help->isOpen());
        auto *sheet = m_window->findChild<CheatSheet *>();
        sheet->findChild<QPushButton *>(u"helpLink"_s)->click();
        QVERIFY(help->isOpen());
        QVERIFY(!sheet->isOpen());
    }

    void lettersWorkAgainAfterAnOverlayWasClosed()
    {
        m_window->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_window.get()));
        if (QWidget *focused = m_window->focusWidget())
            focused->clearFocus();
        QTest::keyClick(m_window.get(), Qt::Key_F1);
        auto *help = m_window->findChild<HelpOverlay *>();
        QTest::keyClick(&help->edit(), Qt::Key_Escape);
        QTest::keyClick(m_window.get(), '?');
        QVERIFY(m_window->findChild<CheatSheet *>()->isOpen());
    }

    void timeKeysWork()
    {
        QTest::keyClick(m_window.get(), Qt::Key_T);
        QTest::keyClick(m_window.get(), Qt::Key_A);
        QVERIFY(m_time->isPaused());
        const TimeRange before = m_time->range();
        QTest::keyClick(m_window.get(), Qt::Key_T);
        QTest::keyClick(m_window.get(), Qt::Key_Left);
        QCOMPARE(m_time->range().to, before.to - 3h);
        QTest::keyClick(m_window.get(), Qt::Key_T);
        QTest::keyClick(m_window.get(), Qt::Key_N);
        QVERIFY(m_time->isLive());
    }

    void typedTimeRangesAreAppliedOrExplained()
    {
        QVERIFY(m_window->timeControl().applyText(u"-15m"_s));
        QCOMPARE(m_time->moving(), Duration(15min));
        QVERIFY(!m_window->timeControl().applyText(u"soon"_s));
        QVERIFY(m_window->timeControl().problem().contains(u"soon"_s));
        QCOMPARE(m_time->moving(), Duration(15min));
    }

    void whatArrivesWhilePausedIsCounted()
    {
        auto *live = m_window->findChild<QPushButton *>(u"liveButton"_s);
        QCOMPARE(live->text(), u"Live"_s);
        live->click();
        QVERIFY(m_time->isPaused());
        emit m_events.stored(214, 3);
        QCOMPARE(live->text(), u"Paused · +214 new"_s);
        live->click();
        QCOMPARE(live->text(), u"Live"_s);
    }

    void saysWhatIsWrongAndStopsWhenItIsNot()
    {
        auto *notices = m_window->findChild<NoticeArea *>();
        QVERIFY(notices->texts().isEmpty());
        m_window->setCluster(ClusterId{"edge-lab"});
        QCOMPARE(notices->texts().size(), 1);
        QVERIFY(notices->texts()[0].startsWith(u"edge-lab silent since "_s));

        console::EstateView broken = fake::makeEstate(Timestamp{});
        broken.store.health = Error{.code = ErrorCode::DiskFull, .message = "no space left"};
        broken.store.readOnlyReason = "another Binnacle has it open";
        broken.ingest.listenProblem = "port 8081 is taken";
        m_estate->publish(broken);
        // Agents reach the console that has the workspace: not a problem of this one.
        QCOMPARE(notices->texts().size(), 3);
        QVERIFY(notices->texts().filter(u"Agents cannot connect"_s).isEmpty());
        QVERIFY(m_window->windowTitle().endsWith(u"(read-only)"_s));
        broken.store.readOnlyReason.clear();
        m_estate->publish(broken);
        QCOMPARE(notices->texts().filter(u"Agents cannot connect"_s).size(), 1);

        m_window->setCluster({});
        m_estate->publish(fake::makeEstate(Timestamp{}));
        QVERIFY(notices->texts().isEmpty());
    }

    void anEmptyEstateShowsHowToBegin()
    {
        console::EstateView empty;
        empty.ingest.listenAddress = "127.0.0.1:8081";
        m_estate->publish(empty);
        auto *page = m_window->findChild<QWidget *>(u"firstRunPage"_s);
        QVERIFY(page->isVisibleTo(m_window.get()));
        const auto edits = page->findChildren<QLineEdit *>();
        QVERIFY(edits.front()->text().contains(u"127.0.0.1:8081/agent/snapshot"_s));
        shoot(u"first-run"_s);
        m_estate->publish(fake::makeEstate(Timestamp{}));
        QVERIFY(!page->isVisibleTo(m_window.get()));
    }

    void droppedFilesAreImported()
    {
        QMimeData files;
        files.setUrls(
            {QUrl::fromLocalFile(u"/data/events.json"_s), QUrl(u"https://example.com"_s)});
        QDragEnterEvent enter({20, 20}, Qt::CopyAction, &files, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop({20, 20}, Qt::CopyAction, &files, Qt::LeftButton, {});
        QApplication::sendEvent(m_window.get(), &drop);
        QCOMPARE(m_desk->imported, QStringList{u"/data/events.json"_s});
        QVERIFY(m_window->findChild<TaskDrawer *>()->isOpen());
    }

    void tasksShowProgressAndFailuresUntilSeen()
    {
        publishTasks();
        auto *button = m_window->findChild<QPushButton *>(u"taskButton"_s);
        QCOMPARE(button->text(), u"Export events to incident.csv"_s);
        auto tasks = m_tasks->tasks();
        tasks.erase(tasks.begin());
        m_tasks->publish(tasks);
        QCOMPARE(button->text(), u"Failed tasks: 1"_s);
        m_window->toggleTasks();
        QCOMPARE(button->text(), u"Tasks"_s);
        QCOMPARE(m_window->findChild<TaskDrawer *>()->rows(), 2);
    }

    void theLayoutIsRemembered()
    {
        m_window->openView(u"events"_s);
        m_window->setCluster(ClusterId{"prod-us"});
        m_theme->setName(ThemeName::HighContrast);
        m_time->setZone(TimeSelection::Zone::Utc);
        m_window->close();
        m_theme->setName(ThemeName::Dark);
        m_time->setZone(TimeSelection::Zone::Local);
        makeWindow();
        m_window->restore();
        QCOMPARE(m_window->currentView(), u"events"_s);
        QCOMPARE(m_window->cluster(), ClusterId{"prod-us"});
        QCOMPARE(m_theme->name(), ThemeName::HighContrast);
        QCOMPARE(m_time->zone(), TimeSelection::Zone::Utc);
    }

    void looksRightInEveryTheme_data()
    {
        QTest::addColumn<QString>("themeKey");
        QTest::addColumn<QSize>("size");
        for (const QString &key : {u"dark"_s, u"light"_s, u"high-contrast"_s}) {
            QTest::addRow("%s-1280", qPrintable(key)) << key << QSize(1280, 800);
            QTest::addRow("%s-1920", qPrintable(key)) << key << QSize(1920, 1080);
        }
    }
    void looksRightInEveryTheme()
    {
        QFETCH(QString, themeKey);
        QFETCH(QSize, size);
        m_theme->setName(themeFromKey(themeKey));
        m_window->resize(size);
        m_window->setCluster(ClusterId{"edge-lab"});
        m_window->openView(u"events"_s);
        publishTasks();
        const QString name = QString::fromLatin1(QTest::currentDataTag());
        const QImage plain = shoot(name);
        QCOMPARE(plain.deviceIndependentSize().toSize(), size);
        m_window->toggleTasks();
        m_window->openPalette(u"check"_s);
        QVERIFY(shoot(name + u"-palette"_s) != plain);
        m_window->openCheatSheet();
        shoot(name + u"-keys"_s);
    }

private:
    void makeWindow()
    {
        m_made = 0;
        ViewRegistry views;
        const auto create = [this]() -> View * {
            ++m_made;
            return new SampleView(m_events, *m_time);
        };
        views.add({.id = u"overview"_s,
            .title = u"Overview"_s,
            .iconName = u"overview"_s,
            .key = u"o"_s,
            .create = create});
        views.add({.id = u"events"_s,
            .title = u"Events"_s,
            .iconName = u"events"_s,
            .key = u"e"_s,
            .showsEvents = true,
            .create = create});
        m_window = std::make_unique<MainWindow>(ShellServices{.estate = *m_estate,
                                                    .events = m_events,
                                                    .tasks = *m_tasks,
                                                    .transfers = *m_desk,
                                                    .memory = m_memory,
                                                    .time = *m_time,
                                                    .theme = *m_theme},
            views);
    }

    void publishTasks()
    {
        const Timestamp now = m_estate->estate()->asOf;
        console::TaskView running{.id = 3, .title = u"Export events to incident.csv"_s};
        running.done = 31'000;
        running.total = 48'201;
        running.unit = u"events"_s;
        running.startedAt = now - 4s;
        console::TaskView failed{.id = 2, .title = u"Import broken.json"_s};
        failed.state = console::TaskState::Failed;
        failed.outcome = Error{.code = ErrorCode::MalformedBody, .message = "byte 17: no value"};
        console::TaskView done{.id = 1, .title = u"Import snapshot.json.gz"_s};
        done.state = console::TaskState::Succeeded;
        done.detail = u"2,000 events, 18 MB"_s;
        done.finishedAt = now - 60s;
        done.seen = true;
        m_tasks->publish({running, failed, done});
    }

    SampleView *sample(const QString &id) { return static_cast<SampleView *>(m_window->view(id)); }

    // Kept where a person can look at it, when somebody asks for it.
    QImage shoot(const QString &name)
    {
        const QImage shot = m_window->grab().toImage();
        if (const QString folder = qEnvironmentVariable("BINNACLE_SHOTS"); !folder.isEmpty())
            (void)shot.save(QDir(folder).filePath(u"shell-%1.png"_s.arg(name)));
        return shot;
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<TimeSelection> m_time;
    fake::EventFeed m_events;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<fake::TaskBoard> m_tasks;
    std::unique_ptr<fake::TransferDesk> m_desk;
    fake::UiMemory m_memory;
    std::unique_ptr<MainWindow> m_window;
    int m_made = 0;
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"

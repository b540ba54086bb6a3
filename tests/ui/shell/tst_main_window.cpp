#include "main_window_rig.h"
#include "ui/shell/command_palette.h"
#include "ui/shell/help_overlay.h"
#include "ui/shell/notice_area.h"
#include "ui/shell/task_drawer.h"
#include "ui/shell/time_control.h"
#include "ui/shell/view_preparation.h"

#include <QApplication>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

class TestMainWindow : public QObject, private MainWindowRig
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
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

    void viewsNobodyOpenedAreMadeAndStyledMeanwhile()
    {
        const auto *preparation = new ViewPreparation(*m_window);
        QCOMPARE(m_made, 1); // not at once: the first view comes first
        QTRY_VERIFY(preparation->isDone());
        QCOMPARE(m_made, 2);
        QCOMPARE(m_window->currentView(), u"overview"_s);
        for (const QWidget *widget : m_window->view(u"events"_s)->findChildren<QWidget *>())
            QVERIFY(widget->testAttribute(Qt::WA_WState_Polished));
    }

    void aViewMadeAheadIsTheOneThatOpens()
    {
        m_window->makeAhead(u"events"_s);
        m_window->makeAhead(u"events"_s); // makes no second one
        m_window->makeAhead(u"overview"_s);
        m_window->makeAhead(u"no such view"_s);
        QCOMPARE(m_made, 2);
        m_window->setCluster({"prod-eu"});
        m_window->openView(u"events"_s);
        QCOMPARE(m_made, 2);
        auto *events = qobject_cast<SampleView *>(m_window->view(u"events"_s));
        QVERIFY(events && events->isVisibleTo(m_window.get()));
        QCOMPARE(events->shownCluster, ClusterId{"prod-eu"}); // told when it got its place
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

    void theTimeIsReadableInTheSmallestWindow()
    {
        const auto *search = m_window->findChild<QPushButton *>(u"searchButton"_s);
        const QString searchText = search->text();
        const auto resizeTo = [this](const QSize &size) {
            m_window->resize(size);
            m_window->grab(); // lays out
            QCoreApplication::sendPostedEvents();
            m_window->grab();
        };
        for (const QSize &size : {QSize(960, 600), QSize(1920, 1080), QSize(960, 600)}) {
            resizeTo(size);
            for (const auto *button :
                m_window->findChild<TimeControl *>()->findChildren<QPushButton *>()) {
                QVERIFY2(button->width() >= button->minimumSizeHint().width(),
                    qPrintable(button->text()));
            }
            QVERIFY(size.width() == 960 || search->text() == searchText);
        }
        QCOMPARE(search->accessibleName(), searchText);
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

    void theOldestEventIsThatOfTheCluster()
    {
        const auto *oldest = m_window->findChild<QLabel *>(u"oldestEvent"_s);
        const Timestamp now = m_estate->estate()->asOf;
        console::EstateView estate = *m_estate->estate();
        const Timestamp young = now - Duration{7'200'000};
        estate.store.reaches[ClusterId{"prod-us"}] = {young, young};
        m_estate->publish(estate);
        QVERIFY(oldest->text().contains(m_time->timeText(now - Duration{24 * 3'600'000})));
        m_window->setCluster(ClusterId{"prod-us"});
        QVERIFY(oldest->text().contains(m_time->timeText(young)));
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

    void theTopBarIsHatchedWhileTheWindowShowsThePast()
    {
        auto *bar = m_window->findChild<QWidget *>(u"topBar"_s);
        m_window->grab(); // laid out
        const auto edge = [bar] { return bar->grab({0, 0, bar->width(), 4}).toImage(); };
        const QImage live = edge();
        m_time->setAsOf(m_time->range().from);
        QVERIFY(edge() != live);
        QVERIFY(!bar->accessibleDescription().isEmpty());
        m_time->backToNow();
        QCOMPARE(edge(), live);
        QVERIFY(bar->accessibleDescription().isEmpty());
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

    void aViewLeadsToTheSettings()
    {
        m_window->openView(u"events"_s);
        emit sample(u"events"_s)->settingsActivated(u"storage"_s);
        QCOMPARE(m_window->currentView(), u"overview"_s);
        QCOMPARE(sample(u"overview"_s)->settingsPage, u"storage"_s);
    }

    void saysWhatIsWrongAndStopsWhenItIsNot()
    {
        auto *notices = m_window->findChild<NoticeArea *>();
        QVERIFY(notices->texts().isEmpty());
        m_window->setCluster(ClusterId{"edge-lab"});
        QCOMPARE(notices->texts().size(), 1);
        QVERIFY(notices->texts()[0].startsWith(u"edge-lab silent since "_s));
        QStringList actions;
        for (QPushButton *action : notices->findChildren<QPushButton *>()) {
            actions << action->text();
            action->click();
        }
        QCOMPARE(actions, QStringList{u"Why?"_s});
        auto *help = m_window->findChild<HelpOverlay *>();
        QVERIFY(help->isOpen());
        QCOMPARE(help->currentPage(), u"agents"_s);
        help->close();

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
        QSignalSpy demo(m_window.get(), &MainWindow::demoRequested);
        for (QPushButton *button : page->findChildren<QPushButton *>()) {
            if (button->text() == u"Open demo"_s)
                button->click();
        }
        QCOMPARE(demo.size(), 1);
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
};

QTEST_MAIN(TestMainWindow)
#include "tst_main_window.moc"

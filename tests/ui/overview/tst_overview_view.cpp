#include "tests/support/fake_alert_desk.h"
#include "tests/support/fake_command_desk.h"
#include "tests/support/fake_console.h"
#include "tests/support/fake_slo_feed.h"
#include "tests/support/paint_count.h"
#include "ui/overview/cluster_rows.h"
#include "ui/overview/overview_view.h"
#include "ui/overview/timeline_widget.h"
#include "ui/theme/theme.h"
#include "ui/widgets/table_style.h"

#include <QDir>
#include <QHeaderView>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>
#include <QTranslator>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::ui;
using namespace Qt::Literals::StringLiterals;

namespace {

// Says one heading in a language that needs more room for it.
class LongHeading final : public QTranslator
{
public:
    bool isEmpty() const override { return false; }
    QString translate(const char *, const char *text, const char *, int) const override
    {
        return qstrcmp(text, "Burn 1 h") == 0 ? u"a heading as long as this"_s : QString();
    }
};

} // namespace

class TestOverviewView : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_estate = std::make_unique<fake::EstateFeed>();
        m_events = std::make_unique<fake::EventFeed>();
        m_time = std::make_unique<TimeSelection>();
        m_slo = std::make_unique<fake::SloFeed>();
        m_alerts = std::make_unique<fake::AlertDesk>();
        m_commands = std::make_unique<fake::CommandDesk>();
        makeView();
        m_view->resize(1280, 800);
        QShowEvent shown; // grab() lays out and paints but does not show
        QCoreApplication::sendEvent(m_view.get(), &shown);
    }

    void cleanup() { m_view.reset(); }

    void listsEveryClusterAndPutsTheTroubledOneIntoTheHeadline()
    {
        auto *table = m_view->findChild<QTableView *>(u"clusterTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 4);
        auto *headline = m_view->findChild<QLabel *>(u"overviewHeadline"_s);
        QTRY_VERIFY2(headline->text().contains(u"prod-eu"_s), qPrintable(headline->text()));
        // The panels below are about its row, which is marked without having been chosen.
        QTRY_COMPARE(table->currentIndex().siblingAtColumn(0).data().toString(), u"prod-eu"_s);
    }

    void headingsAreReadableInEveryLanguage()
    {
        LongHeading words;
        QVERIFY(QCoreApplication::installTranslator(&words));
        cleanup();
        init();
        m_view->grab();
        for (const QString &name : {u"firingTable"_s, u"budgetTable"_s, u"flightTable"_s}) {
            const QHeaderView &header = *m_view->findChild<QTableView *>(name)->horizontalHeader();
            for (int at = 0; at < header.count(); ++at) {
                const QString text = header.model()->headerData(at, Qt::Horizontal).toString();
                if (header.sectionResizeMode(at) != QHeaderView::Stretch)
                    QVERIFY2(
                        header.sectionSize(at) >= header.sectionSizeHint(at), qPrintable(text));
            }
        }
    }

    void namesAreWholeInASmallWindow()
    {
        m_view->resize(1132, 736); // of the view within a window of 1280 x 800
        m_view->grab();
        const auto *firing = m_view->findChild<QTableView *>(u"firingTable"_s);
        constexpr int kShape = 19; // stands before the name
        const int alert = cellWidth(CellKind::BoldName, {u"CrashLoopBackOff"_s}) + kShape;
        QVERIFY(firing->columnWidth(0) >= alert);
        const auto *budgets = m_view->findChild<QTableView *>(u"budgetTable"_s);
        const int name = cellWidth(CellKind::Name, {u"prod-eu · pay.example.com"_s});
        QVERIFY(budgets->columnWidth(0) >= name);
    }

    void firingAlertsStandWorstFirstAreTakenOnByKeyAndLeadToTheirRule()
    {
        auto *table = m_view->findChild<QTableView *>(u"firingTable"_s);
        const auto board = m_alerts->board();
        const auto firing = std::ranges::count(board->alerts, AlertPhase::Firing, &Alert::phase);
        QVERIFY(firing > 0);
        QCOMPARE(table->model()->rowCount(), static_cast<int>(firing));
        table->setCurrentIndex(table->model()->index(0, 0));
        QTest::keyClick(table, Qt::Key_A);
        QCOMPARE(m_alerts->acknowledged.size(), std::size_t{1});
        QSignalSpy spy(m_view.get(), &View::alertActivated);
        emit table->activated(table->model()->index(0, 0));
        QCOMPARE(spy.front().front().toLongLong(), qint64{m_alerts->acknowledged.front().first});
    }

    void rewoundTheAlertsAreThoseThatFiredThen()
    {
        auto *table = m_view->findChild<QTableView *>(u"firingTable"_s);
        m_time->setAsOf(m_time->range().to - std::chrono::hours(10 * 24));
        QTRY_COMPARE(table->model()->rowCount(), 0);
        table->setCurrentIndex({});
        QTest::keyClick(table, Qt::Key_A); // nothing of the past can be taken on
        QVERIFY(m_alerts->acknowledged.empty());
    }

    void commandsInFlightAndWaitingOnesAreListed()
    {
        auto *table = m_view->findChild<QTableView *>(u"flightTable"_s);
        const auto board = m_commands->board();
        const auto all = board->recent.size() + board->proposals.size();
        QCOMPARE(table->model()->rowCount(), static_cast<int>(all));
        QCOMPARE(table->model()->index(0, 1).data().toString(), u"awaiting approval"_s);
        QSignalSpy activated(m_view.get(), &View::commandActivated);
        emit table->activated(table->model()->index(0, 0)); // to where it can be approved
        QCOMPARE(activated.size(), 1);
        QCOMPARE(activated[0][0].toString(),
            kProposalPrefix.toString() + QString::number(board->proposals.front().id));
        m_commands->publish({});
        QCOMPARE(table->model()->rowCount(), 0);
        QVERIFY(!table->isVisibleTo(m_view.get()));
    }

    void budgetsAtRiskStandWorstFirstAndLeadToTheObjective()
    {
        auto *table = m_view->findChild<QTableView *>(u"budgetTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 4);
        QCOMPARE(table->model()->index(0, 0).data().toString(), u"shop.example.com/checkout"_s);
        QSignalSpy spy(m_view.get(), &View::sloActivated);
        emit table->activated(table->model()->index(0, 0));
        QCOMPARE(spy.size(), 1);
        QCOMPARE(spy.front().front().value<SloSubject>().domain,
            std::string("shop.example.com/checkout"));
    }

    void rewindingShowsTheStatesAndBudgetsOfThen()
    {
        const Timestamp then = m_estate->estate()->asOf - std::chrono::hours(2);
        m_time->setAsOf(then);
        QTRY_VERIFY(!m_slo->boards.empty() && m_slo->boards.back().at == then);
        // Older than anything that is kept: no state rather than today's.
        m_time->setAsOf(m_estate->estate()->asOf - std::chrono::hours(30));
        auto *nodes = m_view->findChild<QTableView *>(u"nodeTable"_s);
        QTRY_COMPARE(nodes->model()->rowCount(), 0);
        m_time->leaveAsOf();
        QTRY_VERIFY(nodes->model()->rowCount() > 0);
    }

    void rewindingKeepsTheSelectedCluster()
    {
        auto *table = m_view->findChild<QTableView *>(u"clusterTable"_s);
        const auto selected
            = [table] { return table->currentIndex().siblingAtColumn(0).data().toString(); };
        QTRY_COMPARE(selected(), u"prod-eu"_s);
        // Nothing is kept from before then, so that it is no worse than others.
        m_time->setAsOf(m_estate->estate()->asOf - std::chrono::hours(60));
        QTest::qWait(50); // answers come
        QCOMPARE(selected(), u"prod-eu"_s);
    }

    void rewoundAClusterIsNotOfflineBecauseItsLastKeptStateIsOld()
    {
        auto *table = m_view->findChild<QTableView *>(u"clusterTable"_s);
        m_time->setAsOf(m_estate->estate()->asOf - std::chrono::hours(2));
        console::EstateView estate = *m_estate->estate();
        for (console::ClusterView &cluster : estate.clusters)
            cluster.snapshot = fake::makeSnapshot(
                cluster.name, 6, 120, *m_time->asOf() - std::chrono::minutes(40));
        m_estate->publish(estate);
        m_time->setAsOf(*m_time->asOf() - std::chrono::seconds(1));
        const auto texts = [table](int column) {
            QStringList all;
            for (int row = 0; row < table->model()->rowCount(); ++row)
                all += table->model()->index(row, column).data().toString();
            return all;
        };
        QTRY_COMPARE(texts(ClusterTableModel::StateColumn), QStringList(4, u"online"_s));
        QCOMPARE(texts(ClusterTableModel::HeartbeatColumn), QStringList(4, u"—"_s));
        const QString headline = m_view->findChild<QLabel *>(u"overviewHeadline"_s)->text();
        QVERIFY2(!headline.contains(u"silent"_s), qPrintable(headline));
    }

    void rewoundAClusterIsOfflineWhenItsSilenceWasWrittenDown()
    {
        auto *table = m_view->findChild<QTableView *>(u"clusterTable"_s);
        m_estate->silentThen = {"staging"};
        m_time->setAsOf(m_estate->estate()->asOf - std::chrono::hours(2));
        const QAbstractItemModel &rows = *table->model();
        QTRY_COMPARE(rows.index(3, ClusterTableModel::StateColumn).data().toString(), u"offline"_s);
        QCOMPARE(rows.index(3, ClusterTableModel::HeartbeatColumn).data().toString(), u"10 m"_s);
        QCOMPARE(rows.index(1, ClusterTableModel::StateColumn).data().toString(), u"online"_s);
    }

    void rewoundTheCommandsAreThoseOfThen()
    {
        auto *table = m_view->findChild<QTableView *>(u"flightTable"_s);
        const Timestamp then = m_estate->estate()->asOf - std::chrono::minutes(30);
        m_commands->publish({}); // nothing of now
        m_time->setAsOf(then);
        QCOMPARE(m_commands->queries.back().range.to, then);
        // The first four of the six of the last hour were not sent yet.
        QTRY_VERIFY(table->model()->rowCount() > 0);
        QCOMPARE(table->model()->index(0, 1).data().toString(), u"failed"_s);
        const auto asked = m_commands->queries.size();
        m_commands->publish({}); // of now
        QCOMPARE(m_commands->queries.size(), asked);
        QVERIFY(table->model()->rowCount() > 0);
        m_time->setAsOf(then - std::chrono::hours(24 * 90)); // before all of them
        QTRY_COMPARE(table->model()->rowCount(), 0);
        QVERIFY(!table->isVisibleTo(m_view.get()));
    }

    void aLikelyStartIsNotDrawnWhileAllIsQuiet()
    {
        auto *timeline = m_view->findChild<TimelineWidget *>();
        auto *headline = m_view->findChild<QLabel *>(u"overviewHeadline"_s);
        QTRY_VERIFY(headline->text().contains(u"prod-eu"_s));
        QVERIFY(timeline->isStartTold());
        // Long after the last Warning, with every agent there.
        console::EstateView estate = *m_estate->estate();
        for (console::ClusterView &cluster : estate.clusters)
            cluster.status = AgentStatus::Online;
        m_events = std::make_unique<fake::EventFeed>(estate.asOf - std::chrono::hours(30));
        makeView();
        m_estate->publish(estate);
        QShowEvent shown;
        QCoreApplication::sendEvent(m_view.get(), &shown);
        headline = m_view->findChild<QLabel *>(u"overviewHeadline"_s);
        QTRY_COMPARE(headline->text(), u"All quiet"_s);
        QVERIFY(!m_view->findChild<TimelineWidget *>()->isStartTold());
    }

    void theNewsOfNowPaintAndAskNothingOfThePast()
    {
        m_view->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_view.get()));
        m_time->setAsOf(m_estate->estate()->asOf - std::chrono::hours(2));
        testkit::PaintCount painted(*m_view);
        m_view->update();
        QVERIFY(painted.settle());
        const int before = painted.count();
        QVERIFY(before > 0); // it counts
        const int questions = m_events->questions();
        m_estate->publish(*m_estate->estate());
        emit m_events->stored(1, 0);
        QTest::qWait(1'100); // what is stored is asked for at most once a second
        QVERIFY(painted.settle());
        QCOMPARE(painted.count(), before);
        QCOMPARE(m_events->questions(), questions);
    }

    void choosingAClusterChangesThePanelsBelow()
    {
        auto *table = m_view->findChild<QTableView *>(u"clusterTable"_s);
        auto *nodes = m_view->findChild<QTableView *>(u"nodeTable"_s);
        QTRY_VERIFY(nodes->model()->rowCount() > 0);
        QStringList before;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            table->setCurrentIndex(table->model()->index(row, 0));
            QStringList shown;
            for (int node = 0; node < nodes->model()->rowCount(); ++node)
                shown.append(nodes->model()->index(node, 0).data().toString());
            before.append(shown.join(u','));
        }
        before.removeDuplicates();
        QVERIFY(before.size() > 1);
    }

    void activatingANodeAsksForItsEvents()
    {
        qRegisterMetaType<ScopedObject>();
        auto *nodes = m_view->findChild<QTableView *>(u"nodeTable"_s);
        QTRY_VERIFY(nodes->model()->rowCount() > 0);
        QSignalSpy activated(m_view.get(), &View::objectActivated);
        emit nodes->activated(nodes->model()->index(0, 0));
        QCOMPARE(activated.size(), 1);
        const auto object = activated[0][1].value<ScopedObject>();
        QCOMPARE(object.scope, EventScope::Node);
        QCOMPARE(QString::fromStdString(object.object.name),
            nodes->model()->index(0, 0).data().toString());
    }

    void draggingOnTheTimelineZoomsTheWindow()
    {
        auto *timeline = m_view->findChild<TimelineWidget *>();
        (void)m_view->grab(); // lays out
        QTest::mousePress(timeline, Qt::LeftButton, {}, {300, 60});
        QTest::mouseMove(timeline, {500, 60});
        QTest::mouseRelease(timeline, Qt::LeftButton, {}, {500, 60});
        QVERIFY(!m_time->isLive());
        QVERIFY(m_time->range().length() < Duration{3 * 3'600'000});
    }

    void aStoreThatFailsIsSaidAndTheRestStays()
    {
        m_events->failWith(Error{ErrorCode::Unavailable, "the store is away"});
        m_view->refresh();
        const auto labels = m_view->findChildren<QLabel *>();
        QTRY_VERIFY(std::ranges::any_of(labels,
            [](const QLabel *label) { return label->text().contains(u"the store is away"_s); }));
        QCOMPARE(m_view->findChild<QTableView *>(u"clusterTable"_s)->model()->rowCount(), 4);
    }

    void saysWhatToDoWhenNoClusterHasReported()
    {
        console::EstateView empty;
        m_estate->publish(empty);
        const auto labels = m_view->findChildren<QLabel *>();
        QTRY_VERIFY(std::ranges::any_of(labels, [](const QLabel *label) {
            return label->isVisibleTo(label->window())
                && label->text().contains(u"No cluster has reported yet"_s);
        }));
    }

    void looksRight_data()
    {
        QTest::addColumn<int>("name");
        QTest::newRow("dark") << static_cast<int>(ThemeName::Dark);
        QTest::newRow("light") << static_cast<int>(ThemeName::Light);
    }
    void looksRight()
    {
        QFETCH(int, name);
        m_theme->setName(static_cast<ThemeName>(name));
        auto *table = m_view->findChild<QTableView *>(u"clusterTable"_s);
        QTRY_COMPARE(table->model()->rowCount(), 4);
        QTest::qWait(50);
        const QImage shot = m_view->grab().toImage();
        QVERIFY(shot.save(QDir::temp().filePath(
            u"tst_overview_view_%1.png"_s.arg(QLatin1StringView(QTest::currentDataTag())))));
        QSet<QRgb> colours;
        for (int y = 0; y < shot.height(); y += 2) {
            for (int x = 0; x < shot.width(); x += 2)
                colours.insert(shot.pixel(x, y));
        }
        QVERIFY(colours.size() > 20);
    }

private:
    void makeView()
    {
        m_view = std::make_unique<OverviewView>(OverviewServices{.estate = *m_estate,
            .events = *m_events,
            .slo = *m_slo,
            .alerts = *m_alerts,
            .commands = *m_commands,
            .time = *m_time});
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<fake::EventFeed> m_events;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<fake::SloFeed> m_slo;
    std::unique_ptr<fake::AlertDesk> m_alerts;
    std::unique_ptr<fake::CommandDesk> m_commands;
    std::unique_ptr<OverviewView> m_view;
};

QTEST_MAIN(TestOverviewView)
#include "tst_overview_view.moc"

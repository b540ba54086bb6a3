#include "tests/support/fake_console.h"
#include "tests/support/fake_mesh_feed.h"
#include "ui/mesh/mesh_presenter.h"
#include "ui/theme/theme.h"

#include <QSignalSpy>
#include <QTest>

using namespace binnacle;
using namespace binnacle::ui;
using namespace std::chrono_literals;

class TestMeshPresenter : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { m_theme = std::make_unique<Theme>(*qApp); }

    void init()
    {
        m_mesh = std::make_unique<fake::MeshFeed>();
        m_events = std::make_unique<fake::EventFeed>();
        m_estate = std::make_unique<fake::EstateFeed>();
        m_time = std::make_unique<TimeSelection>();
        m_presenter = std::make_unique<MeshPresenter>(
            MeshPresenter::Feeds{*m_mesh, *m_events, *m_estate, *m_time});
        m_presenter->setCluster(ClusterId{"prod-eu"});
    }
    void cleanup() { m_presenter.reset(); }

    void asksNothingWhileItIsNotActive()
    {
        m_time->setMoving(1h);
        m_presenter->setScope({.ns = "shop"});
        emit m_mesh->changed();
        QTest::qWait(60);
        QVERIFY(m_mesh->questions().empty());
        activate();
        QCOMPARE(m_mesh->questions().front().ns, std::string("shop"));
        const auto before = m_mesh->questions().size();
        m_presenter->setActive(false);
        m_time->setAsOf(m_mesh->incident());
        emit m_mesh->changed();
        QTest::qWait(60);
        QCOMPARE(m_mesh->questions().size(), before);
    }

    void asksForTheWindowThatEndsAtTheCursor()
    {
        activate();
        const Timestamp at = m_mesh->incident() + 5min;
        m_time->setAsOf(at);
        QTRY_COMPARE(m_mesh->questions().back().range.to, at);
        QCOMPARE(m_mesh->questions().back().range.length(), Duration(5min));
        QTRY_COMPARE(m_presenter->picture()->graph.nodes.size(), std::size_t(12));
        m_presenter->setScope({.window = MeshWindow::OneHour});
        QTRY_COMPARE(m_mesh->questions().back().range.length(), Duration(1h));
    }

    void liveDataIsAskedForAtMostOnceASecond()
    {
        activate();
        const auto before = m_mesh->questions().size();
        for (int i = 0; i < 50; ++i)
            emit m_mesh->changed();
        QTest::qWait(200);
        QCOMPARE(m_mesh->questions().size(), before);
        QTRY_COMPARE_WITH_TIMEOUT(m_mesh->questions().size(), before + 1, 2'000);
        m_time->setAsOf(m_mesh->incident());
        QTRY_VERIFY(m_mesh->questions().back().range.to == m_mesh->incident());
        const auto rewound = m_mesh->questions().size();
        emit m_mesh->changed(); // what comes in now does not change the past
        QTest::qWait(1'200);
        QCOMPARE(m_mesh->questions().size(), rewound);
    }

    void anAnswerThatIsOvertakenIsDroppedAndItsQuestionStopped()
    {
        activate();
        m_mesh->hold(true);
        m_presenter->setScope({.ns = "shop"});
        QTRY_COMPARE(m_mesh->held(), std::size_t(1));
        m_presenter->setScope({.ns = "pay"});
        QTRY_COMPARE(m_mesh->held(), std::size_t(2));
        QVERIFY(m_mesh->stops()[m_mesh->stops().size() - 2].stop_requested());
        QVERIFY(!m_mesh->stops().back().stop_requested());
        m_mesh->release(); // shop
        QTest::qWait(20);
        QVERIFY(m_presenter->picture()->question.ns.empty());
        m_mesh->release(); // pay
        QTRY_COMPARE(m_presenter->picture()->question.ns, std::string("pay"));
    }

    void aDraggedCursorShowsQuickAnswersAndTheLastOne()
    {
        activate();
        m_mesh->hold(true);
        m_time->setAsOf(m_mesh->incident() + 1min);
        QTRY_COMPARE(m_mesh->held(), std::size_t(1));
        m_time->setAsOf(m_mesh->incident() + 2min);
        QTest::qWait(50);
        QCOMPARE(m_mesh->held(), std::size_t(1)); // the first may still come in time
        m_mesh->release();
        QTRY_COMPARE(m_presenter->picture()->question.range.to, m_mesh->incident() + 1min);
        QTRY_COMPARE(m_mesh->held(), std::size_t(1));
        m_mesh->release();
        QTRY_COMPARE(m_presenter->picture()->question.range.to, m_mesh->incident() + 2min);
    }

    void comparesWithAWindowOfTheSameLength()
    {
        activate();
        m_presenter->setScope({.compare = {.kind = MeshCompare::Kind::HourBefore}});
        QTRY_VERIFY(m_presenter->picture()->diff.has_value());
        const console::MeshQuestion &question = m_mesh->questions().back();
        QCOMPARE(question.compare->to, question.range.to - 1h);
        QCOMPARE(question.compare->length(), question.range.length());
        QVERIFY(m_presenter->picture()->diff->count(MeshChange::Degraded) > 0);
        const Timestamp picked = m_mesh->incident();
        m_presenter->setScope({.compare = {.kind = MeshCompare::Kind::Instant, .instant = picked}});
        QTRY_COMPARE(m_mesh->questions().back().compare->to, picked);
    }

    void theDetailFollowsTheSelection()
    {
        activate();
        QSignalSpy changed(m_presenter.get(), &MeshPresenter::detailChanged);
        m_presenter->select(MeshSelection::of(ServiceRef{"shop", "checkout"}));
        QVERIFY(!m_presenter->detail()); // not that of another service
        QTRY_VERIFY(m_presenter->detail());
        QCOMPARE(m_presenter->detail()->service.name, std::string("checkout"));
        const int asked = m_mesh->details();
        m_presenter->select(MeshSelection::of(EdgeRef{{"shop", "checkout"}, {"pay", "payments"}}));
        QTest::qWait(20);
        QCOMPARE(m_mesh->details(), asked);
        QVERIFY(!m_presenter->detail());
    }

    void aFailureKeepsTheOldPicture()
    {
        m_mesh->failWith(Error{ErrorCode::Unavailable, "the store is away"});
        m_presenter->setActive(true);
        QTRY_COMPARE(m_presenter->state(), MeshState::Failed);
        m_mesh->failWith({});
        m_presenter->refresh();
        QTRY_COMPARE(m_presenter->state(), MeshState::Showing);
        m_mesh->failWith(Error{ErrorCode::Unavailable, "the store is away"});
        QSignalSpy failed(m_presenter.get(), &MeshPresenter::failed);
        m_presenter->refresh();
        QTRY_VERIFY(!failed.isEmpty());
        QCOMPARE(m_presenter->state(), MeshState::Showing);
    }

    void knowsWhichOfTheEmptyStatesItIs()
    {
        m_mesh->setContent(fake::MeshFeed::Content::NeverCollected);
        m_presenter->setActive(true);
        QTRY_COMPARE(m_presenter->state(), MeshState::NeverCollected);
        m_mesh->setContent(fake::MeshFeed::Content::NoTraffic);
        m_presenter->refresh();
        QTRY_COMPARE(m_presenter->state(), MeshState::NoTraffic);
        m_estate->publish({});
        m_presenter->setCluster({});
        QTRY_COMPARE(m_presenter->state(), MeshState::NoCluster);
    }

    void ofAllClustersItShowsOneThatIsHeardAndStaysThere()
    {
        m_presenter->setCluster({});
        activate();
        const ClusterId shown = m_presenter->cluster();
        QVERIFY(m_presenter->isOneOfAll());
        QVERIFY(shown == ClusterId{"prod-eu"} || shown == ClusterId{"prod-us"});
        m_estate->publish(*m_estate->estate());
        QCOMPARE(m_presenter->cluster(), shown);
    }

    void ofASilentClusterItShowsTheLastThatIsKnown()
    {
        m_presenter->setCluster(ClusterId{"edge-lab"});
        activate();
        QVERIFY(m_presenter->isSilent());
        QCOMPARE(m_presenter->window().to, m_presenter->clusterView()->times.lastSnapshot);
        m_time->setAsOf(m_mesh->incident()); // then the cursor says what is shown
        QVERIFY(!m_presenter->isSilent());
        QCOMPARE(m_presenter->window().to, m_mesh->incident());
    }

private:
    void activate()
    {
        m_presenter->setActive(true);
        QTRY_VERIFY(m_presenter->picture() != nullptr);
    }

    std::unique_ptr<Theme> m_theme;
    std::unique_ptr<fake::MeshFeed> m_mesh;
    std::unique_ptr<fake::EventFeed> m_events;
    std::unique_ptr<fake::EstateFeed> m_estate;
    std::unique_ptr<TimeSelection> m_time;
    std::unique_ptr<MeshPresenter> m_presenter;
};

QTEST_MAIN(TestMeshPresenter)
#include "tst_mesh_presenter.moc"

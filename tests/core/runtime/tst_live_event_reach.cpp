#include "core/runtime/console/live_estate_feed.h"
#include "tests/support/store_fixture.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>
#include <QTest>

#include <memory>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace binnacle::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const ClusterId kProd{"prod"};
constexpr Duration kMinute{60'000};

} // namespace

// The console's live state over a workspace that is real.
class TestLiveEventReach : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        auto runtime = Runtime::start(
            m_clock, {.workspace = m_folder->filePath(u"ws"_s).toStdString(), .listen = false});
        if (!runtime)
            qFatal("%s", runtime.error().message.c_str());
        m_runtime = *std::move(runtime);
        m_user = std::make_unique<DesktopUser>(*m_runtime, false);
        m_feed = std::make_unique<LiveEstateFeed>(*m_runtime, *m_user, false);
    }
    void cleanup()
    {
        m_feed.reset();
        m_user.reset();
        m_runtime.reset();
    }

    void howFarEachClustersEventsReachFollowsRetention()
    {
        const Timestamp now = std::chrono::floor<Duration>(m_clock.now());
        std::vector<ClusterEvent> events;
        for (int i = 1; i <= 10; ++i) {
            events.push_back(podEvent(std::to_string(i), toEpochMs(now - i * kMinute)));
            events.back().type = i % 2 == 0 ? EventType::Warning : EventType::Normal;
        }
        events.push_back(podEvent("other", toEpochMs(now)));
        events.back().cluster = {"other"};
        need(waitFor<Result<store::SyncOutcome>>(
            [&](auto done) { m_runtime->history().sync(std::move(events), {}, done); }));
        QTRY_COMPARE(reachOfProd(), (EventReach{now - 10 * kMinute, now - 9 * kMinute}));
        QCOMPARE(m_feed->estate()->store.reaches.at({"other"}), (EventReach{now, {}}));
        // The Normal ones of nine, seven and five minutes ago go.
        const auto deleted = waitFor<Result<std::int64_t>>(
            [&](auto done) { m_runtime->history().sweep(now, 30, 7, done); });
        QCOMPARE(need(deleted), std::int64_t{3});
        QTRY_COMPARE(reachOfProd(), (EventReach{now - 10 * kMinute, now - 3 * kMinute}));
    }

private:
    EventReach reachOfProd() const
    {
        const auto estate = m_feed->estate();
        const auto found = estate->store.reaches.find(kProd);
        return found == estate->store.reaches.end() ? EventReach{} : found->second;
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Runtime> m_runtime;
    std::unique_ptr<DesktopUser> m_user;
    std::unique_ptr<LiveEstateFeed> m_feed;
};

QTEST_GUILESS_MAIN(TestLiveEventReach)
#include "tst_live_event_reach.moc"

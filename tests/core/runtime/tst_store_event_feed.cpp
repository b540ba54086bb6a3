#include "core/runtime/console/store_event_feed.h"
#include "tests/support/store_fixture.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace binnacle::test;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::int64_t kMoment = 1'772'355'600'000;
constexpr std::int64_t kQuarter = std::int64_t{15} * 60'000;

} // namespace

// The console's history over a workspace that is real.
class TestStoreEventFeed : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_runtime = need(Runtime::start(
            m_clock, {.workspace = m_folder->filePath(u"ws"_s).toStdString(), .listen = false}));
        m_feed = std::make_unique<StoreEventFeed>(*m_runtime);
    }
    void cleanup()
    {
        m_feed.reset();
        m_runtime.reset();
    }

    void aroundAMomentIsWhatCameRightBeforeAndAfterIt()
    {
        std::vector<ClusterEvent> events;
        for (std::int64_t second = -300; second <= 300; ++second)
            events.push_back(podEvent(std::to_string(second), kMoment + second * 1'000));
        const console::EventContext context = contextOf("0", std::move(events));
        QCOMPARE(context.around.size(), 25U);
        for (int i = 0; i < 25; ++i)
            QCOMPARE(context.around[static_cast<std::size_t>(i)].uid, std::to_string(i - 12));
        QCOMPARE(context.aroundTotal, std::int64_t{601});
    }

    void theWindowAroundAMomentIsItsClustersQuarterHours()
    {
        ClusterEvent elsewhere = podEvent("elsewhere", kMoment + 1);
        elsewhere.cluster = {"other"};
        const console::EventContext context = contextOf("at",
            {podEvent("too early", kMoment - kQuarter - 1), podEvent("before", kMoment - kQuarter),
                podEvent("at", kMoment), podEvent("after", kMoment + kQuarter - 1),
                podEvent("too late", kMoment + kQuarter), elsewhere});
        QCOMPARE(context.aroundTotal, std::int64_t{3});
        QCOMPARE(context.around.size(), 3U);
        QCOMPARE(context.around[0].uid, std::string("before"));
        QCOMPARE(context.around[1].uid, std::string("at"));
        QCOMPARE(context.around[2].uid, std::string("after"));
    }

private:
    // Of the event with that uid, after all are stored.
    console::EventContext contextOf(const std::string &uid, std::vector<ClusterEvent> events)
    {
        need(waitFor<Result<store::SyncOutcome>>(
            [&](auto done) { m_runtime->history().sync(std::move(events), {}, done); }));
        auto stored = m_feed->page({}, {.limit = 1'000});
        stored.waitForFinished();
        const auto page = need(stored.result());
        const auto event = std::ranges::find(*page, uid, &ClusterEvent::uid);
        if (event == page->end())
            qFatal("no event %s", uid.c_str());
        auto asked = m_feed->context(event->id);
        asked.waitForFinished();
        return *need(asked.result());
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Runtime> m_runtime;
    std::unique_ptr<StoreEventFeed> m_feed;
};

QTEST_GUILESS_MAIN(TestStoreEventFeed)
#include "tst_store_event_feed.moc"

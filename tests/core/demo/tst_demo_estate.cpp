#include "core/codec/agent_messages.h"
#include "core/codec/gzip.h"
#include "core/codec/snapshot.h"
#include "core/demo/demo_estate.h"
#include "core/http/server.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <map>
#include <mutex>
#include <thread>

using namespace binnacle;
using namespace binnacle::demo;

namespace {

// Stands in for the agent listener: keeps what arrives.
class RecordingListener
{
public:
    struct Posted
    {
        std::string cluster;
        Timestamp fetchedAt{};
    };

    RecordingListener()
    {
        http::Router router;
        router.add(http::Method::Post, "/agent/snapshot",
            [this](http::Exchange exchange) { takeSnapshot(std::move(exchange)); });
        router.add(http::Method::Post, "/agent/heartbeat", [this](http::Exchange exchange) {
            const std::scoped_lock lock(m_mutex);
            ++m_heartbeats[std::string(exchange.request.header("x-cluster-id"))];
            exchange.respond(http::json(R"({"status":"ok"})"), {});
        });
        router.add(http::Method::Get, "/agent/commands",
            [this](http::Exchange exchange) { takePoll(std::move(exchange)); });
        router.add(http::Method::Post, "/agent/result", [this](http::Exchange exchange) {
            const auto result = codec::decodeCommandResult(exchange.request.body);
            const std::scoped_lock lock(m_mutex);
            m_results.push_back(
                result ? result->success ? "success" : result->error : "unreadable");
            exchange.respond(http::json(R"({"status":"ok"})"), {});
        });
        auto server = http::Server::start({}, std::move(router));
        if (!server)
            qFatal("%s", server.error().message.c_str());
        m_server = std::move(*server);
    }
    ~RecordingListener()
    {
        releasePolls();
        m_server->stop(Duration{500});
    }

    std::uint16_t port() const { return m_server->port(); }

    void offer(const Command &command)
    {
        const std::scoped_lock lock(m_mutex);
        m_offered = command;
        giveOut();
    }

    // Increments as they came, by cluster: those of posts that carry nothing else, and the others.
    struct Counted
    {
        std::map<std::string, std::vector<SloIncrements>> backFilled;
        std::map<std::string, std::vector<SloIncrements>> live;
        std::size_t bytes = 0; // of the former, inflated
    };
    Counted counted() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_counted;
    }

    std::vector<Posted> posted() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_posted;
    }
    int heartbeatsOf(const std::string &cluster) const
    {
        const std::scoped_lock lock(m_mutex);
        const auto found = m_heartbeats.find(cluster);
        return found == m_heartbeats.end() ? 0 : found->second;
    }
    std::vector<std::string> results() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_results;
    }
    std::size_t parked() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_parked.size();
    }
    std::atomic_int refuse = 0; // that many snapshots are answered with 503

private:
    void takeSnapshot(http::Exchange exchange)
    {
        if (refuse > 0) {
            --refuse;
            exchange.respond(http::json("{}", 503), {});
            return;
        }
        const auto body = codec::inflateGzip(exchange.request.body);
        const auto snapshot = body ? codec::decodeSnapshot(*body) : body.error();
        const std::scoped_lock lock(m_mutex);
        if (!snapshot) {
            exchange.respond(http::failure(snapshot.error()), {});
            return;
        }
        const std::string &cluster = (*snapshot)->cluster.value;
        auto &counted = (*snapshot)->isIncrementsOnly ? m_counted.backFilled : m_counted.live;
        for (SloIncrements &increments : (*snapshot)->increments)
            counted[cluster].push_back(std::move(increments));
        if ((*snapshot)->isIncrementsOnly)
            m_counted.bytes += body->size();
        else
            m_posted.push_back({cluster, (*snapshot)->fetchedAt});
        exchange.respond(http::json(R"({"status":"ok"})"), {});
    }

    void takePoll(http::Exchange exchange)
    {
        const std::scoped_lock lock(m_mutex);
        const auto &query = exchange.request.query;
        const std::string key = query.at("cluster_id") + '/' + query.at("topic");
        m_parked.emplace(key, exchange.respond);
        giveOut();
    }

    // REQUIRES: m_mutex held
    void giveOut()
    {
        if (!m_offered)
            return;
        const auto poll = m_parked.find(m_offered->cluster.value + "/ops");
        if (poll == m_parked.end())
            return;
        poll->second(http::json(codec::encodeCommandPoll(m_offered)), {});
        m_parked.erase(poll);
        m_offered.reset();
    }

    void releasePolls()
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &[key, respond] : m_parked)
            respond(http::json(codec::encodeCommandPoll({})), {});
        m_parked.clear();
    }

    mutable std::mutex m_mutex;
    std::vector<Posted> m_posted;
    Counted m_counted;
    std::map<std::string, int> m_heartbeats;
    std::vector<std::string> m_results;
    std::multimap<std::string, http::Respond> m_parked;
    std::optional<Command> m_offered;
    std::unique_ptr<http::Server> m_server;
};

struct Outcome
{
    std::atomic_bool done = false;
    std::atomic_bool good = false;
    std::atomic_size_t progress = 0;
    std::string error;
};

void start(DemoEstate &estate, Outcome &outcome)
{
    estate.start([&](std::size_t done, std::size_t) { outcome.progress = done; },
        [&](Status status) {
            outcome.good = status.has_value();
            if (!status)
                outcome.error = status.error().message;
            outcome.done = true;
        });
}

} // namespace

class TestDemoEstate : public QObject
{
    Q_OBJECT

private slots:
    void theHistoryComesInOrderThenTheClustersLive()
    {
        RecordingListener listener;
        listener.refuse = 2; // busy at first
        const SystemClock clock;
        const Timestamp before = clock.now();
        Outcome outcome;
        DemoEstate estate(clock,
            {.port = listener.port(),
                .startAt = StartAt::Incident,
                .history = Duration{3 * 3'600'000},
                .trafficHistory = Duration{0},
                .snapshotInterval = Duration{100}});
        start(estate, outcome);
        QTRY_VERIFY_WITH_TIMEOUT(outcome.done, 60'000);
        QVERIFY2(outcome.good, outcome.error.c_str());

        const auto told = listener.posted();
        QVERIFY(outcome.progress >= std::size_t{4} * 20);
        QVERIFY(told.front().fetchedAt < before - Duration{2 * 3'600'000});
        std::map<std::string, Timestamp> last;
        for (const auto &snapshot : told) {
            QVERIFY(snapshot.fetchedAt >= last[snapshot.cluster]);
            last[snapshot.cluster] = snapshot.fetchedAt;
        }
        QCOMPARE(last.size(), std::size_t{4});
        for (const auto &[cluster, fetchedAt] : last)
            QVERIFY2(fetchedAt >= before, cluster.c_str());

        const auto countOf = [&](const std::string &cluster) {
            const auto all = listener.posted();
            return std::count_if(
                all.begin(), all.end(), [&](const auto &one) { return one.cluster == cluster; });
        };
        const auto silentBefore = countOf("edge-lab");
        const auto liveBefore = countOf("prod-eu");
        QTRY_VERIFY_WITH_TIMEOUT(countOf("prod-eu") >= liveBefore + 5, 20'000);
        QTRY_VERIFY_WITH_TIMEOUT(listener.heartbeatsOf("prod-us") >= 1, 30'000);
        QCOMPARE(countOf("edge-lab"), silentBefore);
        QCOMPARE(listener.heartbeatsOf("edge-lab"), 0);
        QTRY_COMPARE_WITH_TIMEOUT(listener.parked(), std::size_t{6}, 30'000);
    }

    void whatWasCountedIsBackFilledUpToWhereTheScrapesBegin()
    {
        RecordingListener listener;
        const SystemClock clock;
        Outcome outcome;
        DemoEstate estate(clock,
            {.port = listener.port(),
                .startAt = StartAt::Incident,
                .history = Duration{0},
                .trafficHistory = Duration{4 * 3'600'000},
                .snapshotInterval = Duration{500}});
        start(estate, outcome);
        QTRY_VERIFY_WITH_TIMEOUT(outcome.done, 60'000);
        QVERIFY2(outcome.good, outcome.error.c_str());
        QTRY_VERIFY_WITH_TIMEOUT(listener.counted().live["prod-eu"].size() >= 2, 30'000);

        const auto counted = listener.counted();
        QCOMPARE(counted.backFilled.size(), std::size_t{4});
        for (const auto &[cluster, increments] : counted.backFilled) {
            std::map<Timestamp, Duration> byEnd;
            for (std::size_t i = 0; i < increments.size(); ++i) {
                QCOMPARE(increments[i].seq, std::uint64_t{i + 1});
                QCOMPARE(increments[i].bootId, increments.front().bootId);
                QVERIFY(!increments[i].routes.empty());
                byEnd.emplace(increments[i].at, increments[i].interval);
            }
            QCOMPARE(byEnd.size(), increments.size());
            Timestamp reached = byEnd.begin()->first;
            for (auto next = std::next(byEnd.begin()); next != byEnd.end(); ++next) {
                QCOMPARE(next->first - next->second, reached);
                reached = next->first;
            }
        }
        const SloIncrements &live = counted.live.at("prod-eu").front();
        QVERIFY(live.services.size() >= 12 && live.ingress.size() == 6);
        QVERIFY(live.interval > Duration{2'000} && live.interval < Duration{20'000});
        Timestamp newest{};
        for (const SloIncrements &one : counted.backFilled.at("prod-eu"))
            newest = std::max(newest, one.at);
        const Duration gap = live.at - live.interval - newest;
        QVERIFY2(
            gap < Duration{5'000} && gap > Duration{-3'000}, std::to_string(gap.count()).c_str());
        QVERIFY(!counted.live.contains("edge-lab")); // silent from the start
        qInfo("%zu MiB of increments", counted.bytes >> 20U);
    }

    void aCommandIsExecutedAndItsResultReported()
    {
        RecordingListener listener;
        const SystemClock clock;
        Outcome outcome;
        DemoEstate estate(clock,
            {.port = listener.port(),
                .startAt = StartAt::Calm,
                .history = Duration{0},
                .trafficHistory = Duration{0}});
        start(estate, outcome);
        listener.offer({.id = {"c-1"},
            .cluster = {"prod-eu"},
            .action = "cordon",
            .target = {"Node", "", "node-3"}});
        QTRY_COMPARE_WITH_TIMEOUT(listener.results().size(), std::size_t{1}, 30'000);
        QCOMPARE(listener.results().front(), std::string("success"));
        listener.offer({.id = {"c-2"}, .cluster = {"prod-eu"}, .action = "exec"});
        QTRY_COMPARE_WITH_TIMEOUT(listener.results().size(), std::size_t{2}, 30'000);
        QCOMPARE(listener.results().back(), std::string("unknown action: exec"));
    }

    void itStopsPromptlyWhileItTellsAndWhileItPolls_data()
    {
        QTest::addColumn<qint64>("historyHours");
        QTest::addColumn<int>("runForMs");
        QTest::newRow("at once") << qint64(24) << 0;
        QTest::newRow("telling") << qint64(24) << 150;
        QTest::newRow("live") << qint64(0) << 3'000;
    }
    void itStopsPromptlyWhileItTellsAndWhileItPolls()
    {
        QFETCH(qint64, historyHours);
        QFETCH(int, runForMs);
        RecordingListener listener;
        const SystemClock clock;
        Outcome outcome;
        auto estate = std::make_unique<DemoEstate>(clock,
            DemoSettings{.port = listener.port(), .history = Duration{historyHours * 3'600'000}});
        start(*estate, outcome);
        std::this_thread::sleep_for(std::chrono::milliseconds(runForMs));
        const auto begin = std::chrono::steady_clock::now();
        estate.reset();
        QVERIFY(std::chrono::steady_clock::now() - begin < std::chrono::seconds(1));
    }

    void withNoListenerItReportsTheError()
    {
        std::uint16_t port = 0;
        {
            const RecordingListener gone;
            port = gone.port();
        }
        const SystemClock clock;
        Outcome outcome;
        DemoEstate estate(clock, {.port = port, .history = Duration{0}});
        start(estate, outcome);
        QTRY_VERIFY_WITH_TIMEOUT(outcome.done, 60'000);
        QVERIFY(!outcome.good);
    }
};

QTEST_GUILESS_MAIN(TestDemoEstate)
#include "tst_demo_estate.moc"

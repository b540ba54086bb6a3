#include "core/store/cluster_repository.h"
#include "tests/core/slo/history_store.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <csignal>
#include <fstream>
#include <future>
#include <random>
#include <sys/wait.h>
#include <thread>
#include <unistd.h>

using namespace binnacle;
using namespace binnacle::slo;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

// In a process of its own, until it is killed.
[[noreturn]] void writeForEver(const std::string &directory, const std::string &boot)
{
    FakeClock clock;
    clock.jump(at(kMidnight + 2 * kHour) - clock.now());
    const auto workspace = store::Workspace::open({.directory = directory});
    if (!workspace)
        _exit(1);
    TrafficHistory history(clock, (*workspace)->writer());
    for (std::uint64_t seq = 1;; ++seq) {
        need(waitFor([&](auto done) {
            history.ingest(kCluster,
                {increments(kMidnight + static_cast<std::int64_t>(seq * 7 % 7'000), seq,
                    {serviceIncrement("web", 10), serviceIncrement("cart", 5)}, boot)},
                done);
        }));
        if (seq == 1) // the parent waits for this, however slow the machine is
            std::ofstream(directory + "/committed." + boot) << seq;
        if (seq % 5 == 0)
            history.rollUp([](const Status &) {});
    }
}

} // namespace

class TestTrafficHistory : public QObject
{
    Q_OBJECT

private slots:
    void duplicateLateAndShuffledIncrementsMakeTheSameTable()
    {
        HistoryStore store;
        std::mt19937 random(23);
        const auto inOrder = minutes(kMidnight);
        QVERIFY(store.ingest(inOrder, {"reference"}));
        QVERIFY(store.rollUp());
        const Traffic reference = store.web(kFirstHour, {"reference"});
        QCOMPARE(reference.requests, std::int64_t{600});
        for (int round = 0; round < 40; ++round) {
            const ClusterId cluster{"round-" + std::to_string(round)};
            auto shuffled = inOrder;
            shuffled.insert(shuffled.end(), inOrder.begin() + 20, inOrder.end()); // repeats
            std::ranges::shuffle(shuffled, random);
            const auto split
                = shuffled.begin() + static_cast<std::ptrdiff_t>(random() % shuffled.size());
            QVERIFY(store.ingest({shuffled.begin(), split}, cluster));
            if (round % 3 == 0)
                QVERIFY(store.rollUp());
            if (round == 17)
                store.restart();
            QVERIFY(store.ingest({split, shuffled.end()}, cluster));
            for (const bool isRolledUp : {false, true}) {
                if (isRolledUp)
                    QVERIFY(store.rollUp());
                const Traffic traffic = store.web(kFirstHour, cluster);
                QCOMPARE(traffic.requests, reference.requests);
                QCOMPARE(traffic.errors, reference.errors);
                QCOMPARE(traffic.latency, reference.latency);
                QCOMPARE(traffic.breakdown, reference.breakdown);
                QCOMPARE(traffic.samples, reference.samples);
            }
        }
        QCOMPARE(store.hourlyRequests(), store.hourlyRequests("traffic_raw"));
    }

    void rollingUpTwiceChangesNothing()
    {
        HistoryStore store;
        QVERIFY(store.ingest(minutes(kMidnight)));
        QVERIFY(store.rollUp());
        QCOMPARE(store.hourlyRequests(), std::int64_t{900});
        QVERIFY(store.rollUp());
        QCOMPARE(store.hourlyRequests(), std::int64_t{900});
        QCOMPARE(store.number("SELECT count(*) FROM traffic_hourly"), std::int64_t{2});
        QCOMPARE(store.number("SELECT covered_ms FROM traffic_hour"), std::int64_t{3'600'000});
    }

    void aLateIncrementReopensItsHour()
    {
        HistoryStore store;
        QVERIFY(store.ingest(minutes(kMidnight)));
        QVERIFY(store.rollUp());
        store.now(kMidnight + 3 * kHour); // long after the sums were given up
        QVERIFY(store.rollUp());
        QVERIFY(store.ingest({increments(kMidnight + 90, 99, {serviceIncrement("web", 7)}, "b")}));
        QCOMPARE(store.web(kFirstHour).requests, std::int64_t{607}); // already, from raw rows
        QCOMPARE(store.hourlyRequests(), std::int64_t{900});
        QVERIFY(store.rollUp());
        QCOMPARE(store.hourlyRequests(), std::int64_t{907});
        QCOMPARE(store.web(kFirstHour).requests, std::int64_t{607});
    }

    void afterARestartUnclosedHoursAreFound()
    {
        HistoryStore store;
        QVERIFY(store.ingest(minutes(kMidnight)));
        QVERIFY(store.ingest(minutes(kMidnight + kHour, 61)));
        store.restart();
        QCOMPARE(store.hourlyRequests(), std::int64_t{0});
        // More of the running hour, which this process did not see from its start.
        QVERIFY(store.ingest(
            {increments(kMidnight + 2 * kHour - 30, 1, {serviceIncrement("web", 3)}, "after")}));
        QVERIFY(store.rollUp());
        QCOMPARE(store.hourlyRequests(), std::int64_t{1'803});
        QVERIFY(store.ingest(
            {increments(kMidnight + 2 * kHour - 20, 2, {serviceIncrement("web", 4)}, "after")}));
        QVERIFY(store.rollUp());
        QCOMPARE(store.hourlyRequests(), std::int64_t{1'807});
        QCOMPARE(
            store.number("SELECT count(*) FROM traffic_hour WHERE state = 0"), std::int64_t{0});
    }

    // A transaction that fails for a neighbour's fault is run again in pieces.
    void aBatchThatFailsLeavesNothingInTheSums()
    {
        HistoryStore store;
        QVERIFY(store.ingest({increments(kMidnight + 10, 1, {serviceIncrement("web", 1)})}));
        std::promise<void> go;
        auto gate = go.get_future().share();
        auto &writer = store.workspace().writer();
        writer.submit(
            [gate](store::WriteContext &) -> Status {
                gate.wait();
                return Done{};
            },
            {});
        // While the writer waits, these pile up for one transaction.
        std::promise<Status> stored;
        std::promise<Status> rolled;
        store.traffic().ingest(kCluster,
            {increments(kMidnight + 20, 2, {serviceIncrement("web", 10)})},
            [&stored](const Status &status) { stored.set_value(status); });
        writer.submit(
            [](store::WriteContext &) -> Status {
                return Error{ErrorCode::InvalidArgument, "a bad neighbour"};
            },
            {});
        store.traffic().rollUp([&rolled](const Status &status) { rolled.set_value(status); });
        go.set_value();
        QVERIFY(stored.get_future().get());
        QVERIFY(rolled.get_future().get());
        QVERIFY(store.ingest({increments(kMidnight + 30, 3, {serviceIncrement("web", 100)})}));
        QVERIFY(store.rollUp());
        QCOMPARE(store.hourlyRequests(), std::int64_t{111});
        QCOMPARE(store.traffic().stats().stored, std::uint64_t{3});
    }

    // Case D1: whatever was going on, what is stored can be closed, and says the same.
    void aKilledProcessLeavesHoursThatCanBeClosed()
    {
        const QTemporaryDir directory;
        const std::string path = directory.path().toStdString();
        for (int round = 0; round < 4; ++round) {
            const pid_t child = fork();
            if (child == 0)
                writeForEver(path, "boot-" + std::to_string(round));
            QVERIFY(child > 0);
            QTRY_VERIFY_WITH_TIMEOUT(
                QFile::exists(directory.filePath(QStringLiteral("committed.boot-%1").arg(round))),
                30'000);
            std::this_thread::sleep_for(20ms + round * 37ms);
            QCOMPARE(kill(child, SIGKILL), 0);
            int status = 0;
            QCOMPARE(waitpid(child, &status, 0), child);

            auto workspace = store::Workspace::open({.directory = path});
            QVERIFY(workspace);
            FakeClock clock;
            clock.jump(at(kMidnight + 2 * kHour) - clock.now());
            TrafficHistory history(clock, (*workspace)->writer());
            QVERIFY(waitFor([&](auto done) { history.rollUp(done); }));
            const auto count = [&workspace](const std::string &query) {
                std::int64_t number = -1;
                const Status done = (*workspace)
                                        ->writer()
                                        .submitAndWait([&](store::WriteContext &context) -> Status {
                                            auto rows = context.connection.prepareText(query);
                                            if (!rows || !rows->step())
                                                return Error{ErrorCode::Internal, query};
                                            number = rows->number(0);
                                            return Done{};
                                        });
                return done ? number : -1;
            };
            const std::string requests = "SELECT sum(traffic_number(data, 'requests')) FROM ";
            QCOMPARE(count(requests + "traffic_hourly"), count(requests + "traffic_raw"));
            QCOMPARE(count("SELECT sum(services) FROM ingest_log"),
                count("SELECT sum(traffic_number(data, 'samples')) FROM traffic_raw"));
            QVERIFY(count("SELECT count(*) FROM ingest_log") > 0);
        }
    }

    void lossesAndRepeatsAreCounted()
    {
        HistoryStore store;
        const auto one = [](std::uint64_t seq) {
            return increments(
                kMidnight + static_cast<std::int64_t>(seq) * 10, seq, {serviceIncrement("web", 1)});
        };
        QVERIFY(store.ingest({one(1), one(2), one(5)}));
        QCOMPARE(store.traffic().stats().lost, std::uint64_t{2});
        QVERIFY(store.ingest({one(4), one(5)})); // 4 was only late
        const IncrementStats stats = store.traffic().stats();
        QCOMPARE(stats.lost, std::uint64_t{1});
        QCOMPARE(stats.duplicates, std::uint64_t{1});
        QCOMPARE(stats.stored, std::uint64_t{4});
    }

    void theFutureIsNowAndThePastIsDropped()
    {
        HistoryStore store;
        const std::int64_t now = kMidnight + 2 * kHour;
        QVERIFY(store.ingest({increments(now + 299, 1, {serviceIncrement("web", 1)}),
            increments(now + 86'400, 2, {serviceIncrement("web", 10)}),
            increments(now - 49 * kHour, 3, {serviceIncrement("web", 100)})}));
        const IncrementStats stats = store.traffic().stats();
        QCOMPARE(stats.clamped, std::uint64_t{1});
        QCOMPARE(stats.dropped, std::uint64_t{1});
        QCOMPARE(stats.stored, std::uint64_t{2});
        QCOMPARE(store.number("SELECT max(at_s) FROM traffic_raw"), now + 299);
        QCOMPARE(store.number("SELECT min(at_s) FROM traffic_raw"), now);
    }

    void backFillIsIdempotentAcrossRestarts()
    {
        const HistorySettings backFill{.oldestAccepted = 31 * 24h};
        HistoryStore store(backFill);
        std::vector<SloIncrements> month;
        for (std::int64_t hour = 1; hour <= 720; ++hour) {
            month.push_back(increments(kMidnight - 30LL * 24 * kHour + hour * kHour,
                static_cast<std::uint64_t>(hour), {serviceIncrement("web", 1'000, 10)}, "past"));
            month.back().interval = 1h;
        }
        QVERIFY(store.ingest({month.begin(), month.begin() + 300}));
        store.restart();
        QVERIFY(store.ingest(month));
        QVERIFY(store.rollUp());
        QCOMPARE(store.traffic().stats().duplicates, std::uint64_t{300});
        const TimeRange thirtyDays{at(kMidnight - 30LL * 24 * kHour), at(kMidnight)};
        const auto expectWhole = [&] {
            const Window window = store.read(thirtyDays);
            QCOMPARE(window.range, thirtyDays);
            QCOMPARE(window.covered[0], thirtyDays.length());
            QCOMPARE(store.web(thirtyDays).requests, std::int64_t{720'000});
        };
        expectWhole();
        // Days later, with the everyday settings in between, the log still knows them.
        store.use({});
        store.clock().advance(30h);
        store.sweepAll();
        store.use(backFill);
        QVERIFY(store.ingest({month.begin() + 100, month.begin() + 200}));
        QCOMPARE(store.traffic().stats().duplicates, std::uint64_t{100});
        QCOMPARE(store.web(thirtyDays).requests, std::int64_t{720'000});
    }

    void listenersHearOfWhatIsStored()
    {
        HistoryStore store;
        std::vector<std::pair<std::string, Timestamp>> heard;
        store.traffic().setListener([&heard](const ClusterId &cluster, Timestamp oldest) {
            heard.emplace_back(cluster.value, oldest);
        });
        const auto one = increments(kMidnight + 10, 1, {serviceIncrement("web", 1)});
        const auto later = increments(kMidnight + 20, 2, {serviceIncrement("web", 1)});
        QVERIFY(store.ingest({later, one}));
        QVERIFY(store.ingest({one})); // nothing new
        QCOMPARE(heard.size(), std::size_t{1});
        QCOMPARE(heard[0].second, at(kMidnight + 10));
        store.traffic().setListener({});
    }

    // Its number is given to the next one: what comes right behind the removal is all there is.
    void aRemovedClusterStartsAfresh()
    {
        HistoryStore store;
        QVERIFY(store.ingest(minutes(kMidnight)));
        store.workspace().writer().submit(
            [forget = store.traffic().forgetting()](store::WriteContext &context) {
                forget();
                return store::removeCluster(context, kCluster);
            },
            {});
        QVERIFY(store.ingest({increments(kMidnight + 10, 1, {serviceIncrement("web", 1)})}));
        QVERIFY(store.rollUp());
        QCOMPARE(store.hourlyRequests(), std::int64_t{1});
    }
};

QTEST_GUILESS_MAIN(TestTrafficHistory)
#include "tst_traffic_history.moc"

#include "core/commands/verdict.h"
#include "tests/core/commands/command_estate.h"

#include <QTest>

using namespace binnacle;
using namespace binnacle::commands;
using namespace binnacle::test;
using testkit::serviceOf;

namespace {

constexpr Duration kTen{600'000};
constexpr Timestamp kEnd = kNow;

// Nine of ten within `ms`, all within twice that; the bounds are those of a proxy.
LatencyHistogram around(double ms, double requests)
{
    const std::vector<double> bounds{5, 10, 20, 50, 100, 200, 500, 1'000, 2'000, 5'000};
    std::vector<double> counts;
    for (const double bound : bounds)
        counts.push_back(requests * (bound < ms ? 0.2 : bound < 2 * ms ? 0.9 : 1));
    return LatencyHistogram::fromCumulative(bounds, counts, requests);
}

// Ten minutes of calls from payments to its database.
MeshGraph calls(std::int64_t requests, std::int64_t errors, double ms = 20)
{
    MeshGraph graph = testkit::meshOf({{"pay/payments", "data/payments-db"}});
    graph.range = {kEnd - kTen, kEnd};
    graph.covered = kTen;
    testkit::addCalls(graph, "pay/payments", "data/payments-db", requests, errors);
    testkit::edgeOf(graph, "pay/payments", "data/payments-db").traffic.latency
        = around(ms, static_cast<double>(requests));
    return graph;
}

std::shared_ptr<const ClusterSnapshot> state(int ready, std::int64_t restarts, Timestamp at)
{
    CommandEstate estate(at);
    estate.node("node-2");
    Workload &workload
        = estate.workload(WorkloadKind::StatefulSet, "data", "payments-db", 1, {"node-2"});
    workload.ready = ready;
    estate.edit().pods.front().restarts = restarts;
    return estate.take();
}

VerdictInput input(MeshGraph before, MeshGraph after)
{
    return {.command = command("delete", "Pod", "data", "payments-db-0"),
        .endedAt = kEnd,
        .now = kEnd + kTen,
        .targets = {serviceOf("data/payments-db")},
        .before = std::move(before),
        .after = std::move(after),
        .atBaseline = {},
        .atStart = {},
        .atEnd = {},
        .inverse = {}};
}

} // namespace

class TestVerdict : public QObject
{
    Q_OBJECT

private slots:
    void theTable_data()
    {
        QTest::addColumn<qint64>("requests");
        QTest::addColumn<qint64>("errorsBefore");
        QTest::addColumn<qint64>("errorsAfter");
        QTest::addColumn<double>("msBefore");
        QTest::addColumn<double>("msAfter");
        QTest::addColumn<QString>("verdict");
        const auto row = [](const char *name, qint64 requests, qint64 before, qint64 after,
                             double msBefore, double msAfter, const char *verdict) {
            QTest::newRow(name) << requests << before << after << msBefore << msAfter << verdict;
        };
        row("errors go", 50'000, 4'400, 50, 20, 20, "improved");
        row("errors come", 50'000, 50, 4'400, 20, 20, "worse");
        row("nothing changes", 50'000, 4'000, 4'020, 20, 20, "no effect");
        row("less than half a point", 50'000, 100, 300, 20, 20, "no effect");
        row("slower", 50'000, 0, 0, 20, 200, "worse");
        row("quicker", 50'000, 0, 0, 200, 20, "improved");
        row("success decides over speed", 50'000, 4'400, 50, 20, 200, "improved");
        row("two of ten are chance", 10, 3, 1, 20, 20, "no effect");
        row("too few to say anything", 3, 0, 3, 20, 20, "unknown");
    }
    void theTable()
    {
        QFETCH(qint64, requests);
        QFETCH(qint64, errorsBefore);
        QFETCH(qint64, errorsAfter);
        QFETCH(double, msBefore);
        QFETCH(double, msAfter);
        QFETCH(QString, verdict);
        const Verdict judged = judge(
            input(calls(requests, errorsBefore, msBefore), calls(requests, errorsAfter, msAfter)));
        QCOMPARE(QString::fromUtf8(verdictName(judged.kind).data()), verdict);
    }

    void smallSamplesAreNeverSignificant()
    {
        for (std::int64_t requests = 1; requests <= 4; ++requests) {
            for (std::int64_t errors = 0; errors <= requests; ++errors) {
                for (const auto &[before, after] :
                    {std::pair(std::int64_t(0), errors), std::pair(errors, std::int64_t(0))}) {
                    const Verdict judged
                        = judge(input(calls(requests, before), calls(requests, after, 900)));
                    QVERIFY(judged.kind == VerdictKind::Unknown
                        || judged.kind == VerdictKind::NoEffect);
                }
            }
        }
    }

    void theSentenceSaysWhatDecided()
    {
        const Verdict judged = judge(input(calls(50'000, 4'400), calls(50'000, 50)));
        QCOMPARE(judged.sentence, std::string("success of callers 91.2 → 99.90 %"));
        QCOMPARE(judged.since, kEnd);
        QCOMPARE(judged.until, kEnd + kTen);
        QCOMPARE(judged.command.value, std::string("c-1"));
        QVERIFY(judge(input(calls(5'000, 5), calls(5'000, 6)))
                    .sentence.ends_with(": no more than chance"));
    }

    void noTrafficAndALostAgentAreUnknown()
    {
        MeshGraph nothing = calls(0, 0);
        QCOMPARE(int(judge(input(nothing, nothing)).kind), int(VerdictKind::Unknown));
        QCOMPARE(judge(input(nothing, nothing)).sentence, std::string("no traffic to judge by"));
        MeshGraph silent = calls(0, 0);
        silent.covered = Duration{30'000};
        const Verdict lost = judge(input(calls(50'000, 40), silent));
        QCOMPARE(int(lost.kind), int(VerdictKind::Unknown));
        QCOMPARE(lost.sentence, std::string("the agent was not heard afterwards"));
        VerdictInput told = input(calls(50'000, 40), calls(50'000, 4'000));
        told.isAgentLost = true;
        QCOMPARE(int(judge(told).kind), int(VerdictKind::Unknown));
    }

    void readinessAndRestartsDecideWithoutTraffic()
    {
        VerdictInput quiet = input(calls(0, 0), calls(0, 0));
        quiet.atBaseline = state(0, 0, kEnd - kTen);
        quiet.atStart = state(0, 4, kEnd);
        quiet.atEnd = state(1, 4, kEnd + kTen);
        const Verdict ready = judge(quiet);
        QCOMPARE(int(ready.kind), int(VerdictKind::Improved));
        QCOMPARE(ready.sentence, std::string("ready replicas 0.0 → 100.0 %"));
        quiet.atStart = state(1, 0, kEnd);
        quiet.atBaseline = state(1, 0, kEnd - kTen);
        quiet.atEnd = state(1, 9, kEnd + kTen);
        QCOMPARE(int(judge(quiet).kind), int(VerdictKind::Worse));
        quiet.atEnd = state(0, 0, kEnd + kTen);
        QCOMPARE(int(judge(quiet).kind), int(VerdictKind::Worse));
    }

    void itWatchesForTenMinutes()
    {
        VerdictInput early = input(calls(50'000, 4'400), calls(20'000, 20));
        early.now = kEnd + Duration{240'000};
        early.after.covered = Duration{240'000};
        const Verdict watching = judge(early);
        QCOMPARE(int(watching.kind), int(VerdictKind::Watching));
        QCOMPARE(watching.measures.size(), std::size_t(2));
        // People read it behind how long is to go.
        QVERIFY(watching.sentence.starts_with("so far success of callers 91.2"));
    }

    void anEarlyVerdictTakesADoneRollOutAndAClearChange()
    {
        const VerdictRules rules{.earliest = Duration{180'000}};
        VerdictInput early = input(calls(50'000, 4'400), calls(20'000, 20));
        early.after.covered = Duration{240'000};
        early.now = kEnd + Duration{240'000};
        QCOMPARE(int(judge(early, rules).kind), int(VerdictKind::Improved));
        early.isDone = false;
        QCOMPARE(int(judge(early, rules).kind), int(VerdictKind::Watching));
        early.isDone = true;
        early.after = calls(20'000, 1'750);
        early.after.covered = Duration{240'000};
        QCOMPARE(int(judge(early, rules).kind), int(VerdictKind::Watching)); // no effect so far
        early.after = calls(20'000, 20);
        early.now = kEnd + Duration{120'000};
        QCOMPARE(int(judge(early, rules).kind), int(VerdictKind::Watching)); // too early
    }

    void theInverseIsOffered()
    {
        VerdictInput worse = input(calls(50'000, 50), calls(50'000, 4'400));
        worse.inverse = scaleCheckout(4);
        const Verdict judged = judge(worse);
        QCOMPARE(int(judged.kind), int(VerdictKind::Worse));
        QCOMPARE(judged.inverse->params, std::string(R"({"replicas":4})"));
    }

    void podsMadeAnewCountTheirRestartsFromZero()
    {
        const auto from = state(1, 7, kEnd);
        QCOMPARE(restartsBetween(*from, *state(1, 9, kEnd), {serviceOf("data/payments-db")}), 2);
        QCOMPARE(restartsBetween(*from, *state(1, 1, kEnd), {serviceOf("data/payments-db")}), 1);
        QCOMPARE(restartsBetween(*from, *state(1, 9, kEnd), {serviceOf("shop/cart")}), 0);
    }
};

QTEST_APPLESS_MAIN(TestVerdict)
#include "tst_verdict.moc"

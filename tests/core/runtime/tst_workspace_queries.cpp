#include "core/base/clock.h"
#include "core/demo/synthetic_events.h"
#include "core/runtime/workspace_queries.h"
#include "core/store/cluster_repository.h"
#include "core/store/snapshot_history.h"
#include "core/store/store_writer.h"
#include "tests/support/fake_clock.h"
#include "tests/support/fake_query_world.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <atomic>
#include <future>
#include <thread>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace binnacle::test;
using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kEvents = 500;

std::string podJson(const std::string &name, const std::string &phase, int restarts)
{
    return R"({"summary":{"name":")" + name + R"(","namespace":"shop"},"status":{"phase":")" + phase
        + R"(","restarts":)" + std::to_string(restarts) + "}}";
}

std::string snapshotJson(const std::vector<std::string> &pods)
{
    std::string json = R"({"clusterId":"prod","nodes":[],"pods":[)";
    for (std::size_t i = 0; i < pods.size(); ++i)
        json += (i == 0 ? "" : ",") + pods[i];
    return json + "]}";
}

} // namespace

class TestWorkspaceQueries : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_store = std::make_unique<StoreFixture>();
        SnapshotMaker make("prod", m_clock.now());
        for (int i = 0; i < 5'000; ++i)
            make.edit().pods.push_back(
                {.meta = make.meta("ns-" + std::to_string(i % 7), "pod-" + std::to_string(i)),
                    .phase = PodPhase::Running,
                    .restarts = i % 50});
        std::vector<query::WorldCluster> clusters;
        clusters.push_back({.id = {"prod"}, .name = "prod", .snapshot = make.take()});
        m_queries = std::make_unique<WorkspaceQueries>(m_store->workspace(), m_clock, clusters);
        m_request = {};
        m_request.limits.time = 20s; // sanitizers are slow
    }
    void cleanup()
    {
        m_queries.reset();
        m_store.reset();
    }

    void whatRunsOutOfTimeSaysSoAndIsNeverCalledCancelled()
    {
        m_request.text = "pods().where(name =~ \"pod-.*9$\").groupby(ns).count()";
        for (int i = 0; i < 60; ++i) { // the deadline falls on every stage once
            m_request.limits.time = Duration{i / 20};
            std::promise<ErrorCode> promise;
            m_queries->run(m_request, {}, [&](const query::QueryOutcome &outcome) {
                promise.set_value(outcome ? ErrorCode::Timeout : outcome.error().failure);
            });
            QCOMPARE(promise.get_future().get(), ErrorCode::Timeout);
        }
    }

    void anAnswerComesOnceOnAThreadOfItsOwn()
    {
        std::atomic<int> answers = 0;
        std::promise<std::pair<std::thread::id, std::int64_t>> promise;
        m_request.text = "pods().where(restarts >= 49)";
        m_queries->run(m_request, {}, [&](const query::QueryOutcome &outcome) {
            ++answers;
            promise.set_value({std::this_thread::get_id(), outcome ? (*outcome)->total : -1});
        });
        const auto [thread, total] = promise.get_future().get();
        QVERIFY(thread != std::this_thread::get_id());
        QCOMPARE(total, 100);
        QCOMPARE(answers.load(), 1);
    }

    void aMistakeInTheTextIsNamedWithItsPlace()
    {
        m_request.text = "pods().where(restrats > 3)";
        const auto outcome = m_queries->runHere(m_request, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().failure, ErrorCode::InvalidArgument);
        QCOMPARE(outcome.error().at.offset, std::size_t{13});
        QCOMPARE(outcome.error().at.suggestion, std::string("restarts"));
    }

    void aCancelledQueryAndOneOutOfTimeSaySo()
    {
        std::stop_source stop;
        stop.request_stop();
        m_request.text = "pods().where(name =~ \"9$\")";
        auto outcome = m_queries->runHere(m_request, stop.get_token());
        QCOMPARE(outcome.error().failure, ErrorCode::Cancelled);
        m_request.limits.time = 0ms; // however quick the machine is
        outcome = m_queries->runHere(m_request, {});
        QCOMPARE(outcome.error().failure, ErrorCode::Timeout);
    }

    void destroyingTheServiceAnswersEverything()
    {
        std::atomic<int> answers = 0;
        m_request.text = "pods().where(name =~ \"(a+)+$\" or name =~ \"(b+)+$\")";
        for (int i = 0; i < 100; ++i)
            m_queries->run(m_request, {}, [&](const query::QueryOutcome &) { ++answers; });
        m_queries.reset();
        QCOMPARE(answers.load(), 100);
    }

    void rowCountsComeInTheOrderOfTheSources()
    {
        const auto counts = m_queries->rowCounts();
        QCOMPARE(counts.size(), query::allSchemas().size());
        QCOMPARE(counts[static_cast<std::size_t>(query::SourceId::Pods)], 5'000);
        QCOMPARE(counts[static_cast<std::size_t>(query::SourceId::Clusters)], 1);
        QCOMPARE(counts[static_cast<std::size_t>(query::SourceId::Events)], -1);
    }

    void completionKnowsLiveValues()
    {
        const auto complete = [this](const std::string &text) {
            std::promise<query::Completion> promise;
            m_request.text = text;
            m_queries->complete(m_request, text.size(),
                [&](query::Completion completion) { promise.set_value(std::move(completion)); });
            return promise.get_future().get();
        };
        const auto namespaces = complete("pods().where(namespace = ns-");
        QCOMPARE(namespaces.suggestions.size(), std::size_t{7});
        QVERIFY(complete("pods().where(name = pod-199").suggestions.size() >= 10);
    }

    void completionTellsNothingThatTheAskerMayNotSee()
    {
        SnapshotMaker make("prod", m_clock.now());
        make.edit().plainObjects.push_back(
            {.kind = make.text("Secret"), .meta = make.meta("shop", "stripe-key")});
        for (const char *ns : {"shop", "pay"})
            make.edit().pods.push_back({.meta = make.meta(ns, std::string(ns) + "-0")});
        std::vector<query::WorldCluster> clusters;
        clusters.push_back({.id = {"prod"}, .name = "prod", .snapshot = make.take()});
        WorkspaceQueries queries(m_store->workspace(), m_clock, clusters);
        const auto suggested = [&](const std::string &text) {
            std::promise<std::string> promise;
            m_request.text = text;
            queries.complete(m_request, text.size(), [&](const query::Completion &completion) {
                std::string all;
                for (const query::Suggestion &one : completion.suggestions)
                    all += one.text + ' ';
                promise.set_value(all);
            });
            return promise.get_future().get();
        };
        QCOMPARE(suggested("secrets.where(name = str").find("stripe"), std::string::npos);
        m_request.mayReadSensitive = true;
        QVERIFY(suggested("secrets.where(name = str").find("stripe-key") != std::string::npos);
        QVERIFY(suggested("pods.where(name = ").find("pay-0") != std::string::npos);
        m_request.scope.namespaces = {"shop"};
        const std::string ofShop = suggested("pods.where(name = ");
        QVERIFY(ofShop.find("shop-0") != std::string::npos);
        QCOMPARE(ofShop.find("pay-0"), std::string::npos);
        m_request.scope = {.clusters = {{"other"}}};
        QCOMPARE(suggested("pods.where(name = ").find("shop-0"), std::string::npos);
        QCOMPARE(suggested("clusters.where(name = ").find("prod"), std::string::npos);
    }

    void eventsFromSqlAreThoseTheReferenceFinds_data()
    {
        QTest::addColumn<QString>("text");
        for (const char *text : {"events().limit(50)", "events().where(type = warning).limit(20)",
                 "events(namespace=\"team-1\")", "events().where(reason = BackOff).count()",
                 "events().groupby(reason).count()", "events().groupby(namespace).count()",
                 "events().groupby(reason, type).count().sort(reason, type)",
                 "events().groupby(reason).sum(count).sort(reason)",
                 "events().where(count > 3).sort(-count, name, uid).limit(30).select(uid)",
                 "events().sort(last, desc).limit(10, 5).select(uid)",
                 "events().where(message contains \"restart\").count()",
                 "events().where(cluster = nothing)", "events().max(count).min(count).p95(count)"})
            QTest::newRow(text) << QString::fromUtf8(text);
    }
    void eventsFromSqlAreThoseTheReferenceFinds()
    {
        QFETCH(QString, text);
        QVERIFY(m_store->sync(demo::SyntheticEstate{}.events(0, kEvents)));
        FakeQueryWorld reference;
        reference.at = m_clock.now();
        reference.estate.push_back({.id = {"prod"}, .name = "prod"});
        reference.allEvents = m_store->all();
        m_request.text = text.toStdString();
        const auto parsed = query::parseQuery(m_request.text, m_clock.now());
        QVERIFY(parsed);
        query::QueryExecution execution(reference);
        m_request.limits.rows = 10'000;
        const auto expected = execution.run(*parsed, m_request, {});
        const auto actual = m_queries->runHere(m_request, {});
        QVERIFY(expected);
        QVERIFY2(actual, actual ? "" : actual.error().at.message.c_str());
        QCOMPARE((*actual)->total, (*expected)->total);
        QVERIFY((*actual)->rows == (*expected)->rows);
        QCOMPARE((*actual)->rows.empty(), text.contains(u"nothing"));
    }

    void theStateOfThenIsReadFromTheHistory()
    {
        keep(60min, {podJson("cart", "Running", 1), podJson("web", "Running", 0)});
        keep(30min, {podJson("cart", "Failed", 4), podJson("db", "Running", 0)});
        QCOMPARE(rows("pods().at(\"40m\").select(name, restarts)"), QStringLiteral("cart,1;web,0"));
        QCOMPARE(rows("pods().at(\"10m\").select(name, restarts)"), QStringLiteral("cart,4;db,0"));
        m_request.text = "pods().at(\"90m\")";
        const auto outcome = m_queries->runHere(m_request, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().failure, ErrorCode::NotFound);
    }

    void diffTellsWhatCameWhatWentAndWhatIsOther()
    {
        keep(60min, {podJson("cart", "Running", 1), podJson("web", "Running", 0)});
        keep(30min, {podJson("cart", "Failed", 4), podJson("db", "Running", 0)});
        QCOMPARE(rows("pods().diff(\"50m\", \"20m\").select(name, phase, restarts)"),
            QString::fromUtf8(
                "changed,cart,Failed,4,phase: Running → Failed; restarts: 1 → 4;added,db,Running,"
                "0,;removed,web,Running,0,"));
    }

    void bisectFindsTheFirstMomentThoughItWasNotTrueForLong()
    {
        keep(60min, {podJson("cart", "Running", 0)});
        keep(50min, {podJson("cart", "Failed", 1)}); // for one moment only
        keep(40min, {podJson("cart", "Running", 1)});
        keep(30min, {podJson("cart", "Running", 1)});
        keep(20min, {podJson("cart", "Failed", 2)});
        m_request.text = "pods().bisect(phase = Failed)";
        const auto outcome = m_queries->runHere(m_request, {});
        QVERIFY2(outcome, outcome ? "" : outcome.error().at.message.c_str());
        const auto &result = **outcome;
        QCOMPARE(result.rows.size(), std::size_t{1});
        QCOMPARE(result.rows[0][0], QueryValue(toEpochMs(m_clock.now() - 50min)));
        QCOMPARE(result.rows[0][1], QueryValue(toEpochMs(m_clock.now() - 60min)));
        QCOMPARE(result.rows[0][4], QueryValue(std::string("shop/cart")));
        QCOMPARE(result.explain.steps.back().rowsIn, std::size_t{2}); // moments looked at
        m_request.text = "pods().bisect(restarts > 99)";
        QCOMPARE((*m_queries->runHere(m_request, {}))->total, 0);
    }

    void bisectOfEventsIsTheFirstThatMatches()
    {
        QVERIFY(m_store->sync(demo::SyntheticEstate{}.events(0, 500)));
        Timestamp first = Timestamp::max();
        for (const ClusterEvent &event : m_store->all()) {
            if (event.type == EventType::Warning)
                first = std::min(first, event.first);
        }
        m_request.text = "events().bisect(type = Warning)";
        const auto outcome = m_queries->runHere(m_request, {});
        QVERIFY(outcome);
        QCOMPARE((*outcome)->rows.at(0).at(0), QueryValue(toEpochMs(first)));
    }

    void aStateHasNoWindow()
    {
        m_request.text = "pods().last(5m)";
        const auto outcome = m_queries->runHere(m_request, {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().failure, ErrorCode::InvalidArgument);
    }

private:
    void keep(Duration ago, const std::vector<std::string> &pods)
    {
        const Timestamp at = m_clock.now() - ago;
        const Status kept
            = m_store->workspace().writer().submitAndWait([&](store::WriteContext &context) {
                  return store::keepSnapshot(
                      context, {.cluster = {"prod"}, .fetchedAt = at, .body = snapshotJson(pods)});
              });
        QVERIFY(kept);
    }
    QString rows(const char *text)
    {
        m_request.text = text;
        const auto outcome = m_queries->runHere(m_request, {});
        if (!outcome)
            return QString::fromStdString(outcome.error().at.message);
        QStringList lines;
        for (const auto &values : (*outcome)->rows) {
            QStringList cells;
            for (const QueryValue &value : values) {
                if (const auto *word = std::get_if<std::string>(&value))
                    cells.append(QString::fromStdString(*word));
                else if (const auto *whole = std::get_if<std::int64_t>(&value))
                    cells.append(QString::number(*whole));
            }
            lines.append(cells.join(u','));
        }
        return lines.join(u';');
    }

    FakeClock m_clock;
    std::unique_ptr<StoreFixture> m_store;
    std::unique_ptr<WorkspaceQueries> m_queries;
    query::QueryRequest m_request;
};

QTEST_GUILESS_MAIN(TestWorkspaceQueries)
#include "tst_workspace_queries.moc"

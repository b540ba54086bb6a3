#include "core/codec/gzip.h"
#include "core/codec/snapshot.h"
#include "core/collect/metrics_agent.h"
#include "tests/core/collect/scraped_endpoint.h"
#include "tests/support/fake_clock.h"
#include "tests/support/http_receiver.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <mutex>
#include <set>
#include <thread>

using namespace binnacle;
using namespace binnacle::collect;
using namespace binnacle::test;
using namespace Qt::Literals::StringLiterals;

namespace {

struct Told
{
    std::set<std::pair<std::string, std::uint64_t>> names; // boot and seq, each once
    std::int64_t requests = 0;                             // of each of these
    int repeats = 0;
    int heartbeats = 0;
};

// What a hub that knows repeats makes of what it got. `taken` says which requests it answered 2xx
// or lost the answer of.
Told toldBy(const std::vector<ReceivedRequest> &requests, std::size_t from = 0)
{
    Told told;
    for (std::size_t i = from; i < requests.size(); ++i) {
        const ReceivedRequest &request = requests[i];
        if (request.target == "/agent/heartbeat") {
            ++told.heartbeats;
            continue;
        }
        const auto json = codec::inflateGzip(request.body);
        const auto snapshot = json ? codec::decodeSnapshot(*json)
                                   : Result<std::unique_ptr<ClusterSnapshot>>(json.error());
        if (!snapshot)
            qFatal("not a snapshot: %s", snapshot.error().message.c_str());
        for (const SloIncrements &increments : (*snapshot)->increments) {
            if (!told.names.emplace(increments.bootId, increments.seq).second) {
                ++told.repeats;
                continue;
            }
            for (const ServiceIncrement &service : increments.services)
                told.requests += service.totalRequests;
        }
    }
    return told;
}

} // namespace

class TestMetricsAgent : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_lines.clear();
    }

    void aReplayIsDeliveredToItsEnd()
    {
        HttpReceiver hub;
        const Status done = run({.endpoints = {replay("r", {100, 130, 170, 171})},
            .hub = hub.url(""),
            .hubToken = "hub-token",
            .cluster = "prod"});
        QVERIFY2(done, done ? "" : done.error().message.c_str());
        const auto requests = hub.requests();
        QCOMPARE(toldBy(requests).requests, 71);
        QCOMPARE(toldBy(requests).names.size(), 3U);
        QCOMPARE(toldBy(requests).repeats, 0);
        for (const ReceivedRequest &request : requests) {
            QCOMPARE(request.headers.at("x-cluster-id"), std::string("prod"));
            QCOMPARE(request.headers.at("authorization"), std::string("Bearer hub-token"));
        }
    }

    void theHubHearsAHeartbeatWhenThereIsNothingToDeliver()
    {
        HttpReceiver hub;
        QVERIFY(run({.endpoints = {replay("r", {100})}, .hub = hub.url(""), .cluster = "prod"}));
        QVERIFY(toldBy(hub.requests()).heartbeats > 0);
        QCOMPARE(toldBy(hub.requests()).names.size(), 0U);
    }

    // Every failure that leaves open whether the hub has it: repeated as it was.
    void whatIsNotAcknowledgedIsOfferedAgainUnchanged_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<bool>("breaksOff");
        QTest::newRow("busy") << 503 << false;
        QTest::newRow("too many requests") << 429 << false;
        QTest::newRow("internal error") << 500 << false;
        QTest::newRow("the answer breaks off") << 200 << true;
    }
    void whatIsNotAcknowledgedIsOfferedAgainUnchanged()
    {
        QFETCH(int, status);
        QFETCH(bool, breaksOff);
        HttpReceiver hub;
        const ScriptedReply bad{.status = status, .body = "no way", .breaksOff = breaksOff};
        hub.script({{}, bad, bad, {}});
        QVERIFY(run({.endpoints = {replay("r", {100, 130, 170, 171})},
            .hub = hub.url(""),
            .cluster = "prod",
            .interval = Duration{10}}));
        const auto requests = hub.requests();
        const Told told = toldBy(requests);
        QCOMPARE(told.requests, 71);
        QCOMPARE(told.repeats, 2);
        QCOMPARE(toldBy({requests[1]}).requests, toldBy({requests[3]}).requests);
    }

    void whatTheHubWillNeverTakeIsGivenUpAndTold()
    {
        HttpReceiver hub;
        hub.script({{}, {.status = 422, .body = "services[0]: no"}, {}});
        QVERIFY(run({.endpoints = {replay("r", {100, 130, 170, 171})},
            .hub = hub.url(""),
            .cluster = "prod"}));
        QCOMPARE(toldBy(hub.requests()).names.size(), 3U);
        QCOMPARE(toldBy(hub.requests()).repeats, 0);
        QVERIFY(hasLine("given up: the hub answered 422 services[0]: no"));
    }

    void aRefusedTokenEndsTheRun()
    {
        HttpReceiver hub({.status = 401, .body = "who are you"});
        const Status done = run(
            {.endpoints = {replay("r", {100, 130, 170})}, .hub = hub.url(""), .cluster = "prod"});
        QVERIFY(!done);
        QCOMPARE(done.error().code, ErrorCode::PermissionDenied);
    }

    void oneEndpointThatFailsHoldsUpNoOther()
    {
        HttpReceiver hub;
        HttpReceiver page({.body = "<html></html>"});
        std::stop_source stop;
        std::jthread stopper([&] {
            hub.waitFor(4);
            stop.request_stop();
        });
        QVERIFY(run({.endpoints = {page.url("/metrics"), replay("r", {100, 130, 170, 171})},
                        .hub = hub.url(""),
                        .cluster = "prod",
                        .interval = Duration{10}},
            stop.get_token()));
        QCOMPARE(toldBy(hub.requests()).requests, 71);
        QVERIFY(hasLine(page.url("/metrics")
            + ": the answer is a web page, not metrics: check the path of the address"));
    }

    void aRestartGoesOnFromWhatTheHubHas()
    {
        FakeClock clock;
        HttpReceiver hub;
        HttpReceiver endpoint;
        const MetricsAgentSettings settings{.endpoints = {endpoint.url("/metrics")},
            .hub = hub.url(""),
            .cluster = "prod",
            .interval = Duration{10'000},
            .baselineFile = m_folder->filePath(u"baseline"_s).toStdString()};
        const auto runOnce = [&](double requests) {
            clock.advance(settings.interval);
            endpoint.script({{.body = responses("a", "200", requests)}});
            const std::size_t before = hub.count();
            std::stop_source stop;
            std::jthread stopper([&] {
                hub.waitFor(before + 1);
                stop.request_stop();
            });
            return run(settings, stop.get_token(), clock);
        };
        QVERIFY(runOnce(100));
        QVERIFY(QFile::exists(m_folder->filePath(u"baseline"_s)));
        QVERIFY(runOnce(140));
        QCOMPARE(toldBy(hub.requests()).requests, 40);

        QFile file(m_folder->filePath(u"baseline"_s));
        QVERIFY(file.open(QIODevice::ReadWrite));
        file.seek(file.size() / 2);
        file.write("damage");
        file.close();
        const std::size_t before = hub.count();
        QVERIFY(runOnce(200)); // a baseline again: nothing is made up
        QCOMPARE(toldBy(hub.requests(), before).requests, 0);
        QVERIFY(hasLineWith("starts anew") || hasLineWith("start anew"));
    }

    void anAgentWithoutAnEndpointThatOpensIsNotCreated()
    {
        SystemClock clock;
        const auto log = [](const std::string &) {};
        const auto missing = MetricsAgent::create(clock,
            {.endpoints = {m_folder->filePath(u"none.prom"_s).toStdString()},
                .hub = "http://127.0.0.1:1",
                .cluster = "prod"},
            log);
        QVERIFY(!missing);
        QCOMPARE(missing.error().code, ErrorCode::NotFound);
        const auto noHub = MetricsAgent::create(
            clock, {.endpoints = {}, .hub = "127.0.0.1:1", .cluster = "prod"}, log);
        QVERIFY(!noHub);
        QCOMPARE(noHub.error().code, ErrorCode::InvalidArgument);
    }

private:
    Status run(MetricsAgentSettings settings, const std::stop_token &stop = {},
        const Clock &clock = SystemClock())
    {
        auto agent
            = MetricsAgent::create(clock, std::move(settings), [this](const std::string &line) {
                  const std::scoped_lock lock(m_mutex);
                  m_lines.push_back(line);
              });
        return agent ? (*agent)->run(stop) : Status(agent.error());
    }

    // A folder with a scrape each fifteen seconds up to a minute ago.
    std::string replay(const char *name, const std::vector<double> &requests)
    {
        const QString folder = m_folder->filePath(QString::fromLatin1(name));
        QDir().mkpath(folder);
        const auto now = std::chrono::floor<std::chrono::seconds>(SystemClock().now());
        std::int64_t at = now.time_since_epoch().count() - 60;
        for (const double count : requests) {
            QFile file(folder + u'/' + QString::number(at) + u".prom"_s);
            if (!file.open(QIODevice::WriteOnly))
                qFatal("cannot write a scrape");
            file.write(responses("a", "200", count).c_str());
            at += 15;
        }
        return folder.toStdString();
    }

    bool hasLine(const std::string &line)
    {
        return std::ranges::find(m_lines, line) != m_lines.end();
    }
    bool hasLineWith(const std::string &part)
    {
        return std::ranges::any_of(
            m_lines, [&](const std::string &line) { return line.find(part) != std::string::npos; });
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::mutex m_mutex;
    std::vector<std::string> m_lines; // guarded by m_mutex while an agent runs
};

QTEST_GUILESS_MAIN(TestMetricsAgent)
#include "tst_metrics_agent.moc"

#include "core/runtime/console/runtime_source_desk.h"
#include "core/runtime/metrics_sources.h"
#include "core/runtime/runtime.h"
#include "core/slo/slo_service.h"
#include "core/slo/window_reader.h"
#include "core/store/cluster_repository.h"
#include "tests/core/collect/scraped_endpoint.h"
#include "tests/support/http_receiver.h"
#include "tests/support/read_with.h"
#include "tests/support/results.h"

#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <atomic>
#include <thread>

using namespace binnacle;
using namespace binnacle::runtime;
using namespace binnacle::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const ClusterId kLab{"lab"};

// An endpoint whose counter grows by one with each scrape.
class GrowingEndpoint
{
public:
    GrowingEndpoint()
        : m_server([this](TestStream &stream) {
            std::string line;
            while (stream.readLine(line) && !line.empty()) {}
            const std::string body = responses("a", "200", 100 + ++m_scrapes);
            stream.write("HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: "
                + std::to_string(body.size()) + "\r\n\r\n" + body);
        })
    {}

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_server.port()) + "/"; }
    int scrapes() const { return m_scrapes; }

private:
    std::atomic_int m_scrapes = 0;
    TestServer m_server; // last: its threads use the others
};

MetricsSource source(const std::string &id, const std::string &location)
{
    return {.id = id, .location = location, .cluster = kLab, .interval = Duration{1'000}};
}

} // namespace

class TestMetricsSources : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_runtime = need(Runtime::start(
            m_clock, {.workspace = m_folder->filePath(u"ws"_s).toStdString(), .listen = false}));
    }
    void cleanup() { m_runtime.reset(); }

    void oneThatFailsShowsWhyAndHoldsUpNoOther()
    {
        GrowingEndpoint good;
        HttpReceiver hanging({.hangs = true});
        HttpReceiver cutOff({.body = responses("a", "200", 1), .breaksOff = true});
        HttpReceiver redirect({.status = 307, .headers = "Location: " + good.url() + "\r\n"});
        HttpReceiver page({.body = "<html></html>"});
        HttpReceiver wide({.body = std::string(257, 'a') + " 1\n"});
        m_runtime->sources().apply({source("hanging", hanging.url()),
            source("cut off", cutOff.url()), source("redirect", redirect.url()),
            source("page", page.url()), source("wide", wide.url()), source("good", good.url()),
            source("no such file", m_folder->filePath(u"none.prom"_s).toStdString())});
        QTRY_VERIFY_WITH_TIMEOUT(requests() >= 1, 8'000);

        const auto failed = [this](const std::string &id, const char *why) {
            const MetricsSourceState state = stateOf(id);
            return !state.health && isKnown(state.failingSince) && !isKnown(state.lastScrape)
                && state.health.error().message.find(why) != std::string::npos;
        };
        QVERIFY(failed("cut off", "incomplete"));
        QVERIFY(failed("redirect", "redirect"));
        QVERIFY(failed("page", "web page"));
        QVERIFY(failed("wide", "256"));
        QVERIFY(failed("no such file", "o such file"));
        const MetricsSourceState well = stateOf("good");
        QVERIFY(well.health);
        QVERIFY(isKnown(well.lastScrape));
        QCOMPARE(well.samples, 1U);
        QCOMPARE(well.services, 1U);
        // The one that hangs is not told yet or has timed out; it holds up nothing either way, not
        // even the end of the program.
        QElapsedTimer timer;
        timer.start();
        m_runtime->sources().stop();
        QVERIFY2(timer.elapsed() < 2'500, qPrintable(QString::number(timer.elapsed())));
    }

    void whatItCountsIsStoredOnceAndTheClusterShowsUp()
    {
        GrowingEndpoint endpoint;
        m_runtime->sources().apply({source("a", endpoint.url())});
        QTRY_VERIFY_WITH_TIMEOUT(requests() >= 2, 8'000);
        m_runtime->sources().stop();
        QCOMPARE(requests(), endpoint.scrapes() - 1); // the first is the baseline
        QTRY_COMPARE(m_runtime->hub().state()->clusters.size(), 1U);
        QCOMPARE(m_runtime->hub().state()->clusters[0].id, kLab);
    }

    void aSourceThatGoesStopsAndOneThatChangesStartsAnew()
    {
        GrowingEndpoint first;
        GrowingEndpoint second;
        MetricsSources &sources = m_runtime->sources();
        sources.apply({source("a", first.url()), source("b", second.url())});
        QTRY_VERIFY_WITH_TIMEOUT(first.scrapes() >= 1 && second.scrapes() >= 1, 8'000);
        MetricsSource paused = source("b", second.url());
        paused.isEnabled = false;
        sources.apply({paused});
        QCOMPARE(sources.list().size(), 1U);
        QTest::qWait(50); // one that is under way may end
        const int firstScrapes = first.scrapes();
        const int secondScrapes = second.scrapes();
        QTest::qWait(1'300);
        QCOMPARE(first.scrapes(), firstScrapes);
        QCOMPARE(second.scrapes(), secondScrapes);
        sources.apply({source("b", second.url())});
        QTRY_VERIFY_WITH_TIMEOUT(second.scrapes() > secondScrapes, 8'000);
    }

    // As with an agent that goes on sending: what is counted from then on is a new cluster.
    void aRemovedClusterComesBackWithWhatIsCountedSince()
    {
        GrowingEndpoint endpoint;
        m_runtime->sources().apply({source("a", endpoint.url())});
        QTRY_VERIFY_WITH_TIMEOUT(requests() >= 2, 8'000);
        QVERIFY(remove());
        const std::int64_t left = requests(); // one may have come since
        QVERIFY2(left <= 1, qPrintable(QString::number(left)));
        QTRY_VERIFY_WITH_TIMEOUT(requests() >= 1, 8'000);
        QVERIFY(stateOf("a").health);
        QCOMPARE(m_runtime->sources().list().size(), 1U);
        QTRY_COMPARE(m_runtime->hub().state()->clusters.size(), 1U);
        QCOMPARE(storedClusters(), 1U);
    }

    // Whatever falls between the deletion and what follows it: no half of a cluster is left.
    void removingAClusterWhileItIsFedLeavesItWholeOrGone()
    {
        std::atomic_int refused = 0;
        std::uint64_t last = 0;
        std::jthread feeder([&](const std::stop_token &stop) {
            for (std::uint64_t seq = 1; !stop.stop_requested(); ++seq) {
                const Status taken = waitFor(
                    [&](auto done) { m_runtime->takeIncrements(kLab, counted(seq), done); });
                refused += taken ? 0 : 1;
                last = seq;
            }
        });
        for (int round = 0; round < 20; ++round) {
            QTRY_COMPARE(storedClusters(), 1U);
            QVERIFY(remove());
        }
        QTRY_VERIFY(requests() >= 1);
        feeder.request_stop();
        feeder.join();
        QCOMPARE(refused.load(), 0);
        QVERIFY(last > 20);
        QTRY_COMPARE(m_runtime->hub().state()->clusters.size(), 1U);
        QVERIFY(static_cast<std::uint64_t>(requests()) < last);
        QCOMPARE(storedClusters(), 1U);
        // And the last removal leaves nothing.
        QVERIFY(remove());
        QCOMPARE(requests(), 0);
        QTRY_COMPARE(m_runtime->hub().state()->clusters.size(), 0U);
        QCOMPARE(storedClusters(), 0U);
    }

    void aTestTellsWhatItFoundAndKeepsNothing()
    {
        HttpReceiver endpoint({.body = responses("a", "200", 7) + responses("a", "503", 1)
                + responses("p", "200", 5, ",route_name=\"probe\"")
                + "response_total{namespace=\"kube-system\",deployment=\"dns\",direction="
                  "\"inbound\"} "
                  "4\n"
                + "response_total{namespace=\"shop\",deployment=\"web\",direction=\"inbound\","
                  "status_code=\"200\"} NaN\n"
                + "traefik_service_requests_total{service=\"shop-api-80@kubernetes\",code=\"200\","
                  "method=\"GET\"} 9\n"
                + "go_goroutines 12\n" + "a line that is none{\n"});
        DesktopUser user(*m_runtime, false);
        RuntimeSourceDesk desk(*m_runtime, user);
        const auto answer = desk.test(source("", endpoint.url("/metrics")));
        QTRY_VERIFY(answer.isFinished());
        const auto given = answer.result();
        QVERIFY2(given, given ? "" : given.error().message.c_str());
        const console::SourceReport &report = **given;
        QCOMPARE(report.samples, 7U);
        QCOMPARE(report.badLines, 1U);
        QVERIFY(report.firstBadLine.startsWith(u"line 8"_s));
        QCOMPARE(report.ingressServices, 1U);
        const auto hasFamily = [&](const QString &name, const QString &meaning, bool isUsed) {
            return std::ranges::any_of(report.families, [&](const auto &family) {
                return family.name == name && family.meaning == meaning && family.isUsed == isUsed;
            });
        };
        QVERIFY(hasFamily(u"response_total"_s, u"Linkerd requests"_s, true));
        QVERIFY(hasFamily(u"response_total"_s, u"health probes"_s, false));
        QVERIFY(hasFamily(u"response_total"_s, u"in an excluded namespace"_s, false));
        QVERIFY(std::ranges::any_of(report.families,
            [](const auto &family) { return family.name == u"go_goroutines" && !family.isUsed; }));
        QCOMPARE(report.notices.size(), 2);
        QVERIFY(report.notices[0].startsWith(u"1 counter left out"_s));
        QVERIFY(report.notices[1].startsWith(u"the cluster has told nothing of its routes"_s));
        QCOMPARE(requests(), 0);
        QCOMPARE(m_runtime->hub().state()->clusters.size(), 0U);
    }

    void aTestOfWhatIsNoEndpointSaysWhy()
    {
        DesktopUser user(*m_runtime, false);
        RuntimeSourceDesk desk(*m_runtime, user);
        MetricsSource bad = source("", "ftp://127.0.0.1/");
        const auto answer = desk.test(bad);
        QTRY_VERIFY(answer.isFinished());
        QVERIFY(!answer.result());
        QCOMPARE(answer.result().error().code, ErrorCode::InvalidArgument);
        bad.location = "http://127.0.0.1/";
        bad.tokenFile = m_folder->filePath(u"token"_s).toStdString();
        const auto noToken = desk.test(bad);
        QTRY_VERIFY(noToken.isFinished());
        QCOMPARE(noToken.result().error().code, ErrorCode::NotFound);
    }

    void theListIsKeptOverARestart()
    {
        GrowingEndpoint endpoint;
        DesktopUser user(*m_runtime, false);
        bool isKnown = false;
        user.whenKnown([&isKnown] { isKnown = true; });
        QTRY_VERIFY(isKnown);
        {
            RuntimeSourceDesk desk(*m_runtime, user);
            const auto saved = desk.save(source("", endpoint.url()));
            QTRY_VERIFY(saved.isFinished());
            QVERIFY2(saved.result(), saved.result() ? "" : saved.result().error().message.c_str());
        }
        QCOMPARE(m_runtime->sources().list().size(), 1U);
        QVERIFY(!m_runtime->sources().list()[0].id.empty());
        MetricsSources again(*m_runtime);
        QVERIFY(again.load());
        QCOMPARE(again.list(), m_runtime->sources().list());
        again.stop();
        again.apply({source("late", endpoint.url())}); // does nothing any more
        QCOMPARE(again.list().size(), 0U);
    }

private:
    static SloIncrements counted(std::uint64_t seq)
    {
        const auto now = std::chrono::floor<std::chrono::seconds>(SystemClock().now());
        return {.at = now - std::chrono::seconds{1'000} + std::chrono::seconds{seq},
            .bootId = "boot",
            .seq = seq,
            .interval = Duration{1'000},
            .services = {{.service = {"shop", "api"},
                .requests = {{.code = "200", .count = 1}},
                .totalRequests = 1}}};
    }

    bool remove()
    {
        return waitFor([&](auto done) { m_runtime->removeCluster(kLab, done); }).has_value();
    }

    MetricsSourceState stateOf(const std::string &id)
    {
        for (const MetricsSourceState &state : m_runtime->sources().states()) {
            if (state.source.id == id)
                return state;
        }
        qFatal("no source %s", id.c_str());
    }

    // Of all services of the cluster in the last hour and the next.
    std::int64_t requests()
    {
        const Timestamp now = m_clock.now();
        const auto window
            = readWith(m_runtime->workspace().readers(), [&](store::Connection &connection) {
                  return slo::readWindow(connection,
                      {.cluster = kLab,
                          .range = {now - std::chrono::hours{1}, now + std::chrono::hours{1}}});
              });
        if (!window)
            qFatal("read window: %s", window.error().message.c_str());
        std::int64_t sum = 0;
        for (const auto &[key, steps] : window->traffic)
            sum += steps.front().requests;
        return sum;
    }

    std::size_t storedClusters()
    {
        const auto all = readWith(m_runtime->workspace().readers(),
            [](store::Connection &connection) { return store::readClusters(connection, false); });
        if (!all)
            qFatal("read clusters: %s", all.error().message.c_str());
        return all->size();
    }

    SystemClock m_clock;
    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<Runtime> m_runtime;
};

QTEST_GUILESS_MAIN(TestMetricsSources)
#include "tst_metrics_sources.moc"

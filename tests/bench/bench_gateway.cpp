// Pages of lists through the gateway, from a request on a real socket of the loopback to the last
// byte of the answer, as a client on one kept connection sees them. At most 30 ms for 5 000 rows.
//
// Small answers beside nginx, which serves the same bytes from a file, with two connections a core:
// at least 60 % of its requests a second; and 10 000 a second with 99 of 100 within 5 ms. The
// client has the same cores to itself as the server.

#include "tests/bench/http_load.h"
#include "tests/bench/nginx_server.h"
#include "tests/core/gateway/gateway_rig.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>

#include <algorithm>
#include <thread>
#include <vector>

using namespace binnacle;
using test::GatewayRig;

namespace {

constexpr int kPods = 5'000;

std::string snapshotJson()
{
    std::string json = R"({"clusterId":"prod","fetchedAt":")" + formatRfc3339(SystemClock().now())
        + R"(","nodes":[],"pods":[)";
    for (int i = 0; i < kPods; ++i) {
        const std::string n = std::to_string(i);
        json += (i == 0 ? "" : ",") + (R"({"summary":{"name":"checkout-6d8f7c9b5-)" + n)
            + R"(","namespace":"team-)" + std::to_string(i % 40) + R"(","nodeName":"node-)"
            + std::to_string(i % 100)
            + R"(","labels":{"app":"checkout","app.kubernetes.io/name":"checkout"}},)"
            + R"("status":{"phase":"Running","ready":"2/2","restarts":)" + std::to_string(i % 9)
            + R"(},"containers":[{"name":"app","image":"registry.example.com/shop/checkout:1.4.2"}]})";
    }
    return json + "]}";
}

class Served
{
public:
    static Served &get()
    {
        static Served one;
        return one;
    }

    void run(benchmark::State &state, const std::string &target, bool isGzip)
    {
        std::vector<std::pair<std::string, std::string>> headers;
        if (isGzip)
            headers.emplace_back("Accept-Encoding", "gzip");
        std::size_t bytes = 0;
        for (auto _ : state) {
            const auto answer = m_rig.send("GET", target, "Bearer " + m_key.secret, {}, headers);
            if (answer.status != 200)
                return state.SkipWithError(answer.body.c_str());
            bytes = answer.body.size();
        }
        state.counters["bytes"] = static_cast<double>(bytes);
    }

    std::string body(const std::string &target) { return m_rig.get(target, m_key).body; }
    std::uint16_t port()
    {
        const std::string address = m_rig.runtime().gateway().state().address;
        return static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
    }
    std::string request(const std::string &target) const
    {
        return "GET " + target + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
            + m_key.secret + "\r\n\r\n";
    }

private:
    Served()
        : m_key(m_rig.keyOf(Role::Viewer))
    {
        http::Client agent("127.0.0.1", m_rig.runtime().listener()->port());
        const auto answer = agent.send({.method = "POST",
            .target = "/agent/snapshot",
            .headers = {{"Content-Type", "application/json"}, {"X-Cluster-ID", "prod"}},
            .body = snapshotJson()});
        if (!answer || answer->status != 200)
            qFatal("the snapshot was refused");
        while (m_rig.get("/api/v2/pods?cluster_id=prod&limit=1", m_key).body.find("checkout")
            == std::string::npos)
            std::this_thread::sleep_for(std::chrono::milliseconds{10});
    }

    GatewayRig m_rig;
    GatewayRig::Key m_key;
};

void page(benchmark::State &state, const char *target, bool isGzip)
{
    Served::get().run(state, target, isGzip);
}
#define BINNACLE_PAGE(name, target, gzip)                                                          \
    BENCHMARK_CAPTURE(page, name, target, gzip)->Unit(benchmark::kMillisecond)->UseRealTime()

BINNACLE_PAGE(pods5000, "/api/v2/pods?cluster_id=prod&limit=5000", false);
BINNACLE_PAGE(pods5000Gzip, "/api/v2/pods?cluster_id=prod&limit=5000", true);
BINNACLE_PAGE(query5000, "/api/v2/query?q=pods(cluster%3Dprod)", false);
BINNACLE_PAGE(pods50, "/api/v2/pods?cluster_id=prod", false);

constexpr auto kSmall = "/api/v2/clusters/prod";
constexpr auto kNginxRequest = "GET /small.json HTTP/1.1\r\nHost: localhost\r\n\r\n";
constexpr std::chrono::milliseconds kRound{700};

// Turn about, so that what else the machine does meets both alike; the median of the rounds.
void smallAnswers(benchmark::State &state)
{
    Served &served = Served::get();
    const bench::NginxServer nginx(served.body(kSmall));
    if (!nginx.isOpen())
        return state.SkipWithError("nginx is not installed or does not start");
    const std::size_t connections = 2 * std::max(std::thread::hardware_concurrency(), 1U);
    bench::HttpLoad ours(served.port(), connections, served.request(kSmall));
    bench::HttpLoad theirs(nginx.port(), connections, kNginxRequest);
    std::vector<double> own;
    std::vector<double> other;
    for (auto _ : state) {
        for (int round = 0; round < 7; ++round) {
            own.push_back(ours.closedLoop(kRound));
            other.push_back(theirs.closedLoop(kRound));
        }
    }
    if (ours.failures() + theirs.failures() > 0)
        state.SkipWithError("not every answer was good");
    std::ranges::sort(own);
    std::ranges::sort(other);
    state.counters["gateway_per_s"] = own[own.size() / 2];
    state.counters["nginx_per_s"] = other[other.size() / 2];
    state.counters["share"] = own[own.size() / 2] / other[other.size() / 2];
}
BENCHMARK(smallAnswers)->Iterations(1)->UseRealTime()->Unit(benchmark::kSecond);

void steadily(benchmark::State &state, std::uint16_t port, std::string request)
{
    std::vector<double> delays;
    const auto perSecond = static_cast<double>(state.range(0));
    const auto length = std::chrono::seconds(state.range(1));
    bench::HttpLoad load(port, 32, std::move(request));
    for (auto _ : state)
        delays = load.openLoop(perSecond, length);
    const auto wanted = static_cast<std::size_t>(perSecond * static_cast<double>(length.count()));
    if (load.failures() > 0 || delays.size() < wanted)
        return state.SkipWithError("not every request was answered");
    state.counters["p50_ms"] = delays[delays.size() / 2];
    state.counters["p99_ms"] = delays[delays.size() * 99 / 100];
    state.counters["max_ms"] = delays.back();
}

void steadyRequests(benchmark::State &state)
{
    steadily(state, Served::get().port(), Served::get().request(kSmall));
}
// What the machine and the client allow.
void steadyNginx(benchmark::State &state)
{
    const bench::NginxServer nginx(Served::get().body(kSmall));
    if (!nginx.isOpen())
        return state.SkipWithError("nginx is not installed or does not start");
    steadily(state, nginx.port(), kNginxRequest);
}
BENCHMARK(steadyRequests)
    ->ArgNames({"per_second", "seconds"})
    ->Args({1'000, 1})
    ->Args({10'000, 5})
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kSecond);
BENCHMARK(steadyNginx)
    ->ArgNames({"per_second", "seconds"})
    ->Args({10'000, 5})
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv))
        return 1;
    benchmark::RunSpecifiedBenchmarks();
    return 0;
}

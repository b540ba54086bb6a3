// Pages of lists through the gateway, from a request on a real socket of the loopback to the last
// byte of the answer, as a client on one kept connection sees them. At most 30 ms for 5 000 rows.

#include "tests/core/gateway/gateway_rig.h"

#include <benchmark/benchmark.h>

#include <QCoreApplication>

#include <thread>

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

// Thousands of agents on one hub: each waits in a long poll and sends a heartbeat every 15 s.
// Measures a command from DataHub::enqueue (durable before it is offered) to the agent's read, and
// the memory an agent costs; and, with a thousand agents that told a state and traffic, the whole
// way of a person's command: from the first byte to the gateway, or from the console's desk,
// through what it would touch, to the agent's read.
#include "core/base/clock.h"
#include "core/http/client.h"
#include "core/runtime/command_keeper.h"
#include "core/runtime/gateway_keeper.h"
#include "core/runtime/runtime.h"
#include "core/runtime/settings_sources.h"
#include "tests/bench/many_sockets.h"
#include "tests/support/resident_memory.h"
#include "tests/support/wait_for.h"

#include <benchmark/benchmark.h>

#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <random>
#include <string>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <vector>

using namespace binnacle;
using bench::connectTo;
using test::residentBytes;
using Steady = std::chrono::steady_clock;

namespace {

constexpr Duration kHeartbeatEvery{15'000};
const Principal kSystem{.userId = -1, .username = "system", .role = Role::Admin};

std::string clusterName(int agent)
{
    return "cluster-" + std::to_string(agent);
}

bool write(int socket, const std::string &bytes)
{
    return send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL)
        == static_cast<ssize_t>(bytes.size());
}

// A Deployment with its pods, and what a minute of calls between three services comes to.
std::string stateOf(const std::string &cluster, Timestamp now)
{
    std::string pods;
    for (int i = 0; i < 6; ++i) {
        pods += (pods.empty() ? "" : ",") + (R"({"summary":{"name":"web-)" + std::to_string(i))
            + R"(","namespace":"shop","ownerKind":"Deployment","ownerName":"web","nodeName":"n1"},)"
              R"("spec":{},"containers":[],"status":{"phase":"Running","ready":"1/1"}})";
    }
    const auto service = [](const std::string &name) {
        return R"({"namespace":"shop","name":")" + name
            + R"(","requests":[{"status_code":"200","classification":"success","delta":600}],)"
              R"("latency_buckets":{"100":500,"+Inf":600},"latency_sum":30000,"latency_count":600})";
    };
    const auto edge = [](const std::string &from, const std::string &to) {
        return R"({"src_ns":"shop","src_name":")" + from + R"(","dst_ns":"shop","dst_name":")" + to
            + R"(","request_delta":600,"failure_delta":0,"latency_sum":30000,"latency_count":600})";
    };
    return R"({"clusterId":")" + cluster + R"(","fetchedAt":")" + formatRfc3339(now)
        + R"(","nodes":[{"summary":{"name":"n1","ready":"True","schedulable":true},)"
          R"("allocatable":{"cpu":"8","memory":"32Gi"}}],"events":[],"pods":[)"
        + pods
        + R"(],"deployments":[{"summary":{"name":"web","namespace":"shop","replicas":6,)"
          R"("ready":6,"updated":6,"available":6},"spec":{"replicas":6}}],)"
          R"("sloData":{"timestamp":)"
        + std::to_string(toEpochMs(now) / 1'000) + R"(,"seq":1,"boot_id":"b","interval_ms":60000,)"
        + R"("services":[)" + service("web") + ',' + service("cart") + ',' + service("db")
        + R"(],"edges":[)" + edge("web", "cart") + ',' + edge("cart", "db") + "]}}";
}

class Fleet
{
public:
    enum class Tells { Nothing, State };

    explicit Fleet(int agents, Tells tells = Tells::Nothing)
        : m_agents(agents)
    {
        runtime::raiseFileLimit();
        config::Settings settings;
        settings.agents.server = {.port = 0, .threads = 2};
        settings.agents.pollHold = Duration{55'000};
        settings.gateway.enabled = true;
        settings.gateway.server.port = 0;
        settings.gateway.burst = 100'000;
        settings.gateway.requestsPerSecond = 100'000;
        auto started = runtime::Runtime::start(
            m_clock, {.workspace = m_dir.path().toStdString(), .settings = settings});
        if (!started || !(*started)->listener())
            return;
        m_hub = *std::move(started);
        const std::size_t before = residentBytes();
        m_epoll = epoll_create1(0);
        for (int agent = 0; agent < m_agents; ++agent) {
            const bool isKnown = tells == Tells::State ? tell(agent) : heartbeat(agent);
            if (!isKnown || !park(agent))
                return;
        }
        while (static_cast<int>(m_hub->hub().state()->clusters.size()) < m_agents)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        m_bytesEach = (residentBytes() - before) / static_cast<std::size_t>(std::max(1, m_agents));
        m_heart = std::jthread([this](const std::stop_token &stop) { beat(stop); });
        m_ready = true;
    }
    ~Fleet()
    {
        m_heart = {};
        for (const auto &[socket, agent] : m_agentOf)
            close(socket);
        m_hub.reset();
        close(m_epoll);
        if (m_gateway >= 0)
            close(m_gateway);
    }
    Fleet(const Fleet &) = delete;
    Fleet &operator=(const Fleet &) = delete;

    bool isReady() const { return m_ready; }
    std::size_t bytesEach() const { return m_bytesEach; }
    int failures() const { return m_failures; }
    std::uint64_t heartbeats() const { return m_hub->ingestStats().heartbeats; }

    // Milliseconds from enqueue to the agent that has the command in its hands; -1: lost.
    double dispatch(int agent)
    {
        const auto begin = Steady::now();
        Command command{.cluster = {clusterName(agent)},
            .action = "cordon",
            .target = {.kind = "Node", .ns = {}, .name = "node-1"}};
        m_hub->core().post([this, command] {
            m_hub->hub().enqueue(command,
                [this](const Result<CommandRecord> &accepted) { m_failures += accepted ? 0 : 1; });
        });
        return arrival(agent, begin);
    }

    // The same from the console's side of the desk: what it touches, durable, delivered.
    double dispatchFromDesk(int agent)
    {
        const auto begin = Steady::now();
        m_hub->commands().dispatch({.command = restartAt(agent),
                                       .reason = "measured",
                                       .who = kSystem,
                                       .confirmed = CommandRisk::HoldReason},
            [this](const Result<DispatchOutcome> &sent) { m_failures += sent ? 0 : 1; });
        return arrival(agent, begin);
    }

    // The same from the first byte that a script sends to the gateway.
    double dispatchThroughGateway(int agent)
    {
        if (m_gateway < 0 && !openGateway())
            return -1;
        const std::string body = R"({"clusterId":")" + clusterName(agent)
            + R"(","action":"restart","targetKind":"Deployment","targetNamespace":"shop",)"
              R"("targetName":"web","params":{},"reason":"measured"})";
        const auto begin = Steady::now();
        const bool isSent = write(m_gateway,
            "POST /api/v2/commands HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + m_key
                + "\r\nContent-Type: application/json\r\nContent-Length: "
                + std::to_string(body.size()) + "\r\n\r\n" + body);
        const double taken = isSent ? arrival(agent, begin) : -1;
        std::array<char, 4096> answer{};
        const auto size = recv(m_gateway, answer.data(), answer.size(), 0);
        const std::string_view head(
            answer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
        m_failures += head.starts_with("HTTP/1.1 202") ? 0 : 1;
        return taken;
    }

private:
    static Command restartAt(int agent)
    {
        return {.cluster = {clusterName(agent)},
            .action = "restart",
            .target = {.kind = "Deployment", .ns = "shop", .name = "web"}};
    }

    // Milliseconds from `begin` until this agent holds a command; -1: lost.
    double arrival(int agent, Steady::time_point begin)
    {
        std::array<char, 4096> buffer{};
        epoll_event event{};
        for (;;) {
            if (epoll_wait(m_epoll, &event, 1, 5'000) != 1)
                return -1;
            const auto size = recv(event.data.fd, buffer.data(), buffer.size(), 0);
            const std::string_view answer(
                buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
            const std::chrono::duration<double, std::milli> taken = Steady::now() - begin;
            const int receiver = m_agentOf.at(event.data.fd);
            if (!write(event.data.fd, pollRequest(receiver)))
                return -1;
            if (answer.find("\"hasCommand\":true") != std::string_view::npos)
                return receiver == agent ? taken.count() : -1;
        }
    }

    bool openGateway()
    {
        m_hub->gateway().drain(); // what was asked for is open
        const std::string address = m_hub->gateway().state().address;
        if (address.empty())
            return false;
        m_gateway = connectTo(
            static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
        const auto user = test::waitFor<Result<User>>([this](auto done) {
            m_hub->access().addUser(kSystem,
                {.username = "ops", .password = "tram lantern oboe 7", .role = Role::Operator},
                done);
        });
        if (!user)
            return false;
        const auto token = test::waitFor<Result<CreatedToken>>([&](auto done) {
            m_hub->access().createToken(kSystem, {.userId = user->id, .name = "measured"}, done);
        });
        m_key = token ? token->secret : std::string();
        return m_gateway >= 0 && token.has_value();
    }

    static std::string pollRequest(int agent)
    {
        const std::string name = clusterName(agent);
        return "GET /agent/commands?cluster_id=" + name
            + "&topic=ops HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Cluster-ID: " + name + "\r\n\r\n";
    }

    bool park(int agent)
    {
        const int socket = connectTo(m_hub->listener()->port());
        if (socket < 0 || !write(socket, pollRequest(agent)))
            return false;
        epoll_event event{.events = EPOLLIN, .data = {.fd = socket}};
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event);
        m_agentOf.emplace(socket, agent);
        return true;
    }

    // One kept connection carries the heartbeats of all: what counts is their rate at the hub.
    bool heartbeat(int agent)
    {
        if (!m_client)
            m_client = std::make_unique<http::Client>("127.0.0.1", m_hub->listener()->port());
        const auto answer = m_client->send({.method = "POST",
            .target = "/agent/heartbeat",
            .headers = {{"X-Cluster-ID", clusterName(agent)}}});
        return answer && answer->status == 200;
    }

    bool tell(int agent)
    {
        if (!m_client)
            m_client = std::make_unique<http::Client>("127.0.0.1", m_hub->listener()->port());
        const std::string name = clusterName(agent);
        const auto answer = m_client->send({.method = "POST",
            .target = "/agent/snapshot",
            .headers = {{"X-Cluster-ID", name}, {"Content-Type", "application/json"}},
            .body = stateOf(name, m_clock.now())});
        return answer && answer->status == 200;
    }

    void beat(const std::stop_token &stop)
    {
        auto next = Steady::now();
        for (int agent = 0; !stop.stop_requested(); agent = (agent + 1) % m_agents) {
            m_failures += heartbeat(agent) ? 0 : 1;
            next += kHeartbeatEvery / m_agents;
            std::this_thread::sleep_until(next);
        }
    }

    const int m_agents;
    int m_gateway = -1; // a kept connection
    std::string m_key;  // to it
    SystemClock m_clock;
    QTemporaryDir m_dir;
    std::unique_ptr<runtime::Runtime> m_hub;
    std::unique_ptr<http::Client> m_client;
    std::unordered_map<int, int> m_agentOf; // socket -> agent
    std::size_t m_bytesEach = 0;
    std::atomic_int m_failures{0};
    int m_epoll = -1;
    bool m_ready = false;
    std::jthread m_heart; // last: ends first
};

} // namespace

static void measure(benchmark::State &state, Fleet &fleet, int agents,
    const std::function<double(Fleet &, int)> &dispatch)
{
    if (!fleet.isReady()) {
        state.SkipWithError("the fleet did not start: raise the limit of open files");
        return;
    }
    std::mt19937 random(1);
    std::uniform_int_distribution<int> anyAgent(0, agents - 1);
    std::vector<double> milliseconds;
    for (auto _ : state) {
        const double taken = dispatch(fleet, anyAgent(random));
        if (taken < 0) {
            state.SkipWithError("a command was lost");
            return;
        }
        state.SetIterationTime(taken / 1'000);
        milliseconds.push_back(taken);
    }
    std::ranges::sort(milliseconds);
    state.counters["p50_ms"] = milliseconds[milliseconds.size() / 2];
    state.counters["p99_ms"] = milliseconds[milliseconds.size() * 99 / 100];
    state.counters["bytes_per_agent"] = static_cast<double>(fleet.bytesEach());
    state.counters["errors"] = fleet.failures();
    state.counters["heartbeats"] = static_cast<double>(fleet.heartbeats());
}

static void commandToOneOfFiveThousandAgents(benchmark::State &state)
{
    constexpr int kAgents = 5'000;
    Fleet fleet(kAgents);
    measure(state, fleet, kAgents, [](Fleet &all, int agent) { return all.dispatch(agent); });
}

static void commandFromTheDeskToOneOfAThousandAgents(benchmark::State &state)
{
    constexpr int kAgents = 1'000;
    Fleet fleet(kAgents, Fleet::Tells::State);
    measure(
        state, fleet, kAgents, [](Fleet &all, int agent) { return all.dispatchFromDesk(agent); });
}

static void commandThroughTheGatewayToOneOfAThousandAgents(benchmark::State &state)
{
    constexpr int kAgents = 1'000;
    Fleet fleet(kAgents, Fleet::Tells::State);
    measure(state, fleet, kAgents,
        [](Fleet &all, int agent) { return all.dispatchThroughGateway(agent); });
}

BENCHMARK(commandToOneOfFiveThousandAgents)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1'000);

BENCHMARK(commandFromTheDeskToOneOfAThousandAgents)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1'000);
BENCHMARK(commandThroughTheGatewayToOneOfAThousandAgents)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1'000);

BENCHMARK_MAIN();

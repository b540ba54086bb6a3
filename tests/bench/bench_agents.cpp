// Five thousand agents on one hub: each waits in a long poll and sends a heartbeat every 15 s.
// Measures a command from DataHub::enqueue (durable before it is offered) to the agent's read, and
// the memory an agent costs.
#include "core/base/clock.h"
#include "core/http/client.h"
#include "core/runtime/runtime.h"
#include "core/runtime/settings_sources.h"

#include <benchmark/benchmark.h>

#include <QTemporaryDir>

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <atomic>
#include <chrono>
#include <fstream>
#include <future>
#include <netinet/in.h>
#include <random>
#include <string>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <vector>

using namespace binnacle;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int kAgents = 5'000;
constexpr Duration kHeartbeatEvery{15'000};

std::size_t residentBytes()
{
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t resident = 0;
    file >> total >> resident;
    return resident * 4096;
}

std::string clusterName(int agent)
{
    return "cluster-" + std::to_string(agent);
}

int connectTo(std::uint16_t port)
{
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (connect(socket, reinterpret_cast<sockaddr *>(&address), sizeof address) == 0)
        return socket;
    close(socket);
    return -1;
}

bool write(int socket, const std::string &bytes)
{
    return send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL)
        == static_cast<ssize_t>(bytes.size());
}

class Fleet
{
public:
    Fleet()
    {
        runtime::raiseFileLimit();
        config::Settings settings;
        settings.agents.server = {.port = 0, .threads = 2};
        settings.agents.pollHold = Duration{55'000};
        auto started = runtime::Runtime::start(
            m_clock, {.workspace = m_dir.path().toStdString(), .settings = settings});
        if (!started || !(*started)->listener())
            return;
        m_hub = *std::move(started);
        const std::size_t before = residentBytes();
        m_epoll = epoll_create1(0);
        for (int agent = 0; agent < kAgents; ++agent) {
            if (!heartbeat(agent) || !park(agent))
                return;
        }
        while (m_hub->hub().state()->clusters.size() < kAgents)
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        m_bytesEach = (residentBytes() - before) / kAgents;
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

private:
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

    void beat(const std::stop_token &stop)
    {
        auto next = Steady::now();
        for (int agent = 0; !stop.stop_requested(); agent = (agent + 1) % kAgents) {
            m_failures += heartbeat(agent) ? 0 : 1;
            next += kHeartbeatEvery / kAgents;
            std::this_thread::sleep_until(next);
        }
    }

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

static void commandToOneOfFiveThousandAgents(benchmark::State &state)
{
    Fleet fleet;
    if (!fleet.isReady()) {
        state.SkipWithError("the fleet did not start: raise the limit of open files");
        return;
    }
    std::mt19937 random(1);
    std::uniform_int_distribution<int> anyAgent(0, kAgents - 1);
    std::vector<double> milliseconds;
    for (auto _ : state) {
        const double taken = fleet.dispatch(anyAgent(random));
        if (taken < 0) {
            state.SkipWithError("a command was lost");
            return;
        }
        state.SetIterationTime(taken / 1'000);
        milliseconds.push_back(taken);
    }
    std::ranges::sort(milliseconds);
    state.counters["p99_ms"] = milliseconds[milliseconds.size() * 99 / 100];
    state.counters["bytes_per_agent"] = static_cast<double>(fleet.bytesEach());
    state.counters["errors"] = fleet.failures();
    state.counters["heartbeats"] = static_cast<double>(fleet.heartbeats());
}
BENCHMARK(commandToOneOfFiveThousandAgents)
    ->UseManualTime()
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1'000);

BENCHMARK_MAIN();

#include "core/http/server.h"
#include "tests/bench/many_sockets.h"
#include "tests/support/resident_memory.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <mutex>
#include <string>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <vector>

using namespace binnacle;
using test::residentBytes;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int kPolls = 5'000;

// Agents that wait for a command, each on a connection of its own.
class ParkedAgents
{
public:
    explicit ParkedAgents(int count)
    {
        bench::allowManyFiles();
        http::Router router;
        router.add(http::Method::Get, "/agent/commands", [this](http::Exchange exchange) {
            exchange.onHangup([] {});
            const std::scoped_lock lock(m_mutex);
            m_parked.push_back(std::move(exchange));
        });
        router.add(http::Method::Post, "/agent/heartbeat",
            [](http::Exchange exchange) { exchange.respond(http::json("{}"), nullptr); });
        auto started = http::Server::start({.threads = 2}, std::move(router));
        if (!started)
            return;
        m_server = std::move(*started);
        m_epoll = epoll_create1(0);
        const std::size_t before = residentBytes();
        for (int i = 0; i < count; ++i) {
            const int socket = connectOnce();
            if (socket < 0)
                return;
            epoll_event event{.events = EPOLLIN, .data = {.fd = socket}};
            epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event);
            m_sockets.push_back(socket);
            poll(socket);
        }
        waitForParked(m_sockets.size());
        m_bytesEach = (residentBytes() - before) / m_sockets.size();
    }

    ~ParkedAgents()
    {
        for (http::Exchange &exchange : take())
            exchange.respond(http::json("{}"), nullptr);
        for (const int socket : m_sockets)
            close(socket);
        if (m_server)
            m_server->stop(Duration{1'000});
        close(m_epoll);
    }
    ParkedAgents(const ParkedAgents &) = delete;
    ParkedAgents &operator=(const ParkedAgents &) = delete;

    bool complete(int count) const { return static_cast<int>(m_sockets.size()) == count; }
    std::size_t bytesEach() const { return m_bytesEach; }
    int epoll() const { return m_epoll; }
    std::uint16_t port() const { return m_server->port(); }

    std::vector<http::Exchange> take()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_parked, {});
    }
    http::Exchange takeOne()
    {
        const std::scoped_lock lock(m_mutex);
        http::Exchange exchange = std::move(m_parked.back());
        m_parked.pop_back();
        return exchange;
    }
    bool waitForParked(std::size_t count)
    {
        for (int i = 0; i < 10'000; ++i) {
            {
                const std::scoped_lock lock(m_mutex);
                if (m_parked.size() >= count)
                    return true;
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        }
        return false;
    }

    int connectOnce() const { return bench::connectTo(m_server->port()); }
    static void poll(int socket)
    {
        constexpr std::string_view kRequest
            = "GET /agent/commands?cluster_id=prod-a&topic=ops HTTP/1.1\r\nHost: 127.0.0.1:8081\r\n"
              "User-Agent: Go-http-client/1.1\r\nX-Cluster-ID: prod-a\r\n"
              "Accept-Encoding: gzip\r\n\r\n";
        static_cast<void>(send(socket, kRequest.data(), kRequest.size(), MSG_NOSIGNAL));
    }
    static bool receive(int socket)
    {
        std::array<char, 4096> buffer{};
        return recv(socket, buffer.data(), buffer.size(), 0) > 0;
    }

private:
    std::unique_ptr<http::Server> m_server;
    std::mutex m_mutex;
    std::vector<http::Exchange> m_parked;
    std::vector<int> m_sockets;
    std::size_t m_bytesEach = 0;
    int m_epoll = -1;
};

double percentile(std::vector<double> &values, double share)
{
    std::sort(values.begin(), values.end());
    return values[std::min(
        values.size() - 1, static_cast<std::size_t>(share * static_cast<double>(values.size())))];
}

} // namespace

// One command is handed to one of 5 000 parked polls: time from respond() to the agent's read.
static void handOverToOneOfManyPolls(benchmark::State &state)
{
    ParkedAgents agents(kPolls);
    if (!agents.complete(kPolls)) {
        state.SkipWithError("not enough connections: raise the limit of open files");
        return;
    }
    std::vector<double> milliseconds;
    for (auto _ : state) {
        http::Exchange exchange = agents.takeOne();
        const auto begin = Steady::now();
        exchange.respond(http::json("{\"hasCommand\":false}"), nullptr);
        epoll_event event{};
        epoll_wait(agents.epoll(), &event, 1, 5'000);
        ParkedAgents::receive(event.data.fd);
        const std::chrono::duration<double, std::milli> taken = Steady::now() - begin;
        state.SetIterationTime(taken.count() / 1'000);
        milliseconds.push_back(taken.count());
        ParkedAgents::poll(event.data.fd);
        agents.waitForParked(kPolls);
    }
    state.counters["p99_ms"] = percentile(milliseconds, 0.99);
    state.counters["bytes_per_poll"] = static_cast<double>(agents.bytesEach());
}
BENCHMARK(handOverToOneOfManyPolls)
    ->UseManualTime()
    ->Unit(benchmark::kMicrosecond)
    ->Iterations(1'000);

// The worst moment: all 5 000 are answered at once, while heartbeats come in.
static void wakeAllPolls(benchmark::State &state)
{
    ParkedAgents agents(kPolls);
    if (!agents.complete(kPolls)) {
        state.SkipWithError("not enough connections: raise the limit of open files");
        return;
    }
    std::vector<double> milliseconds;
    for (auto _ : state) {
        const auto begin = Steady::now();
        for (http::Exchange &exchange : agents.take())
            exchange.respond(http::json("{\"hasCommand\":false}"), nullptr);
        std::array<epoll_event, 256> events{};
        for (int received = 0; received < kPolls;) {
            const int ready
                = epoll_wait(agents.epoll(), events.data(), static_cast<int>(events.size()), 5'000);
            if (ready <= 0) {
                state.SkipWithError("an answer got lost");
                return;
            }
            for (int i = 0; i < ready; ++i) {
                const int socket = events[static_cast<std::size_t>(i)].data.fd;
                ParkedAgents::receive(socket);
                const std::chrono::duration<double, std::milli> taken = Steady::now() - begin;
                milliseconds.push_back(taken.count());
                ++received;
                ParkedAgents::poll(socket);
            }
        }
        const std::chrono::duration<double> all = Steady::now() - begin;
        state.SetIterationTime(all.count());
        agents.waitForParked(kPolls);
    }
    state.counters["p99_ms"] = percentile(milliseconds, 0.99);
}
BENCHMARK(wakeAllPolls)->UseManualTime()->Unit(benchmark::kMillisecond)->Iterations(20);

// Throughput of one keep-alive connection, and the floor: the same bytes over bare sockets.
static void heartbeatOverKeepAlive(benchmark::State &state)
{
    ParkedAgents agents(1);
    const int socket = agents.connectOnce();
    constexpr std::string_view kRequest
        = "POST /agent/heartbeat HTTP/1.1\r\nHost: 127.0.0.1:8081\r\n"
          "X-Cluster-ID: prod-a\r\nContent-Length: 0\r\n\r\n";
    for (auto _ : state) {
        static_cast<void>(send(socket, kRequest.data(), kRequest.size(), MSG_NOSIGNAL));
        ParkedAgents::receive(socket);
    }
    close(socket);
}
BENCHMARK(heartbeatOverKeepAlive)->UseRealTime()->Unit(benchmark::kMicrosecond);

static void bareSocketEcho(benchmark::State &state)
{
    std::array<int, 2> pair{};
    if (socketpair(AF_UNIX, SOCK_STREAM, 0, pair.data()) != 0) {
        state.SkipWithError("no socket pair");
        return;
    }
    std::jthread echo([end = pair[1]] {
        std::array<char, 4096> buffer{};
        for (;;) {
            const ssize_t count = recv(end, buffer.data(), buffer.size(), 0);
            if (count <= 0)
                break;
            static_cast<void>(
                send(end, buffer.data(), static_cast<std::size_t>(count), MSG_NOSIGNAL));
        }
    });
    const std::string request(120, 'x');
    for (auto _ : state) {
        static_cast<void>(send(pair[0], request.data(), request.size(), MSG_NOSIGNAL));
        ParkedAgents::receive(pair[0]);
    }
    shutdown(pair[0], SHUT_RDWR);
    echo.join();
    close(pair[0]);
    close(pair[1]);
}
BENCHMARK(bareSocketEcho)->UseRealTime()->Unit(benchmark::kMicrosecond);

BENCHMARK_MAIN();

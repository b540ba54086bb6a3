#include "core/http/websocket_codec.h"
#include "tests/bench/many_sockets.h"
#include "tests/core/gateway/gateway_rig.h"
#include "tests/support/resident_memory.h"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <netinet/in.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>
#include <unordered_map>
#include <vector>

using namespace binnacle;
using bench::allowManyFiles;
using bench::connectTo;
using test::residentBytes;
using Steady = std::chrono::steady_clock;

namespace {

constexpr int kPerSecond = 10;

double processorSeconds()
{
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    const auto seconds = [](const timeval &time) {
        return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
    };
    return seconds(usage.ru_utime) + seconds(usage.ru_stime);
}

std::int64_t nowNs()
{
    return std::chrono::duration_cast<std::chrono::nanoseconds>(Steady::now().time_since_epoch())
        .count();
}

// Reads frames on many sockets; a message says when it was sent ("@<ns>@").
class Readers
{
public:
    ~Readers()
    {
        m_stop = true;
        if (m_thread.joinable())
            m_thread.join();
        for (const auto &[socket, pending] : m_pending)
            close(socket);
        close(m_epoll);
    }

    void add(int socket)
    {
        epoll_event event{.events = EPOLLIN, .data = {.fd = socket}};
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, socket, &event);
        m_pending[socket];
    }
    void start()
    {
        m_thread = std::thread([this] { run(); });
    }
    bool waitFor(std::size_t messages, std::chrono::milliseconds timeout) const
    {
        const auto until = Steady::now() + timeout;
        while (m_received < messages && Steady::now() < until)
            std::this_thread::sleep_for(std::chrono::milliseconds(1));
        return m_received >= messages;
    }
    std::size_t received() const { return m_received; }
    // In order; after the last message.
    std::vector<double> delays() const { return m_delaysMs; }

private:
    void run()
    {
        std::array<epoll_event, 256> events{};
        while (!m_stop) {
            const int ready
                = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 50);
            for (int i = 0; i < ready; ++i)
                read(events[static_cast<std::size_t>(i)].data.fd);
        }
    }
    void read(int socket)
    {
        std::array<char, 65'536> buffer{};
        const ssize_t count = recv(socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count <= 0)
            return;
        std::string &pending = m_pending[socket];
        pending.append(buffer.data(), static_cast<std::size_t>(count));
        std::size_t used = 0;
        while (pending.size() - used >= 4) {
            const auto byte
                = [&](std::size_t at) { return static_cast<unsigned char>(pending[used + at]); };
            const bool isLong = byte(1) == 126;
            const std::size_t head = isLong ? 4 : 2;
            const std::size_t length = isLong ? byte(2) * 256U + byte(3) : byte(1);
            if (pending.size() - used < head + length)
                break;
            note(std::string_view(pending).substr(used + head, length));
            used += head + length;
        }
        pending.erase(0, used);
    }
    void note(std::string_view text)
    {
        const std::size_t mark = text.find('@');
        if (mark == std::string_view::npos)
            return;
        const std::int64_t sent = std::atoll(text.data() + mark + 1);
        m_delaysMs.push_back(static_cast<double>(nowNs() - sent) / 1e6);
        ++m_received;
    }

    const int m_epoll = epoll_create1(0);
    std::unordered_map<int, std::string> m_pending;
    std::vector<double> m_delaysMs;
    std::atomic<std::size_t> m_received = 0;
    std::atomic<bool> m_stop = false;
    std::thread m_thread;
};

std::string payload()
{
    return R"({"at":"@)" + std::to_string(nowNs()) + R"(@","more":")" + std::string(400, 'x')
        + "\"}";
}

void report(benchmark::State &state, const Readers &readers, std::size_t wanted)
{
    std::vector<double> delays = readers.delays();
    std::sort(delays.begin(), delays.end());
    const auto at = [&delays](double share) {
        return delays.empty()
            ? 0.0
            : delays[std::min(delays.size() - 1,
                static_cast<std::size_t>(share * static_cast<double>(delays.size())))];
    };
    state.counters["messages"] = static_cast<double>(readers.received());
    state.counters["lost"] = static_cast<double>(wanted) - static_cast<double>(readers.received());
    state.counters["p50_ms"] = at(0.5);
    state.counters["p99_ms"] = at(0.99);
    state.counters["max_ms"] = at(1);
}

// Publishes for the given seconds at ten messages a second.
template<typename Send>
void publishFor(std::int64_t seconds, const Send &send)
{
    auto next = Steady::now();
    for (std::int64_t i = 0; i < seconds * kPerSecond; ++i) {
        send();
        next += std::chrono::milliseconds(1'000 / kPerSecond);
        std::this_thread::sleep_until(next);
    }
}

int subscribe(std::uint16_t port, const std::string &secret, int receiveBuffer)
{
    const int socket = connectTo(port);
    if (socket < 0)
        return socket;
    if (receiveBuffer > 0)
        setsockopt(socket, SOL_SOCKET, SO_RCVBUF, &receiveBuffer, sizeof receiveBuffer);
    std::string request
        = "GET /api/v2/subscribe HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\n"
          "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
          "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nAuthorization: Bearer "
        + secret + "\r\n\r\n";
    constexpr std::string_view kAsk = R"({"op":"sub","topics":["alerts"]})";
    request += '\x81';
    request += static_cast<char>(0x80U | kAsk.size());
    request.append(4, '\0'); // this mask changes nothing
    request += kAsk;
    static_cast<void>(send(socket, request.data(), request.size(), MSG_NOSIGNAL));
    // The answer to the handshake and to the message, both of which hold no mark.
    std::string answer;
    std::array<char, 4'096> buffer{};
    while (answer.find("\"run\"") == std::string::npos) {
        const ssize_t count = recv(socket, buffer.data(), buffer.size(), 0);
        if (count <= 0)
            break;
        answer.append(buffer.data(), static_cast<std::size_t>(count));
    }
    return socket;
}

} // namespace

// Ten messages a second to each of many subscribers; the last argument of them never read.
static void manySubscribers(benchmark::State &state)
{
    allowManyFiles();
    const auto count = static_cast<std::size_t>(state.range(0));
    const auto stuck = static_cast<std::size_t>(state.range(2));
    for (auto _ : state) {
        test::GatewayRig rig;
        const auto key = rig.keyOf(Role::Viewer);
        const std::string address = rig.runtime().gateway().state().address;
        const auto port
            = static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1)));
        Readers readers;
        std::vector<int> deaf;
        for (std::size_t i = 0; i < count; ++i)
            readers.add(subscribe(port, key.secret, 0));
        for (std::size_t i = 0; i < stuck; ++i)
            deaf.push_back(subscribe(port, key.secret, 4'096));
        readers.start();
        const std::size_t memory = residentBytes();
        const double before = processorSeconds();
        const auto begin = Steady::now();
        publishFor(
            state.range(1), [&rig] { rig.runtime().gateway().publish("alerts", payload(), {}); });
        const std::size_t wanted = count * static_cast<std::size_t>(state.range(1) * kPerSecond);
        readers.waitFor(wanted, std::chrono::seconds(5));
        const std::chrono::duration<double> took = Steady::now() - begin;
        state.counters["cpu_share"] = (processorSeconds() - before) / took.count();
        state.counters["grown_MiB"]
            = (static_cast<double>(residentBytes()) - static_cast<double>(memory)) / 1048576.0;
        state.counters["missed"]
            = static_cast<double>(rig.runtime().gateway().state().stats.missedMessages);
        report(state, readers, wanted);
        for (const int socket : deaf)
            close(socket);
    }
}
BENCHMARK(manySubscribers)
    ->ArgNames({"subscribers", "seconds", "stuck"})
    ->Args({20, 1, 2})
    ->Args({1'000, 5, 0})
    ->Args({490, 5, 10})
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

// The floor: one thread writes the same frames to as many bare sockets.
static void bareSockets(benchmark::State &state)
{
    allowManyFiles();
    const auto count = static_cast<std::size_t>(state.range(0));
    for (auto _ : state) {
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        socklen_t length = sizeof address;
        auto *const raw = reinterpret_cast<sockaddr *>(&address);
        if (bind(listener, raw, length) != 0 || listen(listener, 128) != 0
            || getsockname(listener, raw, &length) != 0) {
            state.SkipWithError("cannot listen");
            close(listener);
            return;
        }
        Readers readers;
        std::vector<int> sockets;
        for (std::size_t i = 0; i < count; ++i) {
            readers.add(connectTo(ntohs(address.sin_port)));
            sockets.push_back(accept(listener, nullptr, nullptr));
        }
        readers.start();
        const double before = processorSeconds();
        const auto begin = Steady::now();
        publishFor(state.range(1), [&sockets] {
            const std::string frame = http::webSocketFrame(http::WebSocketOpcode::Text, payload());
            for (const int socket : sockets)
                static_cast<void>(send(socket, frame.data(), frame.size(), MSG_NOSIGNAL));
        });
        const std::size_t wanted = count * static_cast<std::size_t>(state.range(1) * kPerSecond);
        readers.waitFor(wanted, std::chrono::seconds(5));
        const std::chrono::duration<double> took = Steady::now() - begin;
        state.counters["cpu_share"] = (processorSeconds() - before) / took.count();
        report(state, readers, wanted);
        for (const int socket : sockets)
            close(socket);
        close(listener);
    }
}
BENCHMARK(bareSockets)
    ->ArgNames({"subscribers", "seconds"})
    ->Args({20, 1})
    ->Args({1'000, 5})
    ->Iterations(1)
    ->UseRealTime()
    ->Unit(benchmark::kSecond);

BENCHMARK_MAIN();

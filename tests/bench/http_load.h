#pragma once

#include "tests/bench/many_sockets.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <netinet/tcp.h>
#include <string>
#include <string_view>
#include <sys/epoll.h>
#include <sys/timerfd.h>
#include <utility>
#include <vector>

namespace binnacle::bench {

// A client of HTTP/1.1 that asks the same thing again and again over kept connections, one request
// on each at a time, on the calling thread.
class HttpLoad
{
public:
    using Clock = std::chrono::steady_clock;

    HttpLoad(std::uint16_t port, std::size_t connections, std::string request)
        : m_request(std::move(request))
    {
        for (std::size_t i = 0; i < connections; ++i) {
            const int socket = connectTo(port);
            const int on = 1;
            setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
            m_connections.push_back({.socket = socket});
            watch(socket, static_cast<std::uint32_t>(i));
        }
    }
    ~HttpLoad()
    {
        for (const Connection &connection : m_connections)
            close(connection.socket);
        close(m_epoll);
    }
    HttpLoad(const HttpLoad &) = delete;
    HttpLoad &operator=(const HttpLoad &) = delete;

    // As fast as answers come. Answers a second.
    double closedLoop(std::chrono::milliseconds length)
    {
        const auto begin = Clock::now();
        const auto end = begin + length;
        m_answers = 0;
        for (std::size_t i = 0; i < m_connections.size(); ++i)
            ask(i, begin);
        while (m_outstanding > 0 && m_failures == 0)
            wait([this, end](std::size_t connection) {
                if (Clock::now() < end)
                    ask(connection, Clock::now());
            });
        const std::chrono::duration<double> took = Clock::now() - begin;
        return static_cast<double>(m_answers) / took.count();
    }

    // So many a second, whether answers come or not: a request that finds no free connection waits,
    // and its delay counts from when it was due. Delays in milliseconds, sorted.
    std::vector<double> openLoop(double perSecond, std::chrono::milliseconds length)
    {
        m_timer = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK);
        const auto pause = static_cast<long>(kTickNs);
        const itimerspec ticks{.it_interval = {0, pause}, .it_value = {0, pause}};
        timerfd_settime(m_timer, 0, &ticks, nullptr);
        watch(m_timer, kTimer);
        std::deque<std::size_t> idle;
        for (std::size_t i = 0; i < m_connections.size(); ++i)
            idle.push_back(i);
        m_delays.clear();
        const auto begin = Clock::now();
        const auto total
            = static_cast<std::size_t>(perSecond * std::chrono::duration<double>(length).count());
        const auto dueOf = [&](std::size_t request) {
            return begin
                + std::chrono::duration_cast<Clock::duration>(
                    std::chrono::duration<double>(static_cast<double>(request) / perSecond));
        };
        std::size_t sent = 0;
        const auto giveUp = begin + 3 * length;
        while (m_delays.size() < total && m_failures == 0 && Clock::now() < giveUp) {
            while (sent < total && !idle.empty() && dueOf(sent) <= Clock::now()) {
                ask(idle.front(), dueOf(sent++));
                idle.pop_front();
            }
            wait([&idle](std::size_t connection) { idle.push_back(connection); });
        }
        close(m_timer);
        std::ranges::sort(m_delays);
        return m_delays;
    }

    std::size_t failures() const { return m_failures; } // answers that were not 200

private:
    static constexpr std::uint32_t kTimer = 0xFFFF'FFFF;
    static constexpr std::int64_t kTickNs = 100'000;

    struct Connection
    {
        int socket = -1;
        std::string pending{};
        Clock::time_point due{};
    };

    void watch(int file, std::uint32_t mark) const
    {
        epoll_event event{.events = EPOLLIN, .data = {.u32 = mark}};
        epoll_ctl(m_epoll, EPOLL_CTL_ADD, file, &event);
    }

    void ask(std::size_t connection, Clock::time_point due)
    {
        m_connections[connection].due = due;
        ++m_outstanding;
        const auto sent = send(
            m_connections[connection].socket, m_request.data(), m_request.size(), MSG_NOSIGNAL);
        if (sent != static_cast<ssize_t>(m_request.size()))
            ++m_failures;
    }

    template<typename Answered>
    void wait(const Answered &answered)
    {
        std::array<epoll_event, 64> events{};
        const int ready = epoll_wait(m_epoll, events.data(), static_cast<int>(events.size()), 100);
        for (int i = 0; i < ready; ++i) {
            const std::uint32_t mark = events[static_cast<std::size_t>(i)].data.u32;
            std::uint64_t ticks = 0;
            if (mark == kTimer)
                static_cast<void>(read(m_timer, &ticks, sizeof ticks)); // or it stays ready
            else if (take(m_connections[mark]))
                answered(mark);
        }
    }

    // Whether the whole answer is there.
    bool take(Connection &connection)
    {
        std::array<char, 65'536> buffer{};
        const ssize_t count = recv(connection.socket, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count <= 0) {
            m_failures += count == 0 ? 1U : 0U;
            return false;
        }
        connection.pending.append(buffer.data(), static_cast<std::size_t>(count));
        const std::size_t head = connection.pending.find("\r\n\r\n");
        if (head == std::string::npos)
            return false;
        const std::size_t length
            = head + 4 + bodyLength(std::string_view(connection.pending).substr(0, head));
        if (connection.pending.size() < length)
            return false;
        m_failures += connection.pending.starts_with("HTTP/1.1 200") ? 0U : 1U;
        connection.pending.erase(0, length);
        ++m_answers;
        --m_outstanding;
        const std::chrono::duration<double, std::milli> delay = Clock::now() - connection.due;
        m_delays.push_back(delay.count());
        return true;
    }

    static std::size_t bodyLength(std::string_view head)
    {
        constexpr std::string_view kName = "content-length:";
        const auto found = std::ranges::search(head, kName,
            [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
        if (found.empty())
            return 0;
        const char *at = found.data() + kName.size();
        while (*at == ' ')
            ++at;
        std::size_t length = 0;
        std::from_chars(at, head.data() + head.size(), length);
        return length;
    }

    const std::string m_request;
    const int m_epoll = epoll_create1(0);
    int m_timer = -1; // while an open loop runs
    std::vector<Connection> m_connections;
    std::vector<double> m_delays;
    std::size_t m_answers = 0;
    std::size_t m_outstanding = 0;
    std::size_t m_failures = 0;
};

} // namespace binnacle::bench

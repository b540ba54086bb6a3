#pragma once

#include "core/http/server.h"
#include "tests/core/http/raw_connection.h"

#include <QTest>

#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace binnacle::test {

// A running server with the few routes the tests need: /echo answers with its body, /poll parks,
// /big answers 8 MiB.
class HttpRig
{
public:
    static constexpr std::size_t kBigBytes = 8U << 20;

    explicit HttpRig(http::ServerSettings settings = {}, http::LimitReport report = {})
    {
        http::Router router;
        const auto echo = [this](http::Exchange exchange) {
            ++handled;
            exchange.respond(http::json(exchange.request.body), nullptr);
        };
        router.add(http::Method::Post, "/echo", echo);
        router.add(http::Method::Get, "/echo", [this](http::Exchange exchange) {
            ++handled;
            exchange.respond(http::json("\"hello\""), nullptr);
        });
        router.add(http::Method::Get, "/poll", [this](http::Exchange exchange) {
            ++handled;
            exchange.onHangup([this] { ++hangups; });
            const std::scoped_lock lock(m_mutex);
            m_parked.push_back(std::move(exchange));
        });
        // As a handler that hands its work to a pool and does not listen for hang-ups.
        router.add(http::Method::Post, "/later", [this](http::Exchange exchange) {
            ++handled;
            const std::scoped_lock lock(m_mutex);
            m_parked.push_back(std::move(exchange));
        });
        router.add(http::Method::Get, "/drop", [](http::Exchange) {});
        router.add(http::Method::Get, "/big", [this](http::Exchange exchange) {
            ++handled;
            exchange.respond(http::json(std::string(kBigBytes, 'x')), note());
        });
        auto started = http::Server::start(settings, std::move(router), std::move(report));
        if (!started)
            qFatal("cannot start: %s", started.error().message.c_str());
        server = std::move(*started);
    }

    ~HttpRig()
    {
        server->stop(Duration{0});
        takeParked();
    }

    std::uint16_t port() const { return server->port(); }
    RawConnection connect(int receiveBuffer = 0) const
    {
        return RawConnection(port(), receiveBuffer);
    }

    // Records how an answer was delivered.
    std::function<void(http::Delivery)> note()
    {
        return [this](http::Delivery delivery) {
            ++(delivery == http::Delivery::Written ? written : lost);
        };
    }

    std::size_t parked() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_parked.size();
    }
    std::vector<http::Exchange> takeParked()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_parked, {});
    }
    bool waitForParked(std::size_t count) const
    {
        return QTest::qWaitFor([&] { return parked() == count; }, 5'000);
    }
    void answerParked()
    {
        for (http::Exchange &exchange : takeParked())
            exchange.respond(http::json("\"answer\""), note());
    }

    std::atomic<int> handled{0};
    std::atomic<int> hangups{0};
    std::atomic<int> written{0};
    std::atomic<int> lost{0};
    std::unique_ptr<http::Server> server;

private:
    mutable std::mutex m_mutex;
    std::vector<http::Exchange> m_parked;
};

inline std::string get(std::string_view path, std::string_view headers = {})
{
    return "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\n" + std::string(headers)
        + "\r\n";
}

inline std::string post(std::string_view path, std::string_view body)
{
    return "POST " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: "
        + std::to_string(body.size()) + "\r\n\r\n" + std::string(body);
}

} // namespace binnacle::test

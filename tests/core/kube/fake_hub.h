#pragma once

#include "core/codec/agent_messages.h"
#include "core/http/server.h"

#include <QtGlobal>

#include <atomic>
#include <deque>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace binnacle::test {

// The agent endpoints of contract 01 over a real socket: hands out what is queued as often as it is
// queued, and can be told to fail.
class FakeHub
{
public:
    explicit FakeHub(std::uint16_t port = 0)
    {
        using http::Exchange;
        using http::Method;
        http::Router router;
        router.add(Method::Get, "/agent/commands", [this](const Exchange &one) { poll(one); });
        router.add(Method::Post, "/agent/result", [this](const Exchange &one) { result(one); });
        router.add(Method::Post, "/agent/heartbeat", [this](const Exchange &one) {
            ++heartbeats;
            one.respond({.status = pollStatus == 403 ? 403 : 200}, {});
        });
        auto started = http::Server::start({.port = port}, std::move(router));
        if (!started)
            qFatal("%s", started.error().message.c_str());
        m_server = *std::move(started);
    }
    ~FakeHub() { m_server->stop(Duration{200}); }
    FakeHub(const FakeHub &) = delete;
    FakeHub &operator=(const FakeHub &) = delete;

    std::string address() const { return "http://127.0.0.1:" + std::to_string(m_server->port()); }
    std::uint16_t port() const { return m_server->port(); }

    void queue(const Command &command)
    {
        const std::scoped_lock lock(m_mutex);
        m_queues[std::string(commandTopicName(command.topic()))].push_back(command);
    }
    std::vector<CommandResult> results() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_results;
    }
    // The header X-Cluster-ID of the last result.
    std::string lastCluster() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_lastCluster;
    }

    std::atomic<int> pollStatus{200};
    std::atomic<int> resultStatus{200};
    std::atomic<int> refusedResults{0};
    std::atomic<int> heartbeats{0};
    std::atomic<int> polls{0};

private:
    void poll(const http::Exchange &exchange)
    {
        ++polls;
        if (pollStatus != 200)
            return exchange.respond({.status = pollStatus, .body = "no"}, {});
        std::optional<Command> next;
        const std::scoped_lock lock(m_mutex);
        auto &queue = m_queues[exchange.request.query.at("topic")];
        if (!queue.empty()) {
            next = queue.front();
            queue.pop_front();
        }
        exchange.respond(http::json(codec::encodeCommandPoll(next)), {});
    }

    void result(const http::Exchange &exchange)
    {
        if (resultStatus != 200) {
            ++refusedResults;
            return exchange.respond({.status = resultStatus, .body = "no"}, {});
        }
        auto read = codec::decodeCommandResult(exchange.request.body);
        if (!read)
            return exchange.respond(http::failure(read.error()), {});
        {
            const std::scoped_lock lock(m_mutex);
            m_results.push_back(*std::move(read));
            m_lastCluster = exchange.request.header("x-cluster-id");
        }
        exchange.respond({.status = 200}, {});
    }

    mutable std::mutex m_mutex;
    std::map<std::string, std::deque<Command>> m_queues; // by topic
    std::vector<CommandResult> m_results;
    std::string m_lastCluster;
    std::unique_ptr<http::Server> m_server;
};

} // namespace binnacle::test

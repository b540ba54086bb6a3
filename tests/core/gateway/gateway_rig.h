#pragma once

#include "core/base/clock.h"
#include "core/http/client.h"
#include "core/runtime/gateway_keeper.h"
#include "core/runtime/runtime.h"
#include "tests/support/wait_for.h"

#include <QTemporaryDir>

#include <memory>
#include <string>
#include <utility>

namespace binnacle::test {

// A running hub with its gateway on free ports, users of each role and their keys.
class GatewayRig
{
public:
    struct Key
    {
        std::string secret;
        std::int64_t id = 0;
        std::int64_t user = 0;
    };

    explicit GatewayRig(int burst = 100'000)
    {
        runtime::RuntimeOptions options{.workspace = m_directory.path().toStdString()};
        options.settings.agents.server.port = 0;
        options.settings.gateway.enabled = true;
        options.settings.gateway.server.port = 0;
        options.settings.gateway.burst = burst;
        options.settings.gateway.requestsPerSecond = burst;
        m_runtime = need(runtime::Runtime::start(m_clock, std::move(options)));
        m_runtime->gateway().drain();
        const std::string address = m_runtime->gateway().state().address;
        if (address.empty())
            qFatal("the gateway is not open");
        m_client = std::make_unique<http::Client>("127.0.0.1",
            static_cast<std::uint16_t>(std::stoi(address.substr(address.rfind(':') + 1))));
    }

    runtime::Runtime &runtime() { return *m_runtime; }
    const Clock &clock() const { return m_clock; }

    Key keyOf(Role role, NewUser user = {}, NewToken token = {})
    {
        static const Principal system{.userId = -1, .username = "system", .role = Role::Admin};
        user.role = role;
        if (user.username.empty())
            user.username = std::string(roleName(role)) + std::to_string(++m_users);
        user.password = "tram lantern oboe 7";
        const User made = need(waitFor<Result<User>>(
            [&](auto done) { m_runtime->access().addUser(system, user, done); }));
        token.userId = made.id;
        token.name = "test";
        const CreatedToken one = need(waitFor<Result<CreatedToken>>(
            [&](auto done) { m_runtime->access().createToken(system, token, done); }));
        return {.secret = one.secret, .id = one.token.id, .user = made.id};
    }

    // `authorization` is the header's value; empty: none.
    http::ClientResponse send(std::string_view method, const std::string &target,
        const std::string &authorization, const std::string &body = {},
        std::vector<std::pair<std::string, std::string>> headers = {})
    {
        if (!authorization.empty())
            headers.emplace_back("Authorization", authorization);
        if (!body.empty())
            headers.emplace_back("Content-Type", "application/json");
        const auto answer = m_client->send(
            {.method = method, .target = target, .headers = std::move(headers), .body = body});
        if (!answer)
            qFatal("%s %s", target.c_str(), answer.error().message.c_str());
        return *answer;
    }
    http::ClientResponse get(const std::string &target, const Key &key)
    {
        return send("GET", target, "Bearer " + key.secret);
    }

private:
    QTemporaryDir m_directory;
    SystemClock m_clock;
    std::unique_ptr<runtime::Runtime> m_runtime;
    std::unique_ptr<http::Client> m_client;
    int m_users = 0;
};

} // namespace binnacle::test

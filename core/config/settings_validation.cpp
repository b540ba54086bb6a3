#include "core/config/settings.h"

#include <string>

namespace binnacle::config {

namespace {

using std::chrono::minutes;
using std::chrono::seconds;

bool isLoopback(std::string_view address)
{
    if (address == "localhost" || address == "::1")
        return true;
    // All of 127.0.0.0/8, but not a name such as 127.example.com.
    return address.starts_with("127.")
        && address.find_first_not_of("0123456789.") == std::string_view::npos;
}

void add(std::vector<SettingProblem> &problems, std::string key, std::string message)
{
    problems.push_back({.key = std::move(key), .source = {}, .message = std::move(message)});
}

void checkExposure(const AgentListenerSettings &agents, std::vector<SettingProblem> &problems)
{
    const http::ServerSettings &server = agents.server;
    const bool certificate = !server.certificateFile.empty();
    const bool key = !server.keyFile.empty();
    if (certificate != key) {
        add(problems, certificate ? "agents.tls_key" : "agents.tls_certificate",
            "is missing: TLS needs the certificate and its key");
    }
    if (agents.requireToken && agents.tokenHashes.empty()) {
        add(problems, "agents.tokens",
            "is empty, but agents.require_token is set: no agent could connect");
    }
    if (isLoopback(server.address))
        return;
    if (!certificate || !key) {
        add(problems, "agents.listen",
            server.address
                + " can be reached from other machines: set agents.tls_certificate and "
                  "agents.tls_key, or listen on 127.0.0.1");
    }
    if (!agents.requireToken) {
        add(problems, "agents.require_token",
            server.address
                + " can be reached from other machines: set it to true and give every "
                  "cluster a token in [agents.tokens]");
    }
}

// Who may do what is decided by tokens there in any case.
void checkGateway(const GatewayListenerSettings &gateway, std::vector<SettingProblem> &problems)
{
    const http::ServerSettings &server = gateway.server;
    const bool certificate = !server.certificateFile.empty();
    const bool key = !server.keyFile.empty();
    if (certificate != key) {
        add(problems, certificate ? "gateway.tls_key" : "gateway.tls_certificate",
            "is missing: TLS needs the certificate and its key");
    } else if (!isLoopback(server.address) && !certificate) {
        add(problems, "gateway.listen",
            server.address
                + " can be reached from other machines: set gateway.tls_certificate and "
                  "gateway.tls_key, or listen on 127.0.0.1");
    }
}

void checkTimes(const AgentListenerSettings &agents, std::vector<SettingProblem> &problems)
{
    if (agents.pollHold < seconds{5} || agents.pollHold > seconds{55})
        add(problems, "agents.poll_hold", "must be from 5s to 55s: agents give up after 60s");
    if (agents.snapshotInterval < seconds{1})
        add(problems, "agents.snapshot_interval", "must be at least 1s");
    if (agents.agentOfflineAfter < 2 * agents.snapshotInterval) {
        add(problems, "agents.offline_after",
            "must be at least twice agents.snapshot_interval, or clusters flicker");
    }
    if (agents.agentOfflineAfter < seconds{20}) {
        add(problems, "agents.offline_after",
            "must be at least 20s: agents send a heartbeat every 15s");
    }
    const http::HttpLimits &limits = agents.server.limits;
    if (limits.bodyIdleTimeout > limits.bodyTimeout) {
        add(problems, "agents.limits.body_idle_timeout",
            "must not be longer than agents.limits.body_timeout");
    }
}

void checkCounts(const Settings &settings, std::vector<SettingProblem> &problems)
{
    const http::ServerSettings &server = settings.agents.server;
    if (server.threads < 1)
        add(problems, "agents.threads", "must be at least 1");
    if (server.limits.connectionsPerAddress > server.limits.connections) {
        add(problems, "agents.limits.connections_per_address",
            "must not be more than agents.limits.connections");
    }
    if (settings.retention.eventDays < 1)
        add(problems, "retention.events_days", "must be at least 1");
    if (settings.retention.eventsPerCluster < 1000)
        add(problems, "retention.events_per_cluster", "must be at least 1000");
    if (settings.retention.sweepEvery < minutes{1})
        add(problems, "retention.sweep_every", "must be at least 1m");
}

} // namespace

std::vector<SettingProblem> validate(const Settings &settings)
{
    std::vector<SettingProblem> problems;
    checkExposure(settings.agents, problems);
    checkGateway(settings.gateway, problems);
    checkTimes(settings.agents, problems);
    checkCounts(settings, problems);
    return problems;
}

} // namespace binnacle::config

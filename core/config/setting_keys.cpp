#include "core/config/setting_keys.h"

#include "core/config/setting_values.h"
#include "core/domain/agent_state.h"

#include <algorithm>
#include <array>

namespace binnacle::config {

namespace {

// The environment cannot name clusters: BINNACLE_AGENTS_TOKENS="prod=<hash>,test=<hash>".
Status setTokens(Settings &settings, std::string_view value)
{
    Settings changed = settings;
    for (const std::string &item : listItems(value)) {
        const std::size_t equals = item.find('=');
        if (equals == std::string::npos)
            return refused("must be a list of cluster=sha256");
        const std::string_view text = item;
        auto status = applyToken(changed, text.substr(0, equals), text.substr(equals + 1));
        if (!status)
            return status;
    }
    settings = std::move(changed);
    return Done{};
}

Status setLanguage(Settings &settings, std::string_view value)
{
    if (!value.empty() && value != "en" && value != "zh_CN")
        return refused("must be en, zh_CN or empty to follow the system, not " + quoted(value));
    settings.language = value;
    return Done{};
}

// "production=high-risk, prod-eu=all, *=none"; a policy alone is that of all clusters.
Status setApproval(Settings &settings, std::string_view value)
{
    constexpr std::array<std::string_view, 3> kPolicies{"none", "high-risk", "all"};
    std::map<std::string, std::string> approval;
    for (const std::string &item : listItems(value)) {
        const std::size_t equals = item.find('=');
        const std::string who = equals == std::string::npos ? "*" : item.substr(0, equals);
        const std::string policy = equals == std::string::npos ? item : item.substr(equals + 1);
        if (std::ranges::find(kPolicies, policy) == kPolicies.end())
            return refused(
                "must be none, high-risk or all, or a list of cluster=policy, not " + quoted(item));
        if (who != "*" && !isValidClusterId(who))
            return refused(quoted(who) + " is neither a cluster nor an environment");
        approval[who] = policy;
    }
    settings.commands.approval = std::move(approval);
    return Done{};
}

constexpr std::size_t kKiB = std::size_t{1} << 10;
constexpr std::size_t kMiB = std::size_t{1} << 20;

using S = Settings;
using V = std::string_view;

constexpr std::array<V, 2> kFlag{"true", "false"};
constexpr std::array<V, 3> kLanguages{"", "en", "zh_CN"};

http::HttpLimits &limits(S &s)
{
    return s.agents.server.limits;
}

Status setText(std::string &target, V value)
{
    target = value;
    return Done{};
}

using enum Takes;

constexpr std::array kKeys{
    SettingKey{"agents.listen", "127.0.0.1:8081", NextStart,
        "Where agents report. Off loopback this needs TLS and tokens.",
        [](S &s, V v) { return setListen(s.agents.server, v); }},
    SettingKey{"agents.port", "8081", NextStart, "Only the port of agents.listen.",
        [](S &s, V v) { return setNumber(s.agents.server.port, v, 0, 65'535); }},
    SettingKey{"agents.threads", "2", NextStart, "Network threads of the agent listener.",
        [](S &s, V v) { return setNumber(s.agents.server.threads, v, 1, 64); }},
    SettingKey{"agents.poll_hold", "25s", NextStart,
        "How long an agent's question for commands is held open.",
        [](S &s, V v) { return setDuration(s.agents.pollHold, v, "5s", "55s"); }},
    SettingKey{"agents.offline_after", "45s", NextStart,
        "A cluster is offline when nothing was heard for this long.",
        [](S &s, V v) { return setDuration(s.agents.agentOfflineAfter, v, "20s", "1h"); }},
    SettingKey{"agents.snapshot_interval", "10s", NextStart,
        "How often agents send a snapshot; three missed ones make it stale.",
        [](S &s, V v) { return setDuration(s.agents.snapshotInterval, v, "1s", "10m"); }},
    SettingKey{"agents.require_token", "false", NextStart,
        "Refuse clusters that have no token in [agents.tokens].",
        [](S &s, V v) { return setFlag(s.agents.requireToken, v); }, kFlag},
    SettingKey{"agents.tokens", "", NextStart,
        "cluster=SHA-256 of its token, separated by commas; better one a line in [agents.tokens].",
        [](S &s, V v) { return setTokens(s, v); }},
    SettingKey{"agents.tls_certificate", "", NextStart,
        "PEM file; with the key it switches TLS on.",
        [](S &s, V v) { return setText(s.agents.server.certificateFile, v); }},
    SettingKey{"agents.tls_key", "", NextStart, "PEM file of the certificate's key.",
        [](S &s, V v) { return setText(s.agents.server.keyFile, v); }},
    SettingKey{"agents.allowed_hosts", "", NextStart,
        "Names besides localhost by which agents may call this machine, separated by commas.",
        [](S &s, V v) -> Status {
            s.agents.server.allowedHosts = listItems(v);
            return Done{};
        }},
    SettingKey{"agents.limits.head", "32KiB", NextStart, "Largest head of a request.",
        [](S &s, V v) { return setBytes(limits(s).headBytes, v, kKiB, kMiB); }},
    SettingKey{"agents.limits.body", "16MiB", NextStart, "Largest body as received.",
        [](S &s, V v) { return setBytes(limits(s).bodyBytes, v, 64 * kKiB, 1024 * kMiB); }},
    SettingKey{"agents.limits.connections", "12000", NextStart, "Open connections in all.",
        [](S &s, V v) { return setNumber(limits(s).connections, v, 1, 1'000'000); }},
    SettingKey{"agents.limits.connections_per_address", "512", NextStart,
        "Open connections of one address; loopback is exempt.",
        [](S &s, V v) { return setNumber(limits(s).connectionsPerAddress, v, 1, 1'000'000); }},
    SettingKey{"agents.limits.head_timeout", "10s", NextStart, "Time for the head of a request.",
        [](S &s, V v) { return setDuration(limits(s).headTimeout, v, "100ms", "10m"); }},
    SettingKey{"agents.limits.body_idle_timeout", "15s", NextStart, "Longest pause within a body.",
        [](S &s, V v) { return setDuration(limits(s).bodyIdleTimeout, v, "100ms", "10m"); }},
    SettingKey{"agents.limits.body_timeout", "1m", NextStart, "Time for a whole body.",
        [](S &s, V v) { return setDuration(limits(s).bodyTimeout, v, "100ms", "1h"); }},
    SettingKey{"agents.limits.idle_timeout", "75s", NextStart,
        "How long a connection may wait for its next request.",
        [](S &s, V v) { return setDuration(limits(s).idleTimeout, v, "100ms", "1h"); }},
    SettingKey{"agents.limits.write_timeout", "15s", NextStart,
        "How long a client may leave an answer unread.",
        [](S &s, V v) { return setDuration(limits(s).writeTimeout, v, "100ms", "10m"); }},
    SettingKey{"gateway.enabled", "false", AtOnce,
        "Open the REST and WebSocket gateway. `binnaclectl serve` opens it unless told otherwise.",
        [](S &s, V v) { return setFlag(s.gateway.enabled, v); }, kFlag},
    SettingKey{"gateway.listen", "127.0.0.1:8080", AtOnce,
        "Where people and programs connect. Off loopback this needs TLS.",
        [](S &s, V v) { return setListen(s.gateway.server, v); }},
    SettingKey{"gateway.port", "8080", AtOnce, "Only the port of gateway.listen.",
        [](S &s, V v) { return setNumber(s.gateway.server.port, v, 0, 65'535); }},
    SettingKey{"gateway.tls_certificate", "", AtOnce, "PEM file; with the key it switches TLS on.",
        [](S &s, V v) { return setText(s.gateway.server.certificateFile, v); }},
    SettingKey{"gateway.tls_key", "", AtOnce, "PEM file of the certificate's key.",
        [](S &s, V v) { return setText(s.gateway.server.keyFile, v); }},
    SettingKey{"gateway.allowed_hosts", "", AtOnce,
        "Names besides localhost by which this machine may be called, separated by commas.",
        [](S &s, V v) -> Status {
            s.gateway.server.allowedHosts = listItems(v);
            return Done{};
        }},
    SettingKey{"gateway.requests_per_second", "50", AtOnce, "What one token may ask, lasting.",
        [](S &s, V v) { return setNumber(s.gateway.requestsPerSecond, v, 1, 100'000); }},
    SettingKey{"gateway.burst", "200", AtOnce, "What one token may ask at once.",
        [](S &s, V v) { return setNumber(s.gateway.burst, v, 1, 1'000'000); }},
    SettingKey{"access.session_lifetime", "24h", NextStart, "A login ends after this long.",
        [](S &s, V v) { return setDuration(s.access.sessionLifetime, v, "5m", "90d"); }},
    SettingKey{"access.login_failures", "5", NextStart,
        "Wrong passwords of one account from one address before it has to wait.",
        [](S &s, V v) { return setNumber(s.access.loginFailures, v, 1, 100); }},
    SettingKey{"access.login_window", "15m", NextStart, "How long wrong passwords count.",
        [](S &s, V v) { return setDuration(s.access.loginWindow, v, "1m", "24h"); }},
    SettingKey{"access.read_only", "false", NextStart,
        "Start the console read-only: nothing can be changed until somebody switches it back.",
        [](S &s, V v) { return setFlag(s.access.readOnly, v); }, kFlag},
    SettingKey{"query.rows", "10000", AtOnce, "Most rows an answer has.",
        [](S &s, V v) { return setNumber(s.query.rows, v, 100, 1'000'000); }},
    SettingKey{"query.time", "2s", AtOnce, "A query is stopped after this long.",
        [](S &s, V v) { return setDuration(s.query.time, v, "100ms", "10m"); }},
    SettingKey{"commands.approval", "none", AtOnce,
        "Which commands need the yes of a second person: none, high-risk or all; for some "
        "clusters or environments: production=high-risk, prod-eu=all.",
        [](S &s, V v) { return setApproval(s, v); }},
    SettingKey{"commands.proposal_lifetime", "30m", AtOnce,
        "A command that waits for a yes is dropped after this long.",
        [](S &s, V v) { return setDuration(s.commands.proposalLifetime, v, "1m", "7d"); }},
    SettingKey{"retention.alerts_days", "180", AtOnce,
        "Days for which past alerts and what was sent about them are kept.",
        [](S &s, V v) { return setNumber(s.notify.alertDays, v, 1, 3650); }},
    SettingKey{"retention.events_days", "30", AtOnce, "Days for which events are kept.",
        [](S &s, V v) { return setNumber(s.retention.eventDays, v, 1, 3650); }},
    SettingKey{"retention.events_per_cluster", "1000000", AtOnce,
        "Most events kept for one cluster; Normal ones go before Warnings.",
        [](S &s, V v) { return setNumber(s.retention.eventsPerCluster, v, 1'000, 1'000'000'000); }},
    SettingKey{"retention.sweep_every", "1h", NextStart, "How often old events are looked for.",
        [](S &s, V v) { return setDuration(s.retention.sweepEvery, v, "1m", "7d"); }},
    SettingKey{"slo.aggregate_every", "5m", NextStart, "How often full hours are summed up.",
        [](S &s, V v) { return setDuration(s.slo.aggregateEvery, v, "10s", "1h"); }},
    SettingKey{"slo.cleanup_every", "1h", NextStart, "How often old traffic is looked for.",
        [](S &s, V v) { return setDuration(s.slo.cleanupEvery, v, "1m", "7d"); }},
    SettingKey{"slo.raw_retention", "48h", NextStart,
        "Traffic as it was told, usually every 10 s, is kept this long.",
        [](S &s, V v) { return setDuration(s.slo.rawRetention, v, "3h", "30d"); }},
    SettingKey{"slo.hourly_retention", "90d", NextStart, "Traffic by the hour is kept this long.",
        [](S &s, V v) { return setDuration(s.slo.hourlyRetention, v, "7d", "3650d"); }},
    SettingKey{"slo.status_retention", "180d", NextStart,
        "Changes of a service level's status are kept this long.",
        [](S &s, V v) { return setDuration(s.slo.statusRetention, v, "7d", "3650d"); }},
    SettingKey{"slo.oldest_accepted", "48h", NextStart,
        "Traffic that arrives later than this is refused.",
        [](S &s, V v) { return setDuration(s.slo.oldestAccepted, v, "1h", "90d"); }},
    SettingKey{"ui.language", "", NextStart, "en, zh_CN, or empty to follow the system.",
        [](S &s, V v) { return setLanguage(s, v); }, kLanguages},
};

constexpr std::array<InheritedName, 17> kInherited{{
    {"AGENT_SNAPSHOT_INTERVAL", "agents.snapshot_interval"},
    {"MASTER_AGENTSDK_PORT", "agents.port"},
    {"MASTER_AGENT_PORT", "agents.port"},
    {"MASTER_TIMEOUT_COMMAND_POLL", "agents.poll_hold"},
    {"MASTER_COMMAND_POLL_TIMEOUT", "agents.poll_hold"},
    {"MASTER_TIMEOUT_HEARTBEAT", "agents.offline_after"},
    {"MASTER_EVENT_RETENTION_DAYS", "retention.events_days"},
    {"MASTER_EVENT_MAX_COUNT", "retention.events_per_cluster"},
    {"MASTER_EVENT_CLEANUP_INTERVAL", "retention.sweep_every"},
    {"MASTER_SLO_AGGREGATE_INTERVAL", "slo.aggregate_every"},
    {"MASTER_SLO_CLEANUP_INTERVAL", "slo.cleanup_every"},
    {"MASTER_SLO_RAW_RETENTION", "slo.raw_retention"},
    {"MASTER_SLO_HOURLY_RETENTION", "slo.hourly_retention"},
    {"MASTER_SLO_STATUS_RETENTION", "slo.status_retention"},
    {"MASTER_GATEWAY_PORT", "gateway.port"},
    {"MASTER_HTTP_PORT", "gateway.port"},
    {"MASTER_JWT_TOKEN_EXPIRY", "access.session_lifetime"},
}};

} // namespace

std::span<const SettingKey> settingKeys()
{
    return kKeys;
}

const SettingKey *findSettingKey(std::string_view name)
{
    const auto found = std::find_if(
        kKeys.begin(), kKeys.end(), [name](const SettingKey &key) { return key.name == name; });
    return found == kKeys.end() ? nullptr : &*found;
}

Status applyToken(Settings &settings, std::string_view cluster, std::string_view hash)
{
    if (!isValidClusterId(cluster))
        return refused(quoted(cluster) + " is not a cluster id: letters, digits, . _ : - only");
    constexpr std::size_t kHexLength = 64;
    const std::string text = lowered(hash);
    if (text.size() != kHexLength
        || text.find_first_not_of("0123456789abcdef") != std::string::npos) {
        // The value is not repeated: it may be the token itself.
        return refused("must be the SHA-256 of the token in 64 hexadecimal digits");
    }
    settings.agents.tokenHashes[std::string(cluster)] = text;
    return Done{};
}

std::string environmentName(std::string_view key)
{
    std::string name = "BINNACLE_";
    for (const char c : key)
        name.push_back(c == '.'        ? '_'
                : c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A')
                                       : c);
    return name;
}

std::span<const InheritedName> inheritedNames()
{
    return kInherited;
}

} // namespace binnacle::config

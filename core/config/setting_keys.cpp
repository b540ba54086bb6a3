#include "core/config/setting_keys.h"

#include "core/domain/agent_state.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <limits>
#include <optional>

namespace binnacle::config {

namespace {

Error refused(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

std::string quoted(std::string_view value)
{
    return '"' + std::string(value.substr(0, 60)) + '"';
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

template<typename Number>
Status setNumber(Number &target, std::string_view value, std::int64_t least, std::int64_t most)
{
    const auto number = wholeNumber(value);
    if (!number || *number < least || *number > most) {
        return refused("must be a whole number from " + std::to_string(least) + " to "
            + std::to_string(most) + ", not " + quoted(value));
    }
    target = static_cast<Number>(*number);
    return Done{};
}

Status setDuration(
    Duration &target, std::string_view value, std::string_view least, std::string_view most)
{
    constexpr std::size_t kLongest = 12; // what cannot overflow while it is added up
    const auto duration = value.size() <= kLongest ? parseDuration(value) : parseDuration({});
    const auto smallest = parseDuration(least);
    const auto largest = parseDuration(most);
    if (!duration || *duration < *smallest || *duration > *largest) {
        return refused("must be a duration from " + std::string(least) + " to " + std::string(most)
            + " such as 25s or 1h30m, not " + quoted(value));
    }
    target = *duration;
    return Done{};
}

Status setFlag(bool &target, std::string_view value)
{
    const std::string text = lowered(value);
    const bool yes = text == "true" || text == "yes" || text == "on" || text == "1";
    const bool no = text == "false" || text == "no" || text == "off" || text == "0";
    if (!yes && !no)
        return refused("must be true or false, not " + quoted(value));
    target = yes;
    return Done{};
}

// "16MiB", "32KiB", "1GiB" or plain bytes
Status setBytes(std::size_t &target, std::string_view value, std::size_t least, std::size_t most)
{
    struct Unit
    {
        std::string_view name;
        unsigned shift;
    };
    static constexpr std::array<Unit, 3> kUnits{{{"KiB", 10}, {"MiB", 20}, {"GiB", 30}}};
    unsigned shift = 0;
    std::string_view digits = value;
    for (const Unit &unit : kUnits) {
        if (!digits.ends_with(unit.name))
            continue;
        digits.remove_suffix(unit.name.size());
        shift = unit.shift;
        break;
    }
    while (digits.ends_with(' '))
        digits.remove_suffix(1);
    const auto number = wholeNumber(digits);
    constexpr std::int64_t kMost = std::int64_t{1} << 32; // times 1 GiB still fits
    const bool sane = number && *number >= 0 && *number < kMost;
    const std::uint64_t bytes = sane ? static_cast<std::uint64_t>(*number) << shift : 0;
    if (!sane || bytes < least || bytes > most) {
        return refused("must be a size from " + std::to_string(least) + " to "
            + std::to_string(most) + " bytes such as 512KiB or 16MiB, not " + quoted(value));
    }
    target = bytes;
    return Done{};
}

// "127.0.0.1:8081", "[::1]:8081", "hub.example.com:0"
Status setListen(http::ServerSettings &server, std::string_view value)
{
    const std::size_t colon = value.rfind(':');
    std::string_view host = value.substr(0, colon == std::string_view::npos ? 0 : colon);
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed)
        host = host.substr(1, host.size() - 2);
    const bool bareV6 = !bracketed && host.find(':') != std::string_view::npos;
    if (host.empty() || bareV6 || host.find_first_of(" \t/") != std::string_view::npos)
        return refused(
            "must be ADDRESS:PORT such as 127.0.0.1:8081 or [::1]:8081, not " + quoted(value));
    std::uint16_t port = 0;
    auto status = setNumber(port, value.substr(colon + 1), 0, 65'535);
    if (!status)
        return withContext(std::move(status).error(), "the port");
    server.address = host;
    server.port = port;
    return Done{};
}

std::vector<std::string> listItems(std::string_view text)
{
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        std::string_view item = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        while (item.starts_with(' '))
            item.remove_prefix(1);
        while (item.ends_with(' '))
            item.remove_suffix(1);
        if (!item.empty())
            items.emplace_back(item);
    }
    return items;
}

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

constexpr std::size_t kKiB = std::size_t{1} << 10;
constexpr std::size_t kMiB = std::size_t{1} << 20;

using S = Settings;
using V = std::string_view;

http::HttpLimits &limits(S &s)
{
    return s.agents.server.limits;
}

constexpr std::array kKeys{
    SettingKey{"agents.listen", [](S &s, V v) { return setListen(s.agents.server, v); }},
    SettingKey{
        "agents.port", [](S &s, V v) { return setNumber(s.agents.server.port, v, 0, 65'535); }},
    SettingKey{
        "agents.threads", [](S &s, V v) { return setNumber(s.agents.server.threads, v, 1, 64); }},
    SettingKey{"agents.poll_hold",
        [](S &s, V v) { return setDuration(s.agents.pollHold, v, "5s", "55s"); }},
    SettingKey{"agents.offline_after",
        [](S &s, V v) { return setDuration(s.agents.agentOfflineAfter, v, "20s", "1h"); }},
    SettingKey{"agents.snapshot_interval",
        [](S &s, V v) { return setDuration(s.agents.snapshotInterval, v, "1s", "10m"); }},
    SettingKey{"agents.require_token", [](S &s, V v) { return setFlag(s.agents.requireToken, v); }},
    SettingKey{"agents.tokens", [](S &s, V v) { return setTokens(s, v); }},
    SettingKey{"agents.tls_certificate",
        [](S &s, V v) -> Status {
            s.agents.server.certificateFile = v;
            return Done{};
        }},
    SettingKey{"agents.tls_key",
        [](S &s, V v) -> Status {
            s.agents.server.keyFile = v;
            return Done{};
        }},
    SettingKey{"agents.allowed_hosts",
        [](S &s, V v) -> Status {
            s.agents.server.allowedHosts = listItems(v);
            return Done{};
        }},
    SettingKey{"agents.limits.head",
        [](S &s, V v) { return setBytes(limits(s).headBytes, v, kKiB, kMiB); }},
    SettingKey{"agents.limits.body",
        [](S &s, V v) { return setBytes(limits(s).bodyBytes, v, 64 * kKiB, 1024 * kMiB); }},
    SettingKey{"agents.limits.connections",
        [](S &s, V v) { return setNumber(limits(s).connections, v, 1, 1'000'000); }},
    SettingKey{"agents.limits.connections_per_address",
        [](S &s, V v) { return setNumber(limits(s).connectionsPerAddress, v, 1, 1'000'000); }},
    SettingKey{"agents.limits.head_timeout",
        [](S &s, V v) { return setDuration(limits(s).headTimeout, v, "100ms", "10m"); }},
    SettingKey{"agents.limits.body_idle_timeout",
        [](S &s, V v) { return setDuration(limits(s).bodyIdleTimeout, v, "100ms", "10m"); }},
    SettingKey{"agents.limits.body_timeout",
        [](S &s, V v) { return setDuration(limits(s).bodyTimeout, v, "100ms", "1h"); }},
    SettingKey{"agents.limits.idle_timeout",
        [](S &s, V v) { return setDuration(limits(s).idleTimeout, v, "100ms", "1h"); }},
    SettingKey{"agents.limits.write_timeout",
        [](S &s, V v) { return setDuration(limits(s).writeTimeout, v, "100ms", "10m"); }},
    SettingKey{"retention.events_days",
        [](S &s, V v) { return setNumber(s.retention.eventDays, v, 1, 3650); }},
    SettingKey{"retention.events_per_cluster",
        [](S &s, V v) { return setNumber(s.retention.eventsPerCluster, v, 1'000, 1'000'000'000); }},
    SettingKey{"retention.sweep_every",
        [](S &s, V v) { return setDuration(s.retention.sweepEvery, v, "1m", "7d"); }},
    SettingKey{"slo.aggregate_every",
        [](S &s, V v) { return setDuration(s.slo.aggregateEvery, v, "10s", "1h"); }},
    SettingKey{"slo.cleanup_every",
        [](S &s, V v) { return setDuration(s.slo.cleanupEvery, v, "1m", "7d"); }},
    SettingKey{"slo.raw_retention",
        [](S &s, V v) { return setDuration(s.slo.rawRetention, v, "3h", "30d"); }},
    SettingKey{"slo.hourly_retention",
        [](S &s, V v) { return setDuration(s.slo.hourlyRetention, v, "7d", "3650d"); }},
    SettingKey{"slo.status_retention",
        [](S &s, V v) { return setDuration(s.slo.statusRetention, v, "7d", "3650d"); }},
    SettingKey{"slo.oldest_accepted",
        [](S &s, V v) { return setDuration(s.slo.oldestAccepted, v, "1h", "90d"); }},
    SettingKey{"ui.language", [](S &s, V v) { return setLanguage(s, v); }},
};

constexpr std::array<InheritedName, 14> kInherited{{
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

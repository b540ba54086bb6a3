#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/config/key_bindings.h"
#include "core/http/http_settings.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::config {

struct AgentListenerSettings
{
    http::ServerSettings server{.port = 8081};
    Duration pollHold{25'000};
    Duration agentOfflineAfter{45'000};
    Duration snapshotInterval{10'000};
    // cluster id -> SHA-256 of its bearer token in hex. A cluster without an entry needs none
    // unless `requireToken` is set.
    std::map<std::string, std::string> tokenHashes;
    bool requireToken = false;

    friend bool operator==(const AgentListenerSettings &, const AgentListenerSettings &) = default;
};

struct RetentionSettings
{
    int eventDays = 30;
    std::int64_t eventsPerCluster = 1'000'000;
    Duration sweepEvery{3'600'000};

    friend bool operator==(const RetentionSettings &, const RetentionSettings &) = default;
};

// Service levels, contract 03 §3.3 and §3.6.
struct SloSettings
{
    Duration aggregateEvery{5 * 60'000};
    Duration cleanupEvery{3'600'000};
    Duration rawRetention{48 * 3'600'000};
    Duration hourlyRetention{90LL * 24 * 3'600'000};
    Duration statusRetention{180LL * 24 * 3'600'000};
    Duration oldestAccepted{48 * 3'600'000}; // of increments that arrive late

    friend bool operator==(const SloSettings &, const SloSettings &) = default;
};

// The gateway for people and programs, contract 05.
struct GatewayListenerSettings
{
    bool enabled = false;
    http::ServerSettings server{.port = 8080};
    int requestsPerSecond = 50; // for each token
    int burst = 200;

    friend bool operator==(const GatewayListenerSettings &, const GatewayListenerSettings &)
        = default;
};

struct LoginSettings
{
    Duration sessionLifetime{24LL * 3'600'000};
    int loginFailures = 5;
    Duration loginWindow{15 * 60'000};
    bool readOnly = false; // how the console starts

    friend bool operator==(const LoginSettings &, const LoginSettings &) = default;
};

struct QuerySettings
{
    int rows = 10'000;
    Duration time{2'000};

    friend bool operator==(const QuerySettings &, const QuerySettings &) = default;
};

struct CommandSettings
{
    // Which commands need the yes of a second person: "none", "high-risk" or "all", by cluster id,
    // by environment ("production") and for the rest ("*").
    std::map<std::string, std::string> approval{{"*", "none"}};
    Duration proposalLifetime{30 * 60'000};

    friend bool operator==(const CommandSettings &, const CommandSettings &) = default;
};

struct NotifySettings
{
    int alertDays = 180; // past alerts and deliveries are kept this long

    friend bool operator==(const NotifySettings &, const NotifySettings &) = default;
};

struct Settings
{
    AgentListenerSettings agents;
    GatewayListenerSettings gateway;
    LoginSettings access;
    QuerySettings query;
    CommandSettings commands;
    NotifySettings notify;
    RetentionSettings retention;
    SloSettings slo;
    std::string language; // "", "en", "zh_CN"; empty follows the system
    KeyBindings keys;

    friend bool operator==(const Settings &, const Settings &) = default;
};

// One problem with the setting it is about and where that value came from.
struct SettingProblem
{
    std::string key;
    std::string source; // "/etc/binnacle/binnacle.ini:12", "BINNACLE_RETENTION_EVENTS_DAYS"
    std::string message;
};

// Where a setting that is not the default got its value.
struct SettingOrigin
{
    std::string value;    // as written
    std::string source;   // as in SettingProblem
    bool isFixed = false; // from the environment: no file can change it
};

struct LoadedSettings
{
    Settings settings;
    std::map<std::string, SettingOrigin> origins; // by key; tokens of clusters are left out
    std::vector<SettingProblem> problems;         // a bad value is refused, the one before it stays
};

using Environment = std::map<std::string, std::string>;

// Later sources win: defaults, system file, user file, environment (BINNACLE_* and the MASTER_*
// names of the specification, which weigh less). Missing files are fine. Files are INI: [section]
// and key = value, '#' and ';' start a comment. Keys are listed in setting_keys.cpp: "poll_hold" in
// [agents] is BINNACLE_AGENTS_POLL_HOLD in the environment. A text longer than 1 MiB is refused.
LoadedSettings loadSettings(const std::vector<std::string> &files, const Environment &environment);

// Checks what depends on several settings, for instance that an address off loopback has TLS and
// tokens. Every problem is fatal for the listener it concerns. Their `source` is empty: they come
// from the settings together.
std::vector<SettingProblem> validate(const Settings &settings);

} // namespace binnacle::config

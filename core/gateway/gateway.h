#pragma once

#include "core/base/clock.h"
#include "core/base/core_thread.h"
#include "core/base/result.h"
#include "core/domain/agent_state.h"
#include "core/domain/slo_target.h"
#include "core/gateway/audience.h"
#include "core/gateway/duty_host.h"
#include "core/http/server.h"
#include "core/query/query_service.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::access {
class AccessControl;
class AuditLog;
class SecurityLog;
} // namespace binnacle::access
namespace binnacle::hub {
class DataHub;
}
namespace binnacle::store {
class Connection;
class Workspace;
} // namespace binnacle::store

namespace binnacle::gateway {

// One setting as the API tells it.
struct SettingRow
{
    std::string key;
    std::string value;
    std::string description;
    bool needsRestart = false;
};

struct SloAsk
{
    std::string answer; // "domains", "latency" …, contract 03 §3.7
    ClusterId cluster;
    std::string timeRange;
    std::string host;
    Timestamp now{};
};

// A number about Binnacle itself, for GET /metrics.
struct MetricSample
{
    std::string name; // "binnacle_snapshots_total"
    std::string help;
    bool isCounter = false;
    std::vector<std::pair<std::string, std::string>> labels;
    double value = 0;
};

// What the gateway asks of the program around it. Thread-safe; callbacks run on any thread.
class GatewayHost : public DutyHost
{
public:
    virtual void renameCluster(
        const ClusterId &cluster, std::string name, Environment environment, StatusDone done)
        = 0;
    virtual void removeCluster(const ClusterId &cluster, StatusDone done) = 0;
    virtual void setTarget(const SloTarget &target, StatusDone done) = 0;
    // On a reader thread.
    virtual Result<std::string> answerSlo(store::Connection &connection, const SloAsk &ask) = 0;
    virtual std::vector<SettingRow> settings() const = 0;
    virtual query::QueryLimits queryLimits() const = 0; // as the settings have them now
    virtual void setSetting(
        const std::string &key, const std::string &value, const Principal &by, StatusDone done)
        = 0;
    virtual std::vector<MetricSample> metrics() const = 0;
};

struct GatewayParts // all must outlive the gateway
{
    const Clock &clock;
    CoreThread &core;
    hub::DataHub &hub;
    store::Workspace &workspace;
    access::AccessControl &access;
    access::AuditLog &audit;
    access::SecurityLog &security;
    query::QueryService &queries;
    GatewayHost &host;
};

struct GatewaySettings
{
    http::ServerSettings server{.port = 8080};
    double requestsPerSecond = 50; // for each token
    double burst = 200;
};

struct GatewayStats
{
    std::int64_t connections = 0;
    std::uint64_t requests = 0;
    std::int64_t subscribers = 0;     // open WebSockets
    std::uint64_t messages = 0;       // for subscribers, each counted
    std::uint64_t missedMessages = 0; // of them, dropped because the subscriber read too slowly
};

// The door for people and programs: REST and WS subscribe under /api/v2, contract 05, /health and
// /metrics. One route table serves, authorises, audits and documents (openApiDocument).
class Gateway
{
public:
    // Errors: those of http::Server::start().
    static Result<std::unique_ptr<Gateway>> start(
        const GatewayParts &parts, GatewaySettings settings);
    virtual ~Gateway() = default;

    virtual std::uint16_t port() const = 0;
    virtual bool usesTls() const = 0;
    virtual GatewayStats stats() const = 0;

    // What subscribers of WS /api/v2/subscribe are told. Any thread; only posts.
    virtual void publish(std::string topic, std::string json, Audience audience) = 0; // "alerts"
    virtual void stateChanged() = 0;                                                  // of the hub
    virtual void eventsStored(const std::vector<EventRowId> &events) = 0;
    virtual void commandChanged(const CommandRecord &record) = 0;
    virtual void trafficStored(const ClusterId &cluster) = 0;

    virtual void stop(Duration grace) = 0;
};

// Generated from the route table: OpenAPI 3.0, and the role × route matrix as Markdown.
std::string openApiDocument();
std::string roleMatrix();

} // namespace binnacle::gateway

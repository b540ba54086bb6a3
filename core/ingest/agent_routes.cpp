#include "core/ingest/agent_routes.h"

#include "core/codec/agent_messages.h"
#include "core/codec/gzip.h"
#include "core/ingest/log.h"
#include "core/ingest/snapshot_pipeline.h"

#include <algorithm>
#include <atomic>
#include <memory>
#include <optional>
#include <utility>

namespace binnacle::ingest {

namespace {

constexpr std::size_t kDecodedInPlace = 64U << 10; // larger bodies and gzip go to a pool
constexpr auto kRetryAfter = "5";                  // seconds; agents push every ten

enum class Encoding { Plain, Gzip, Unknown };

// A list that contains gzip is gzip, whatever its case (contract 01 §1.2).
Encoding encodingOf(const http::Request &request)
{
    std::string value(request.header("content-encoding"));
    std::ranges::transform(value, value.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    constexpr std::string_view kSpace = " \t";
    Encoding encoding = Encoding::Plain;
    std::string_view rest = value;
    while (!rest.empty()) {
        const std::size_t comma = std::min(rest.find(','), rest.size());
        std::string_view coding = rest.substr(0, comma);
        rest.remove_prefix(std::min(comma + 1, rest.size()));
        coding.remove_prefix(std::min(coding.find_first_not_of(kSpace), coding.size()));
        coding = coding.substr(0, coding.find_last_not_of(kSpace) + 1);
        if (coding == "gzip" || coding == "x-gzip")
            return Encoding::Gzip;
        if (!coding.empty() && coding != "identity")
            encoding = Encoding::Unknown; // "gzipped" and "notgzip" are somebody else's
    }
    return encoding;
}

http::Response ok()
{
    return http::json(R"({"status":"ok"})");
}

Error malformed(std::string message)
{
    return {ErrorCode::MalformedBody, std::move(message)};
}

Error unsupportedEncoding()
{
    return {ErrorCode::UnsupportedMedia, "Content-Encoding: send gzip or none"};
}

// The handlers of one listener. They keep it alive.
class AgentEndpoint : public std::enable_shared_from_this<AgentEndpoint>
{
public:
    explicit AgentEndpoint(const AgentRoutesParts &parts)
        : m_parts(parts)
        , m_tokens(parts.tokens)
    {}

    void snapshot(http::Exchange exchange);
    void heartbeat(const http::Exchange &exchange);
    void poll(const http::Exchange &exchange);
    void result(http::Exchange exchange);

private:
    struct Report
    {
        http::Request request;
        http::Respond respond;
        ClusterId cluster; // by the header; empty: not told
    };

    Status admit(
        const ClusterId &cluster, std::string_view authorization, const std::string &address) const;
    void report(SecurityKind kind, const std::string &address, const std::string &resource) const;
    Result<ClusterId> headerCluster(const http::Request &request) const;
    void decodeResult(Report report);
    void finish(const Report &report, CommandResult result);
    void fail(const http::Respond &respond, const Error &error) const
    {
        answer(respond, http::failure(error));
    }
    void answer(const http::Respond &respond, http::Response response) const;

    const AgentRoutesParts m_parts;
    const AgentTokens m_tokens; // a copy: the caller's may go
    std::atomic<hub::DataHub::WaitId> m_nextWait{1};
};

void AgentEndpoint::answer(const http::Respond &respond, http::Response response) const
{
    if (response.status >= 400 && response.status < 500)
        ++m_parts.stats.rejected;
    respond(std::move(response), {});
}

void AgentEndpoint::report(
    SecurityKind kind, const std::string &address, const std::string &resource) const
{
    if (m_parts.report)
        m_parts.report({.kind = kind,
            .severity = SecuritySeverity::Medium,
            .address = address,
            .resource = resource});
}

Status AgentEndpoint::admit(
    const ClusterId &cluster, std::string_view authorization, const std::string &address) const
{
    switch (m_tokens.check(cluster, authorization)) {
    case AgentTokens::Verdict::Allowed:
        return Done{};
    case AgentTokens::Verdict::Missing:
        report(SecurityKind::BadAgentToken, address, cluster.value);
        return Error{ErrorCode::Unauthenticated, "this cluster's agent must send its token"};
    case AgentTokens::Verdict::Wrong:
        break;
    }
    report(SecurityKind::BadAgentToken, address, cluster.value);
    return Error{ErrorCode::PermissionDenied, "the token is not this cluster's"};
}

// Checked and admitted; empty when the header is absent.
Result<ClusterId> AgentEndpoint::headerCluster(const http::Request &request) const
{
    ClusterId cluster{std::string(request.header("x-cluster-id"))};
    if (cluster.isEmpty())
        return cluster;
    if (!isValidClusterId(cluster.value))
        return malformed("X-Cluster-ID: 1 to 128 characters of A-Z a-z 0-9 . _ : -");
    if (const Status allowed
        = admit(cluster, request.header("authorization"), request.remoteAddress);
        !allowed)
        return allowed.error();
    return cluster;
}

// Of what the pipeline said.
http::Response refusal(const Error &error)
{
    http::Response response = http::failure(error);
    if (error.code == ErrorCode::InvalidArgument)
        response.status = 422; // JSON, but not a snapshot
    if (error.code == ErrorCode::Cancelled) {
        response.status = 429;
        response.headers = {{"Retry-After", kRetryAfter}};
    }
    return response;
}

void AgentEndpoint::snapshot(http::Exchange exchange)
{
    const Encoding encoding = encodingOf(exchange.request);
    if (encoding == Encoding::Unknown)
        return fail(exchange.respond, unsupportedEncoding());
    const Result<ClusterId> cluster = headerCluster(exchange.request);
    if (!cluster)
        return fail(exchange.respond, cluster.error());
    SnapshotBody body{.cluster = *cluster,
        .bytes = std::move(exchange.request.body),
        .declaredGzip = encoding == Encoding::Gzip,
        .address = exchange.request.remoteAddress};
    body.authorise
        = [self = shared_from_this(), token = std::string(exchange.request.header("authorization")),
              address = body.address](
              const ClusterId &named) { return self->admit(named, token, address); };
    m_parts.pipeline.accept(std::move(body),
        [self = shared_from_this(), respond = std::move(exchange.respond),
            address = exchange.request.remoteAddress](
            const Result<SnapshotPipeline::Outcome> &outcome) {
            if (!outcome && outcome.error().code == ErrorCode::TooLarge)
                self->report(SecurityKind::BodyLimit, address, "/agent/snapshot");
            self->answer(respond, outcome ? ok() : refusal(outcome.error()));
        });
}

void AgentEndpoint::heartbeat(const http::Exchange &exchange)
{
    const Result<ClusterId> cluster = headerCluster(exchange.request);
    if (!cluster)
        return fail(exchange.respond, cluster.error());
    if (cluster->isEmpty())
        return fail(exchange.respond, malformed("X-Cluster-ID: missing"));
    m_parts.core.post([self = shared_from_this(), cluster = *cluster, respond = exchange.respond] {
        if (const Status admitted = self->m_parts.pipeline.admit(cluster); !admitted)
            return self->answer(respond, refusal(admitted.error()));
        self->m_parts.hub.heartbeat(cluster);
        self->m_parts.pipeline.heard(cluster);
        ++self->m_parts.stats.heartbeats;
        self->answer(respond, ok());
    });
}

void AgentEndpoint::poll(const http::Exchange &exchange)
{
    const http::Request &request = exchange.request;
    const auto named = request.query.find("cluster_id");
    const ClusterId cluster{named != request.query.end() && !named->second.empty()
            ? named->second
            : std::string(request.header("x-cluster-id"))};
    if (!isValidClusterId(cluster.value)) {
        return fail(exchange.respond,
            malformed("cluster_id: required, 1 to 128 characters of A-Z a-z 0-9 . _ : -"));
    }
    const auto topicName = request.query.find("topic");
    const std::string topic = topicName == request.query.end() ? "" : topicName->second;
    if (!topic.empty() && topic != "ops" && topic != "ai")
        return fail(exchange.respond, malformed("topic: ops or ai"));
    if (const Status allowed
        = admit(cluster, request.header("authorization"), request.remoteAddress);
        !allowed)
        return fail(exchange.respond, allowed.error());

    const hub::DataHub::WaitId id = m_nextWait++;
    const auto deliver = [self = shared_from_this(), respond = exchange.respond](
                             const std::optional<Command> &command) {
        std::function<void(http::Delivery)> then;
        if (command) {
            then = [self, sent = command->id](http::Delivery delivery) {
                self->m_parts.core.post([self, sent, delivery] {
                    self->m_parts.hub.delivered(sent, delivery == http::Delivery::Written);
                });
            };
        }
        respond(http::json(codec::encodeCommandPoll(command)), std::move(then));
    };
    m_parts.core.post([self = shared_from_this(), id, cluster, deliver,
                          lane = topic == "ai" ? CommandTopic::Ai : CommandTopic::Ops] {
        self->m_parts.hub.wait(id, cluster, lane, self->m_parts.pollHold, deliver);
    });
    // After the wait was posted, so that giving up never comes before waiting.
    if (exchange.onHangup) {
        exchange.onHangup([self = shared_from_this(), id] {
            self->m_parts.core.post([self, id] { self->m_parts.hub.abandon(id); });
        });
    }
}

void AgentEndpoint::result(http::Exchange exchange)
{
    const Result<ClusterId> cluster = headerCluster(exchange.request);
    if (!cluster)
        return fail(exchange.respond, cluster.error());
    Report report{std::move(exchange.request), std::move(exchange.respond), *cluster};
    const bool isPlain = encodingOf(report.request) != Encoding::Gzip
        && !codec::looksLikeGzip(report.request.body);
    if (isPlain && report.request.body.size() <= kDecodedInPlace)
        return decodeResult(std::move(report));
    m_parts.pipeline.offload(
        [self = shared_from_this(), report = std::move(report)] { self->decodeResult(report); });
}

void AgentEndpoint::decodeResult(Report report)
{
    const Encoding encoding = encodingOf(report.request);
    if (encoding == Encoding::Unknown)
        return fail(report.respond, unsupportedEncoding());
    if (encoding == Encoding::Gzip || codec::looksLikeGzip(report.request.body)) {
        Result<std::string> inflated = codec::inflateGzip(report.request.body);
        if (!inflated)
            return fail(report.respond, withContext(std::move(inflated).error(), "gzip"));
        report.request.body = *std::move(inflated);
    }
    Result<CommandResult> result = codec::decodeCommandResult(report.request.body);
    if (!result)
        return fail(report.respond, result.error());
    report.request.body.clear();
    m_parts.core.post([self = shared_from_this(), report = std::move(report),
                          result = *std::move(result)] { self->finish(report, result); });
}

// On the core thread.
void AgentEndpoint::finish(const Report &report, CommandResult result)
{
    const CommandId id = result.command;
    if (report.cluster.isEmpty()) {
        // Without the header, the token must be the one of the command's cluster.
        const Result<CommandRecord> known = m_parts.hub.command(id);
        const Status allowed = admit(known ? known->command.cluster : ClusterId{},
            report.request.header("authorization"), report.request.remoteAddress);
        if (!allowed)
            return fail(report.respond, allowed.error());
    }
    m_parts.hub.finish(std::move(result), report.cluster,
        [self = shared_from_this(), respond = report.respond, id](const Status &status) {
            if (status)
                return self->answer(respond, ok());
            const ErrorCode code = status.error().code;
            if (code != ErrorCode::NotFound && code != ErrorCode::Conflict)
                return self->fail(respond, status.error());
            // The agent must not try again: nobody will ever know this command.
            qCWarning(lcIngest, "result ignored command=%s reason=%s",
                id.value.substr(0, 64).c_str(), status.error().message.c_str());
            self->answer(respond, ok());
        });
}

} // namespace

void addAgentRoutes(http::Router &router, const AgentRoutesParts &parts)
{
    using http::Exchange;
    using http::Method;
    const auto endpoint = std::make_shared<AgentEndpoint>(parts);
    router.add(Method::Post, "/agent/snapshot",
        [endpoint](Exchange exchange) { endpoint->snapshot(std::move(exchange)); });
    router.add(Method::Post, "/agent/heartbeat",
        [endpoint](const Exchange &exchange) { endpoint->heartbeat(exchange); });
    router.add(Method::Get, "/agent/commands",
        [endpoint](const Exchange &exchange) { endpoint->poll(exchange); });
    router.add(Method::Post, "/agent/result",
        [endpoint](Exchange exchange) { endpoint->result(std::move(exchange)); });
    router.add(Method::Get, "/health", [](const Exchange &exchange) {
        exchange.respond({.body = "ok", .contentType = "text/plain"}, {});
    });
}

} // namespace binnacle::ingest

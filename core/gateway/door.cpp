#include "core/gateway/door.h"

#include "core/access/access_control.h"
#include "core/access/audit_log.h"
#include "core/access/security_log.h"
#include "core/gateway/answer_form.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <chrono>
#include <utility>

namespace binnacle::gateway {

namespace {

bool changesSomething(http::Method method)
{
    return method == http::Method::Post || method == http::Method::Put
        || method == http::Method::Delete;
}

// "GET /api/v2/pods" allows GET of everything below that path; "*" is any method.
bool isPermitted(const Principal &who, const http::Request &request)
{
    const auto allows = [&request](std::string_view permission) {
        const std::size_t space = permission.find(' ');
        const std::string_view method = permission.substr(0, space);
        std::string_view prefix = permission.substr(space + 1);
        while (prefix.size() > 1 && prefix.ends_with('/'))
            prefix.remove_suffix(1);
        const bool sameMethod = method == "*" || method == methodName(request.method)
            || (method == "GET" && request.method == http::Method::Head);
        const std::string_view path = request.path;
        const bool isBelow = path.starts_with(prefix)
            && (prefix == "/" || path.size() == prefix.size() || path[prefix.size()] == '/');
        return sameMethod && isBelow;
    };
    return who.permissions.empty() || std::ranges::any_of(who.permissions, allows);
}

// Whose bucket a request takes from. A header that nobody looks at is no name.
std::string callerOf(const http::Request &request, bool isPublic)
{
    const std::string_view authorization = request.header("authorization");
    return isPublic || authorization.empty() ? request.remoteAddress : std::string(authorization);
}

// Nothing of what people may see is kept by browsers and proxies, or taken for a page.
void addHeaders(http::Response &response)
{
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("X-Content-Type-Options", "nosniff");
}

// It would end up in logs.
std::optional<Error> tokenInUrl(const http::Request &request)
{
    if (!request.query.contains("token") && !request.query.contains("access_token"))
        return std::nullopt;
    return Error{ErrorCode::InvalidArgument,
        "a token does not belong into a URL; send it as Authorization: Bearer"};
}

// The sentence of {"error":"…"}.
std::string sentenceOf(const std::string &body)
{
    rapidjson::Document json;
    json.Parse(body.data(), body.size());
    const bool isOurs = json.IsObject() && json.HasMember("error") && json["error"].IsString();
    return isOurs ? json["error"].GetString() : body;
}

// A client that has this answer already is told so.
void answerConditionally(const http::Request &request, http::Response &response)
{
    const bool isRead = request.method == http::Method::Get || request.method == http::Method::Head;
    if (!isRead || response.status != 200)
        return;
    const std::string tag = entityTag(response.body);
    response.headers.emplace_back("ETag", tag);
    if (!matchesEntityTag(request.header("if-none-match"), tag))
        return;
    response.status = 304;
    response.body.clear();
}

} // namespace

// A request with what the audit will want to know of it.
struct Door::Visit
{
    const Route &route;
    http::Request request; // for the audit and the answer's form; the handler has a copy
    Principal who;
    std::string before;
    std::string after;
    std::chrono::steady_clock::time_point begun = std::chrono::steady_clock::now();
};

Door::Door(const GatewayParts &parts, const GatewaySettings &settings)
    : m_parts(parts)
    , m_limiter(settings.requestsPerSecond, settings.burst)
{}

void Door::report(SecurityKind kind, const http::Request &request, const Principal &who)
{
    m_parts.security.record({.kind = kind,
        .severity = SecuritySeverity::Low,
        .address = request.remoteAddress,
        .userId = who.userId,
        .tokenId = who.tokenId,
        .resource = request.path});
}

Result<Principal> Door::identify(const Route &route, const http::Request &request)
{
    if (std::holds_alternative<Public>(route.policy))
        return Principal{};
    return m_parts.access.authenticate(request.header("authorization"), request.remoteAddress);
}

Status Door::authorise(const Route &route, const http::Request &request, const Principal &who)
{
    const auto *capability = std::get_if<Capability>(&route.policy);
    if (!capability)
        return Done{};
    Status granted = who.require(*capability);
    if (granted && !isPermitted(who, request))
        granted = Error{ErrorCode::PermissionDenied, "this API key was not made for that"};
    if (!granted)
        report(SecurityKind::PermissionDenied, request, who);
    return granted;
}

std::optional<http::Response> Door::overRate(
    const http::Request &request, const std::string &caller)
{
    const Duration wait = m_limiter.take(caller, m_parts.clock.elapsed());
    if (wait.count() <= 0)
        return std::nullopt;
    report(SecurityKind::RateLimit, request, {});
    http::Response response = http::failure({ErrorCode::Busy, "too many requests"});
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(wait).count();
    response.headers.emplace_back("Retry-After", std::to_string(seconds));
    return response;
}

std::optional<http::Response> Door::refusalOf(const http::Request &request)
{
    if (auto refusal = overRate(request, callerOf(request, false)))
        return refusal;
    if (const auto problem = tokenInUrl(request))
        return http::failure(*problem);
    return std::nullopt;
}

// What a form on somebody's web page could send is no JSON.
std::optional<Error> Door::checkForm(const Route &route, const http::Request &request) const
{
    if (auto problem = tokenInUrl(request))
        return problem;
    const bool hasBody = !request.body.empty();
    const std::string_view type = request.header("content-type");
    if (changesSomething(route.method) && (hasBody || !type.empty())
        && !type.starts_with("application/json"))
        return Error{ErrorCode::UnsupportedMedia, "Content-Type: send application/json"};
    return std::nullopt;
}

void Door::enter(const Route &route, http::Exchange exchange)
{
    ++m_requests;
    const auto visit = std::make_shared<Visit>(Visit{.route = route, .request = exchange.request});
    const auto send = [visit, respond = std::move(exchange.respond)](http::Response response) {
        answerConditionally(visit->request, response);
        addHeaders(response);
        compressFor(visit->request, response);
        respond(std::move(response), {});
    };
    const auto answer = [self = shared_from_this(), visit, send](http::Response response) {
        if (!visit->route.audit)
            return send(std::move(response));
        self->writeAudit(*visit, response, [send, response] { send(response); });
    };
    // Not audited, or whoever sends fastest would fill the log: the security events count it.
    const bool isPublic = std::holds_alternative<Public>(route.policy);
    if (auto refusal = overRate(visit->request, callerOf(visit->request, isPublic)))
        return send(*std::move(refusal));
    if (const auto problem = checkForm(route, visit->request))
        return answer(http::failure(*problem));
    auto who = identify(route, visit->request);
    if (!who) {
        // A new invented token for each request is one caller all the same.
        const std::string &address = visit->request.remoteAddress;
        if (callerOf(visit->request, isPublic) != address) {
            if (auto refusal = overRate(visit->request, address))
                return send(*std::move(refusal));
        }
        return answer(http::failure(who.error()));
    }
    visit->who = *who;
    if (const Status granted = authorise(route, visit->request, *who); !granted)
        return answer(http::failure(granted.error()));
    route.handle({.parts = m_parts,
        .request = std::move(exchange.request),
        .who = *std::move(who),
        .answer = answer,
        .changed =
            [visit](std::string before, std::string after) {
                visit->before = std::move(before);
                visit->after = std::move(after);
            },
        .identified = [visit](const Principal &found) { visit->who = found; }});
}

void Door::writeAudit(
    const Visit &visit, const http::Response &response, std::function<void()> then)
{
    const http::Request &request = visit.request;
    const auto took = std::chrono::steady_clock::now() - visit.begun;
    const bool isKnownUser = visit.who.userId != 0;
    m_parts.audit.record(
        {.userId = visit.who.userId,
            .username = visit.who.username,
            .role = isKnownUser ? std::optional(visit.who.role) : std::nullopt,
            .source = isKnownUser ? visit.who.source : ActionSource::Web,
            .action = *visit.route.audit,
            .resource = request.path,
            .method = std::string(methodName(request.method)),
            .requestBody = visit.route.hidesBody ? std::string() : request.body,
            .before = visit.before,
            .after = visit.after,
            .statusCode = response.status,
            .success = response.status < 400,
            .errorMessage = response.status < 400 ? std::string() : sentenceOf(response.body),
            .address = request.remoteAddress,
            .userAgent = std::string(request.header("user-agent")),
            .traceId = std::string(request.header("x-request-id")),
            .took = std::chrono::duration_cast<Duration>(took)},
        [then = std::move(then)](const Status &) { then(); }); // a failure is logged and counted
}

Result<Principal> Door::admit(
    const http::Request &request, std::string_view authorization, Capability capability)
{
    ++m_requests;
    auto who = m_parts.access.authenticate(authorization, request.remoteAddress);
    if (!who && overRate(request, request.remoteAddress))
        return Error{ErrorCode::Busy, "too many requests"};
    if (!who)
        return who;
    Status granted = who->require(capability);
    if (granted && !isPermitted(*who, request))
        granted = Error{ErrorCode::PermissionDenied, "this API key was not made for that"};
    if (granted)
        return who;
    report(SecurityKind::PermissionDenied, request, *who);
    return granted.error();
}

} // namespace binnacle::gateway

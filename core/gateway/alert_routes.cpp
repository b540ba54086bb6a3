#include "core/alerts/alert_repository.h"
#include "core/gateway/answers.h"
#include "core/gateway/duty_json.h"
#include "core/gateway/duty_scope.h"
#include "core/gateway/parameters.h"
#include "core/gateway/with_stored.h"

#include <algorithm>
#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;

constexpr std::string_view kNoAlert = "alert";

// Of part of the estate: which alert hushes this one may be none of theirs.
Alert shownTo(const Principal &who, Alert alert)
{
    if (alert.hush == AlertHush::Inhibited && !who.scope.isEverything())
        alert.hushedBy.clear();
    return alert;
}

struct AlertFilter
{
    ClusterId cluster;
    std::string ns;
    std::optional<AlertSeverity> severity;
    std::string phase;
    std::int64_t rule = 0;

    bool matches(const Alert &alert) const
    {
        return (cluster.isEmpty() || alert.subject.cluster == cluster)
            && (ns.empty() || alert.subject.object.ns == ns)
            && (!severity || alert.severity == *severity)
            && (phase.empty() || alertPhaseName(alert.phase) == phase)
            && (rule == 0 || alert.rule == rule);
    }
};

Result<AlertFilter> filterOf(const http::Request &request)
{
    constexpr std::int64_t kMost = 1LL << 53;
    AlertFilter filter{
        .ns = textParameter(request, "namespace"), .phase = textParameter(request, "phase")};
    const auto cluster = clusterParameter(request, false);
    const auto rule = numberParameter(request, "rule", 0, 0, kMost);
    if (!cluster || !rule)
        return !cluster ? cluster.error() : rule.error();
    filter.cluster = *cluster;
    filter.rule = *rule;
    const std::string severity = textParameter(request, "severity");
    filter.severity = alertSeverityFromName(severity);
    if (!severity.empty() && !filter.severity)
        return Error{ErrorCode::InvalidArgument, "severity: info, warning or critical"};
    if (!filter.phase.empty() && filter.phase != "pending" && filter.phase != "firing")
        return Error{ErrorCode::InvalidArgument, "phase: pending or firing"};
    return filter;
}

void openAlerts(Call call)
{
    const auto filter = filterOf(call.request);
    const auto page = filter ? paging(call.request) : Result<Paging>(filter.error());
    if (!page)
        return call.fail(page.error());
    const AlertsNow now = call.parts.host.alertsNow();
    std::int64_t total = 0;
    codec::JsonWriter json;
    json.beginArray();
    for (const Alert &alert : *now.alerts) {
        if (!filter->matches(alert) || !sees(call.who.scope, alert))
            continue;
        if (total >= page->offset && total < page->offset + page->limit)
            writeAlert(json, shownTo(call.who, alert));
        ++total;
    }
    json.endArray();
    call.answer(listAnswer(json.take(), total));
}

// Newest first, by pages of the store, until enough of what the caller asked for was found.
Result<http::Response> readHistory(store::Connection &connection, AlertHistoryQuery query,
    const AlertFilter &filter, const Principal &who, std::int64_t wanted)
{
    constexpr int kPage = 500;
    constexpr int kMostPages = 40; // whoever sees little of much comes back with "next"
    query.limit = kPage;
    codec::JsonWriter json;
    json.beginObject().member("message", "ok").key("data").beginArray();
    std::int64_t next = query.beforeId;
    bool isAll = false;
    for (int page = 0; page < kMostPages && wanted > 0 && !isAll; ++page) {
        query.beforeId = next;
        const auto alerts = alerts::readAlerts(connection, query);
        if (!alerts)
            return alerts.error();
        isAll = alerts->size() < kPage;
        for (const Alert &alert : *alerts) {
            if (wanted == 0) {
                isAll = false;
                break;
            }
            next = alert.id;
            if (!filter.matches(alert) || !sees(who.scope, alert))
                continue;
            writeAlert(json, shownTo(who, alert));
            --wanted;
        }
    }
    json.endArray().member("next", isAll ? std::int64_t{0} : next).endObject();
    return http::json(json.take());
}

void history(Call call)
{
    constexpr std::int64_t kMost = 1LL << 53;
    const auto filter = filterOf(call.request);
    const auto page = filter ? paging(call.request) : Result<Paging>(filter.error());
    const auto since = timeParameter(call.request, "since");
    const auto until = timeParameter(call.request, "until");
    const auto before = numberParameter(call.request, "before", 0, 0, kMost);
    const auto open = numberParameter(call.request, "open", 0, 0, 1);
    if (!page)
        return call.fail(page.error());
    if (!since || !until)
        return call.fail(!since ? since.error() : until.error());
    if (!before || !open)
        return call.fail(!before ? before.error() : open.error());
    const AlertHistoryQuery query{.rule = filter->rule,
        .cluster = filter->cluster,
        .range = {*since, *until},
        .openOnly = *open == 1,
        .beforeId = *before};
    answerFromStore(call,
        [query, filter = *filter, who = call.who, wanted = page->limit](
            store::Connection &connection) {
            return readHistory(connection, query, filter, who, wanted);
        });
}

std::function<Result<Alert>(store::Connection &)> alertInPath(const Call &call)
{
    const auto id = numberInPath(call.request, kNoAlert);
    return [id, who = call.who](store::Connection &connection) -> Result<Alert> {
        if (!id)
            return id.error();
        auto alert = alerts::readAlert(connection, *id);
        if (alert && !sees(who.scope, *alert))
            return Error{ErrorCode::NotFound, "there is no such alert"};
        return alert;
    };
}

void oneAlert(Call call)
{
    withStored<Alert>(call, alertInPath(call), [call](const Alert &alert) {
        call.answer(dataAnswer(textOf(writeAlert, shownTo(call.who, alert))));
    });
}

void acknowledge(Call call)
{
    const auto body = Body::readOptional(call.request);
    const auto note = body ? body->text("note") : Result<std::string>(body.error());
    if (!note)
        return call.fail(note.error());
    const std::string by = call.who.username + (note->empty() ? "" : ": " + *note);
    withStored<Alert>(call, alertInPath(call), [call, by](const Alert &alert) {
        if (alert.isOver())
            return call.fail({ErrorCode::Conflict, "this alert is over"});
        const auto ackedBy = [](const std::string &name) {
            codec::JsonWriter json;
            json.beginObject().member("ackedBy", name).endObject();
            return json.take();
        };
        call.changed(ackedBy(alert.ackedBy), ackedBy(by));
        call.parts.host.acknowledge(alert.id, by, statusAnswer(call));
    });
}

} // namespace

std::vector<Route> alertRoutes()
{
    using http::Method;
    const std::vector<Parameter> filters{
        {"cluster_id", In::Query, Type::Text, false, "only of this cluster"},
        {"namespace", In::Query, Type::Text, false, "only about this namespace"},
        {"severity", In::Query, Type::Text, false, "info, warning or critical"},
        {"rule", In::Query, Type::Number, false, "only of this rule"},
        {"limit", In::Query, Type::Number, false, "at most this many, 1 to 500"}};
    std::vector<Parameter> listed = filters;
    listed.push_back({"phase", In::Query, Type::Text, false, "pending or firing"});
    listed.push_back({"offset", In::Query, Type::Number, false, "skip so many"});
    std::vector<Parameter> past = filters;
    past.push_back({"since", In::Query, Type::Text, false, "fired then or later; RFC 3339"});
    past.push_back({"until", In::Query, Type::Text, false, "fired before; RFC 3339"});
    past.push_back({"open", In::Query, Type::Number, false, "1: only those that are not over"});
    past.push_back({"before", In::Query, Type::Number, false, "what \"next\" of an answer said"});
    const Parameter id{"id", In::Path, Type::Number, true, "number of the alert"};
    std::vector<Route> routes{
        {Method::Get, "/alerts", "What is pending or fires, urgent ones first",
            Capability::ReadState, {}, std::move(listed),
            R"({"message":"ok","data":[{"id":7,"ruleName":"CheckoutBudgetBurn","severity":"critical","phase":"firing"}],"total":1})",
            200, openAlerts},
        {Method::Get, "/alerts/history", "What fired, newest first", Capability::ReadState, {},
            std::move(past),
            R"({"message":"ok","data":[{"id":7,"ruleName":"CheckoutBudgetBurn","status":"resolved"}],"next":0})",
            200, history},
    };
    for (auto *area : {&ruleRoutes, &silenceRoutes}) { // their paths come before /alerts/{id}
        std::vector<Route> more = area();
        std::ranges::move(more, std::back_inserter(routes));
    }
    routes.push_back({Method::Get, "/alerts/{id}", "One alert", Capability::ReadState, {}, {id},
        R"({"message":"ok","data":{"id":7,"ruleName":"CheckoutBudgetBurn","phase":"firing"}})", 200,
        oneAlert});
    routes.push_back({Method::Post, "/alerts/{id}/ack", "Say that somebody looks after it",
        Capability::ManageAlerts, AuditAction::Update,
        {id, {"note", In::Body, Type::Text, false, "what the others should know"}},
        R"({"message":"ok"})", 200, acknowledge});
    return routes;
}

} // namespace binnacle::gateway

#include "core/slo/answer_parts.h"
#include "core/slo/slo_answers.h"
#include "core/slo/slo_service.h"
#include "core/slo/subject_history.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace binnacle::slo {

using codec::JsonWriter;

namespace {

// A board with what its rows do not tell.
struct DomainBoard
{
    SloBoard board;
    std::vector<SloTarget> targets;
    SloWindow window = SloWindow::OneDay;
    std::shared_ptr<const ClusterSnapshot> snapshot;
    std::map<std::string_view, const SloRow *> byName; // views and pointers into `board`
};

Result<DomainBoard> readDomains(
    store::Connection &connection, const AnswerQuery &query, const std::stop_token &stop)
{
    const auto length = rangeOf(query, "1d");
    if (!length)
        return length.error();
    const SloWindow window = targetWindow(*length);
    auto board = readBoard(connection,
        {.cluster = query.cluster,
            .kind = SloSubject::Kind::Domain,
            .window = window,
            .length = *length,
            .now = query.now,
            .snapshot = query.snapshot},
        stop);
    if (!board)
        return board.error();
    auto targets = store::readTargets(connection, query.cluster);
    if (!targets)
        return targets.error();
    DomainBoard domains{.board = *std::move(board),
        .targets = *std::move(targets),
        .window = window,
        .snapshot = query.snapshot};
    for (const SloRow &row : domains.board.rows)
        domains.byName.emplace(row.subject.domain, &row);
    return domains;
}

bool isRoute(const SloRow &row)
{
    return !row.routes.empty() && row.routes.front().domain != row.subject.domain;
}

// The rows of a domain's services with their keys. A domain with one service is its own.
std::vector<std::pair<std::string, const SloRow *>> servicesOf(
    const SloRow &row, const DomainBoard &domains)
{
    if (row.routes.empty())
        return {{row.subject.domain, &row}};
    std::map<std::string, const IngressRoute *> first; // by key; routes are ordered by path
    for (const IngressRoute &route : row.routes)
        first.emplace(route.serviceKey, &route);
    std::vector<std::pair<std::string, const SloRow *>> services;
    for (const auto &[key, route] : first) {
        const auto own = domains.byName.find(route->domain + route->pathPrefix);
        const bool isAlone = first.size() == 1 || own == domains.byName.end();
        services.emplace_back(key, isAlone ? &row : own->second);
    }
    return services;
}

// Targets of the window in force and of the other windows as stored.
void writeTargets(JsonWriter &out, const DomainBoard &domains, const SloTarget *inForce,
    const std::set<std::string> &hosts)
{
    out.beginObject();
    if (inForce != nullptr)
        writeTarget(out.key(sloWindowName(inForce->window)), *inForce);
    std::set<SloWindow> told;
    for (const SloTarget &target : domains.targets) {
        const bool isInForce = inForce != nullptr && target.window == inForce->window;
        if (target.type == SloTargetType::Ingress && hosts.contains(target.host) && !isInForce
            && told.insert(target.window).second)
            writeTarget(out.key(sloWindowName(target.window)), target);
    }
    out.endObject();
}

void writeRouteFields(JsonWriter &out, const std::vector<const IngressRoute *> &routes)
{
    out.key("paths").beginArray();
    for (const IngressRoute *route : routes)
        out.value(std::string_view(route->pathPrefix));
    out.endArray();
    if (routes.empty()) {
        for (const std::string_view key :
            {"serviceName", "servicePort", "namespace", "ingressName"})
            out.key(key).null();
        return;
    }
    const IngressRoute &route = *routes.front();
    out.member("serviceName", std::string_view(route.serviceName))
        .member("servicePort", route.servicePort)
        .member("namespace", std::string_view(route.ns))
        .member("ingressName", std::string_view(route.name))
        .member("approximate", route.isApproximate);
}

void writeService(JsonWriter &out, const DomainBoard &domains, const std::string &key,
    const SloRow &domain, const SloRow &row)
{
    std::vector<const IngressRoute *> routes;
    std::set<std::string> hosts{key};
    for (const IngressRoute &route : domain.routes) {
        if (route.serviceKey == key)
            routes.push_back(&route);
    }
    if (&row != &domain)
        hosts.insert(row.subject.domain);
    out.beginObject().member("serviceKey", std::string_view(key));
    writeRouteFields(out, routes);
    writeSummary(out.key("current"), row.current);
    writePrevious(out.key("previous"), row.previous);
    writeTargets(out.key("targets"), domains, nullptr, hosts);
    out.member("status", sloStatusName(row.status));
    writeNumber(out, "errorBudgetRemaining", row.budgetRemaining);
    writeBuckets(out.key("latencyDistribution"), row.current.traffic.latency);
    writeMethods(out.key("requestBreakdown"), row.current.traffic);
    writeStatusClasses(out.key("statusCodeBreakdown"), row.current.traffic);
    out.key("backendServiceIds").beginArray();
    for (const ServiceRef &backend : row.backends)
        out.value(std::string_view(backend.text()));
    out.endArray().endObject();
}

void writeDomain(JsonWriter &out, const DomainBoard &domains, const SloRow &row)
{
    const auto isTls = [](const IngressRoute &route) { return route.tls; };
    out.beginObject()
        .member("domain", std::string_view(row.subject.domain))
        .member("tls", std::ranges::any_of(row.routes, isTls))
        .member("status", sloStatusName(row.status));
    writeNumber(out, "errorBudgetRemaining", row.budgetRemaining);
    out.member("trend", sloTrendName(row.trend));
    writeTargets(out.key("targets"), domains, &row.target, {row.subject.domain});
    writeSummary(out.key("summary"), row.current);
    writePrevious(out.key("previous"), row.previous);
    out.key("services").beginArray();
    for (const auto &[key, service] : servicesOf(row, domains))
        writeService(out, domains, key, row, *service);
    out.endArray().endObject();
}

void writeBoardSummary(JsonWriter &out, const SloBoard::Summary &summary, std::size_t services)
{
    out.beginObject()
        .member("totalServices", static_cast<std::int64_t>(services))
        .member("totalDomains", summary.subjects)
        .member("healthyCount", summary.healthy)
        .member("warningCount", summary.warning)
        .member("criticalCount", summary.critical)
        .member("unknownCount", summary.unknown);
    writeNumber(out, "avgAvailability", summary.availability);
    writeNumber(out, "avgErrorBudget", summary.budgetRemaining);
    writeNumber(out, "totalRps", summary.requestRate);
    out.endObject();
}

// The row of each service key; one that several domains share is told once.
std::map<std::string, const SloRow *> serviceKeysOf(const DomainBoard &domains)
{
    std::map<std::string, const SloRow *> keys;
    for (const auto &[name, row] : domains.byName) {
        if (isRoute(*row))
            continue;
        for (const auto &[key, service] : servicesOf(*row, domains))
            keys.emplace(key, service);
    }
    return keys;
}

std::string_view ingressClassOf(const ClusterSnapshot *snapshot, const IngressRoute &route)
{
    if (snapshot == nullptr)
        return {};
    const auto found = std::ranges::find_if(snapshot->ingresses, [&route](const Ingress &ingress) {
        return ingress.meta.name == route.name && ingress.meta.ns == route.ns;
    });
    return found == snapshot->ingresses.end() ? std::string_view() : found->ingressClass;
}

void writeServiceKey(
    JsonWriter &out, const DomainBoard &domains, const std::string &key, const SloRow &row)
{
    const IngressRoute route = row.routes.empty() ? IngressRoute{} : row.routes.front();
    const auto orNull = [&out](std::string_view name, std::string_view text) {
        out.key(name);
        if (text.empty())
            out.null();
        else
            out.value(text);
    };
    out.beginObject().member("host", std::string_view(key));
    orNull("ingressName", route.name);
    orNull("ingressClass", ingressClassOf(domains.snapshot.get(), route));
    orNull("namespace", route.ns);
    out.member("tls", route.tls);
    writeTargets(out.key("targets"), domains, &row.target, {key});
    writeSummary(out.key("current"), row.current);
    writePrevious(out.key("previous"), row.previous);
    writeNumber(out, "errorBudgetRemaining", row.budgetRemaining);
    out.member("status", sloStatusName(row.status))
        .member("trend", sloTrendName(row.trend))
        .endObject();
}

} // namespace

Result<std::string> answerDomains(
    store::Connection &connection, const AnswerQuery &query, const std::stop_token &stop)
{
    const auto domains = readDomains(connection, query, stop);
    if (!domains)
        return domains.error();
    JsonWriter out;
    out.beginObject().key("domains").beginArray();
    for (const SloRow &row : domains->board.rows) {
        if (!isRoute(row))
            writeDomain(out, *domains, row);
    }
    out.endArray();
    writeBoardSummary(out.key("summary"), domains->board.summary, serviceKeysOf(*domains).size());
    out.endObject();
    return out.take();
}

Result<std::string> answerServiceKeys(
    store::Connection &connection, const AnswerQuery &query, const std::stop_token &stop)
{
    const auto domains = readDomains(connection, query, stop);
    if (!domains)
        return domains.error();
    const auto keys = serviceKeysOf(*domains);
    JsonWriter out;
    out.beginObject().key("domains").beginArray();
    for (const auto &[key, row] : keys)
        writeServiceKey(out, *domains, key, *row);
    out.endArray();
    writeBoardSummary(out.key("summary"), domains->board.summary, keys.size());
    out.endObject();
    return out.take();
}

Result<std::string> answerDomain(store::Connection &connection, const AnswerQuery &query,
    std::string_view host, const std::stop_token &stop)
{
    if (host.empty())
        return missingHost("host");
    const auto domains = readDomains(connection, query, stop);
    if (!domains)
        return domains.error();
    const SloRow *row = nullptr;
    if (const auto found = domains->byName.find(host); found != domains->byName.end()) {
        row = found->second;
    } else {
        const auto keys = serviceKeysOf(*domains);
        const auto byKey = keys.find(std::string(host));
        row = byKey == keys.end() ? nullptr : byKey->second;
    }
    if (row == nullptr)
        return Error{ErrorCode::NotFound, "domain not found"};
    JsonWriter out;
    writeDomain(out, *domains, *row);
    return out.take();
}

} // namespace binnacle::slo

#include "core/codec/snapshot_parts.h"

#include <vector>

namespace binnacle::codec {

namespace {

constexpr auto kServiceKeys = keys("summary", "ports", "selector", "backends", "labels");
constexpr auto kServiceSummaryKeys = keysWithMeta("type", "clusterIP");
constexpr auto kPortKeys = keys("name", "protocol", "port", "targetPort");
constexpr auto kBackendsKeys = keys("summary");
constexpr auto kBackendsSummaryKeys = keys("ready", "total");
constexpr auto kIngressKeys = keys("summary", "spec", "labels");
constexpr auto kIngressSummaryKeys = keysWithMeta("ingressClass", "tlsEnabled");
constexpr auto kIngressSpecKeys = keys("ingressClassName", "rules", "tls");
constexpr auto kTlsKeys = keys("hosts");
constexpr auto kRuleKeys = keys("host", "paths");
constexpr auto kPathKeys = keys("path", "backend");
constexpr auto kBackendKeys = keys("service");
constexpr auto kBackendServiceKeys = keys("name", "portName", "portNumber");
constexpr auto kIngressRouteKeys = keys("summary", "metadata", "spec");
constexpr auto kIngressRouteMetaKeys = keysWithMeta();
constexpr auto kIngressRouteSpecKeys = keys("routes", "tls");
constexpr auto kRouteKeys = keys("match", "services");
constexpr auto kRouteServiceKeys = keys("name", "namespace", "port");
constexpr auto kNamespaceKeys = keys("summary", "status", "labels");
constexpr auto kNamespaceSummaryKeys = keysWithMeta();
constexpr auto kNamespaceStatusKeys = keys("phase");
constexpr auto kPlainKeys
    = keysWithMeta("phase", "capacity", "actualCapacity", "requestedCapacity");

ServicePort readPort(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kPortKeys> fields(path, object);
    return {.name = in.shared(fields.at<"name">()),
        .protocol = in.shared(fields.at<"protocol">()),
        .port = in.integer32(fields.at<"port">()),
        .targetPort = in.textOrNumber(fields.at<"targetPort">())};
}

IngressPath readPath(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kPathKeys> fields(path, object);
    const JsonFields<kBackendKeys> backend(in, fields.at<"backend">());
    const JsonFields<kBackendServiceKeys> service(in, backend.at<"service">());
    return {.path = in.shared(fields.at<"path">()),
        .serviceName = in.shared(service.at<"name">()),
        .servicePortName = in.shared(service.at<"portName">()),
        .servicePort = in.integer32(service.at<"portNumber">())};
}

std::span<const IngressPath> readRule(
    JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kRuleKeys> fields(path, object);
    const std::string_view host = in.shared(fields.at<"host">());
    const auto read = [host](JsonReader &reader, const JsonPath &at, simdjson::dom::object item) {
        IngressPath entry = readPath(reader, at, item);
        entry.host = host;
        return entry;
    };
    return readSpan<IngressPath>(in, fields.at<"paths">(), read);
}

// Rules hold paths; views want one flat list.
std::span<const IngressPath> readRules(JsonReader &in, const JsonField &rules)
{
    std::size_t total = 0;
    const auto perRule = readSpan<std::span<const IngressPath>>(in, rules, &readRule);
    for (const auto &paths : perRule)
        total += paths.size();
    const std::span<IngressPath> all = in.arena().array<IngressPath>(total);
    std::size_t used = 0;
    for (const auto &paths : perRule) {
        std::ranges::copy(paths, all.subspan(used).begin());
        used += paths.size();
    }
    return all;
}

void readTexts(JsonReader &in, const JsonField &field, std::vector<std::string_view> &out)
{
    const auto array = in.array(field);
    if (!array)
        return;
    if (array->size() > kMostEntries) {
        in.failTooMany(field.path, kMostEntries);
        return;
    }
    std::size_t index = 0;
    for (const simdjson::dom::element element : *array) {
        const JsonPath path{.parent = &field.path, .index = index++};
        out.push_back(in.shared(JsonField{&element, path}));
    }
}

std::span<const std::string_view> readTlsHosts(JsonReader &in, const JsonField &tls)
{
    std::vector<std::string_view> hosts;
    if (const auto entries = in.array(tls)) {
        std::size_t index = 0;
        for (const simdjson::dom::element entry : *entries) {
            const JsonPath path{.parent = &tls.path, .index = index++};
            if (entry.is_null())
                continue;
            const auto object = in.objectAt(path, entry);
            if (!object)
                return {};
            const JsonFields<kTlsKeys> fields(path, *object);
            readTexts(in, fields.at<"hosts">(), hosts);
        }
    }
    const std::span<std::string_view> all = in.arena().array<std::string_view>(hosts.size());
    std::ranges::copy(hosts, all.begin());
    return all;
}

IngressRouteService readRouteService(
    JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kRouteServiceKeys> fields(path, object);
    return {.name = in.shared(fields.at<"name">()),
        .ns = in.shared(fields.at<"namespace">()),
        .port = in.textOrNumber(fields.at<"port">())};
}

IngressRouteRule readRouteRule(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kRouteKeys> fields(path, object);
    return {.match = in.copy(fields.at<"match">()),
        .services = readSpan<IngressRouteService>(in, fields.at<"services">(), &readRouteService)};
}

bool hasEntries(JsonReader &in, const JsonField &field)
{
    const auto array = in.array(field);
    return array && array->size() > 0;
}

} // namespace

K8sService readService(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kServiceKeys> fields(path, object);
    const JsonFields<kServiceSummaryKeys> summary(in, fields.at<"summary">());
    const JsonFields<kBackendsKeys> backends(in, fields.at<"backends">());
    const JsonFields<kBackendsSummaryKeys> counts(in, backends.at<"summary">());
    K8sService service{.meta = readMeta(in, summary),
        .type = in.shared(summary.at<"type">()),
        .clusterIp = in.copy(summary.at<"clusterIP">()),
        .ports = readSpan<ServicePort>(in, fields.at<"ports">(), &readPort),
        .selector = readLabels(in, fields.at<"selector">()),
        .readyBackends = in.integer32(counts.at<"ready">(), -1),
        .totalBackends = in.integer32(counts.at<"total">(), -1)};
    if (const JsonField labels = fields.at<"labels">())
        service.meta.labels = readLabels(in, labels);
    return service;
}

Ingress readIngress(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kIngressKeys> fields(path, object);
    const JsonFields<kIngressSummaryKeys> summary(in, fields.at<"summary">());
    const JsonFields<kIngressSpecKeys> spec(in, fields.at<"spec">());
    Ingress ingress{.meta = readMeta(in, summary),
        .ingressClass = in.shared(summary.at<"ingressClass">()),
        .tls = in.flag(summary.at<"tlsEnabled">()) || hasEntries(in, spec.at<"tls">()),
        .tlsHosts = readTlsHosts(in, spec.at<"tls">()),
        .paths = readRules(in, spec.at<"rules">())};
    if (ingress.ingressClass.empty())
        ingress.ingressClass = in.shared(spec.at<"ingressClassName">());
    if (const JsonField labels = fields.at<"labels">())
        ingress.meta.labels = readLabels(in, labels);
    return ingress;
}

IngressRouteObject readIngressRoute(
    JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kIngressRouteKeys> fields(path, object);
    const JsonField summary = fields.at<"summary">();
    const JsonFields<kIngressRouteMetaKeys> meta(in, summary ? summary : fields.at<"metadata">());
    const JsonFields<kIngressRouteSpecKeys> spec(in, fields.at<"spec">());
    return {.meta = readMeta(in, meta),
        .tls = static_cast<bool>(spec.at<"tls">()),
        .rules = readSpan<IngressRouteRule>(in, spec.at<"routes">(), &readRouteRule)};
}

Namespace readNamespace(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kNamespaceKeys> fields(path, object);
    const JsonFields<kNamespaceSummaryKeys> summary(in, fields.at<"summary">());
    const JsonFields<kNamespaceStatusKeys> status(in, fields.at<"status">());
    Namespace space{.meta = readMeta(in, summary), .phase = in.shared(status.at<"phase">())};
    if (const JsonField labels = fields.at<"labels">())
        space.meta.labels = readLabels(in, labels);
    return space;
}

PlainObject readPlainObject(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kPlainKeys> fields(path, object);
    JsonField capacity = fields.at<"capacity">();
    if (!capacity)
        capacity = fields.at<"actualCapacity">();
    if (!capacity)
        capacity = fields.at<"requestedCapacity">();
    return {.meta = readMeta(in, fields),
        .phase = in.shared(fields.at<"phase">()),
        .capacity = in.textOrNumber(capacity)};
}

} // namespace binnacle::codec

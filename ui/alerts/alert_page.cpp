#include "ui/alerts/alert_page.h"

#include <array>

namespace binnacle::ui {

namespace {

constexpr std::string_view kArrow = " → ";

ServiceRef serviceNamed(std::string_view text)
{
    const auto slash = text.find('/');
    if (slash == std::string_view::npos)
        return {.ns = {}, .name = std::string(text)};
    return {std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))};
}

std::optional<EdgeRef> edgeNamed(const ResourceRef &object)
{
    const std::string text = object.ns.empty() ? object.name : object.ns + '/' + object.name;
    const auto arrow = text.find(kArrow);
    if (arrow == std::string::npos)
        return std::nullopt;
    return EdgeRef{serviceNamed(std::string_view(text).substr(0, arrow)),
        serviceNamed(std::string_view(text).substr(arrow + kArrow.size()))};
}

bool isWorkload(const std::string &kind)
{
    constexpr std::array<std::string_view, 5> kKinds{
        "Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob"};
    return std::ranges::find(kKinds, kind) != kKinds.end();
}

} // namespace

std::optional<ScopedObject> objectOf(const AlertSubject &subject)
{
    const ResourceRef &object = subject.object;
    if (object.kind == "Node")
        return ScopedObject{EventScope::Node, object};
    if (object.kind == "Service")
        return ScopedObject{EventScope::WorkloadTree, {"Deployment", object.ns, object.name}};
    if (object.isEmpty() || object.kind == "Domain" || object.kind == "Edge"
        || object.kind == "Cluster" || object.kind == "Query")
        return std::nullopt;
    return ScopedObject{
        isWorkload(object.kind) ? EventScope::WorkloadTree : EventScope::Object, object};
}

std::optional<SloSubject> levelOf(const AlertSubject &subject)
{
    const ResourceRef &object = subject.object;
    SloSubject level{.cluster = subject.cluster};
    if (object.kind == "Domain") {
        level.domain = object.name;
        return level;
    }
    if (object.kind == "Service") {
        level.kind = SloSubject::Kind::Service;
        level.key = TrafficKey::of(ServiceRef{object.ns, object.name});
        return level;
    }
    const auto edge = object.kind == "Edge" ? edgeNamed(object) : std::nullopt;
    if (!edge)
        return std::nullopt;
    level.kind = SloSubject::Kind::Edge;
    level.key = TrafficKey::of(*edge);
    return level;
}

std::optional<ServiceRef> serviceOf(const AlertSubject &subject)
{
    const ResourceRef &object = subject.object;
    if (object.kind == "Service" || isWorkload(object.kind))
        return ServiceRef{object.ns, object.name};
    if (object.kind == "Edge") {
        if (const auto edge = edgeNamed(object))
            return edge->target;
    }
    return std::nullopt;
}

} // namespace binnacle::ui

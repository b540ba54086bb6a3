#include "core/query/schema.h"

#include "core/query/schema_tables.h"
#include "core/query/words.h"

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::query {

namespace {

constexpr std::string_view kLabelPrefix = "label.";

struct Alias
{
    std::string_view name;
    SourceId source;
};
constexpr std::array<Alias, 34> kAliases{{{"po", SourceId::Pods}, {"pod", SourceId::Pods},
    {"no", SourceId::Nodes}, {"node", SourceId::Nodes}, {"workload", SourceId::Workloads},
    {"deploy", SourceId::Deployments}, {"deployment", SourceId::Deployments},
    {"sts", SourceId::StatefulSets}, {"statefulset", SourceId::StatefulSets},
    {"ds", SourceId::DaemonSets}, {"daemonset", SourceId::DaemonSets},
    {"rs", SourceId::ReplicaSets}, {"job", SourceId::Jobs}, {"cj", SourceId::CronJobs},
    {"cronjob", SourceId::CronJobs}, {"svc", SourceId::Services}, {"service", SourceId::Services},
    {"ing", SourceId::Ingresses}, {"ingress", SourceId::Ingresses}, {"ns", SourceId::Namespaces},
    {"namespace", SourceId::Namespaces}, {"pv", SourceId::PersistentVolumes},
    {"pvc", SourceId::PersistentVolumeClaims}, {"cm", SourceId::ConfigMaps},
    {"configmap", SourceId::ConfigMaps}, {"secret", SourceId::Secrets}, {"ev", SourceId::Events},
    {"event", SourceId::Events}, {"cluster", SourceId::Clusters}, {"slos", SourceId::Slo},
    {"domain", SourceId::Domains}, {"edge", SourceId::Edges}, {"alert", SourceId::Alerts},
    {"command", SourceId::Commands}}};

} // namespace

const FieldInfo *Schema::find(std::string_view word) const
{
    const bool isLabel
        = word.size() > kLabelPrefix.size() && startsWithIgnoringCase(word, kLabelPrefix);
    if (isLabel)
        word = kLabelPrefix.substr(0, kLabelPrefix.size() - 1);
    for (const FieldInfo &info : fields) {
        const bool isNamed = std::ranges::any_of(
            info.names, [word](std::string_view known) { return equalIgnoringCase(known, word); });
        if (isNamed && (!isLabel || info.type == FieldType::Labels))
            return &info;
    }
    return nullptr;
}

std::string Schema::nearestName(std::string_view word) const
{
    std::vector<std::string_view> names;
    for (const FieldInfo &info : fields)
        names.insert(names.end(), info.names.begin(), info.names.end());
    return nearestWord(word, names);
}

std::vector<std::string> fieldNames(const Schema &schema)
{
    std::vector<std::string> names;
    for (const FieldInfo &field : schema.fields)
        names.emplace_back(field.name());
    return names;
}

std::span<const Schema> allSchemas()
{
    static const std::vector<Schema> kSchemas = [] {
        std::vector<Schema> all = objectSchemas();
        std::ranges::move(historySchemas(), std::back_inserter(all));
        return all;
    }();
    return kSchemas;
}

const Schema &schemaOf(SourceId source)
{
    return allSchemas()[static_cast<std::size_t>(source)];
}

const Schema *findSource(std::string_view name)
{
    for (const Schema &schema : allSchemas()) {
        if (equalIgnoringCase(schema.name, name))
            return &schema;
    }
    for (const Alias &alias : kAliases) {
        if (equalIgnoringCase(alias.name, name))
            return &schemaOf(alias.source);
    }
    return nullptr;
}

std::span<const std::string_view> sourceAliases()
{
    static const std::vector<std::string_view> kNames = [] {
        std::vector<std::string_view> names;
        for (const Alias &alias : kAliases)
            names.push_back(alias.name);
        return names;
    }();
    return kNames;
}

SourceId sourceIdOf(const Schema &schema)
{
    return static_cast<SourceId>(&schema - allSchemas().data());
}

const Schema &eventSchema()
{
    return schemaOf(SourceId::Events);
}

std::string_view labelKeyOf(std::string_view word)
{
    return word.size() > kLabelPrefix.size() && startsWithIgnoringCase(word, kLabelPrefix)
        ? word.substr(kLabelPrefix.size())
        : std::string_view();
}

bool isLabelKey(std::string_view key)
{
    return !key.empty() && std::ranges::all_of(key, [](char c) {
        const char lower = asciiLower(c);
        return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_'
            || c == '.' || c == '/';
    });
}

} // namespace binnacle::query

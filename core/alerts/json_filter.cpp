#include "core/alerts/json_filter.h"

#include "core/alerts/condition_parts.h"
#include "core/query/filter_printer.h"
#include "core/query/quantity_text.h"
#include "core/query/words.h"

#include <array>
#include <cstdint>
#include <optional>
#include <utility>

namespace binnacle::alerts {

namespace {

using rapidjson::Value;

constexpr int kDeepest = 32;
constexpr std::size_t kLongestText = 4096;

struct PathAlias
{
    std::string_view path;
    std::string_view field;
};
// Where Kubernetes keeps what our fields hold.
constexpr std::array<PathAlias, 33> kPaths{{{"metadata.name", "name"},
    {"metadata.namespace", "namespace"}, {"metadata.uid", "uid"}, {"status.phase", "phase"},
    {"status.reason", "reason"}, {"status.message", "message"}, {"status.podIP", "ip"},
    {"status.qosClass", "qos"}, {"spec.nodeName", "node"}, {"status.restartCount", "restarts"},
    {"restartCount", "restarts"}, {"spec.replicas", "desired"}, {"status.replicas", "desired"},
    {"status.readyReplicas", "ready"}, {"status.availableReplicas", "available"},
    {"status.unavailableReplicas", "unavailable"}, {"status.updatedReplicas", "updated"},
    {"spec.paused", "paused"}, {"spec.strategy.type", "strategy"}, {"spec.schedule", "schedule"},
    {"spec.suspend", "suspended"}, {"status.active", "active"}, {"status.succeeded", "succeeded"},
    {"status.failed", "failed"}, {"spec.type", "type"}, {"spec.clusterIP", "cluster_ip"},
    {"spec.ingressClassName", "class"}, {"status.nodeInfo.kubeletVersion", "version"},
    {"status.nodeInfo.osImage", "os"}, {"status.allocatable.cpu", "cpu_allocatable"},
    {"status.allocatable.memory", "mem_allocatable"}, {"cluster_id", "cluster"},
    {"clusterId", "cluster"}}};

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

const Value *member(const Value &object, std::string_view name)
{
    const auto it
        = object.FindMember(Value(name.data(), static_cast<rapidjson::SizeType>(name.size())));
    return it == object.MemberEnd() ? nullptr : &it->value;
}

std::string_view textOf(const Value &value)
{
    return {value.GetString(), value.GetStringLength()};
}

// "cpuUsage" as "cpu_usage".
std::string inSnakeCase(std::string_view name)
{
    std::string snake;
    for (const char c : name) {
        const char lower = query::asciiLower(c);
        if (lower != c && !snake.empty())
            snake += '_';
        snake += lower;
    }
    return snake;
}

// A field as named, the name to write and what its numbers are multiplied with.
struct NamedField
{
    const query::FieldInfo *info = nullptr;
    std::string name;
    double scale = 1;
};

std::optional<NamedField> findField(std::string_view path, const query::Schema &schema)
{
    constexpr std::string_view kLabels = "metadata.labels.";
    constexpr std::string_view kSeconds = "_seconds";
    constexpr double kMsPerSecond = 1000;
    const auto named = [&schema](std::string_view word, double scale) -> std::optional<NamedField> {
        const query::FieldInfo *info = schema.find(word);
        if (!info)
            return std::nullopt;
        const std::string_view key = query::labelKeyOf(word);
        std::string name(info->name());
        if (!key.empty())
            name.append(".").append(key);
        return NamedField{info, std::move(name), scale};
    };
    if (path.starts_with(kLabels) && query::isLabelKey(path.substr(kLabels.size())))
        return named("label." + std::string(path.substr(kLabels.size())), 1);
    if (!query::labelKeyOf(path).empty() && !query::isLabelKey(query::labelKeyOf(path)))
        return std::nullopt;
    for (const PathAlias &alias : kPaths) {
        if (alias.path == path)
            return named(alias.field, 1);
    }
    if (auto field = named(path, 1))
        return field;
    const std::string snake = inSnakeCase(path);
    if (auto field = named(snake, 1))
        return field;
    if (!snake.ends_with(kSeconds))
        return std::nullopt;
    auto field
        = named(std::string_view(snake).substr(0, snake.size() - kSeconds.size()), kMsPerSecond);
    return field && field->info->type == FieldType::Span ? field : std::nullopt;
}

bool isNumeric(FieldType type)
{
    return type == FieldType::Count || type == FieldType::Number || type == FieldType::Percent
        || type == FieldType::Cores || type == FieldType::Bytes || type == FieldType::Span;
}

// The value as the filter language writes it.
Result<std::string> valueText(const Value &value, const NamedField &field)
{
    if (value.IsNull())
        return std::string("null");
    if (value.IsBool())
        return std::string(value.GetBool() ? "true" : "false");
    if (value.IsString())
        return query::quoteValue(textOf(value));
    if (!value.IsNumber())
        return invalid("the value of \"" + field.name + "\" has to be a text, a number or a flag");
    const double number = value.GetDouble() * field.scale;
    if (!isNumeric(field.info->type))
        return query::quoteValue(numberText(number));
    return field.info->type == FieldType::Count ? numberText(number)
                                                : query::printQuantity(field.info->type, number);
}

Result<std::string> valuesText(const Value &values, const NamedField &field)
{
    if (!values.IsArray() || values.Empty())
        return invalid("\"in\" needs a list of values for \"" + field.name + '"');
    std::string text = "[";
    for (const Value &value : values.GetArray()) {
        Result<std::string> item = valueText(value, field);
        if (!item)
            return item;
        text.append(text.size() > 1 ? ", " : "").append(*item);
    }
    return text + ']';
}

std::string signOf(std::string_view op)
{
    if (op == "==")
        return "=";
    if (op == "matches")
        return "=~";
    for (const std::string_view sign : {"=", "!=", ">", ">=", "<", "<=", "=~", "!~"}) {
        if (op == sign)
            return std::string(sign);
    }
    return op == "contains" || op == "startswith" ? ' ' + std::string(op) + ' ' : std::string();
}

Result<std::string> leafText(const Value &leaf, query::SourceId source)
{
    const query::Schema &schema = query::schemaOf(source);
    const Value *path = member(leaf, "field");
    const Value *op = member(leaf, "op");
    if (!path || !path->IsString())
        return invalid("every part needs a \"field\"");
    const auto field = findField(textOf(*path), schema);
    const std::string asked(textOf(*path).substr(0, 60));
    if (!field) {
        const std::string near = schema.nearestName(asked.substr(asked.rfind('.') + 1));
        return invalid("unknown field \"" + asked + "\" of " + std::string(schema.name)
            + (near.empty() ? "" : "; did you mean \"" + near + "\"?"));
    }
    const std::string_view word = op && op->IsString() ? textOf(*op) : std::string_view("==");
    const Value *value = member(leaf, "value");
    if (word == "exists") {
        const bool isWanted = !value || !value->IsBool() || value->GetBool();
        return field->name + (isWanted ? "!=null" : "=null");
    }
    if (!value)
        return invalid("\"" + asked + "\" needs a \"value\"");
    if (word == "in") {
        Result<std::string> values = valuesText(*value, *field);
        return values ? Result<std::string>(field->name + " in " + *values) : values;
    }
    const std::string sign = signOf(word);
    if (sign.empty()) {
        return invalid("\"op\" of \"" + asked
            + "\" has to be one of == != > >= < <= in matches contains startswith exists");
    }
    Result<std::string> text = valueText(*value, *field);
    if (!text)
        return text;
    const std::string whole = field->name + sign + *text;
    const Result<PredicatePtr> valid = readFilter(whole, source);
    if (!valid)
        return withContext(valid.error(), asked);
    return whole;
}

Result<std::string> treeText(const Value &object, query::SourceId source, int depth);

// `name` is "all" or "any".
Result<std::string> groupText(
    const Value &group, std::string_view name, query::SourceId source, int depth)
{
    if (!group.IsArray() || (group.Empty() && name == "any"))
        return invalid('"' + std::string(name) + "\" has to be a list of conditions");
    std::string text;
    for (const Value &part : group.GetArray()) {
        Result<std::string> item = treeText(part, source, depth + 1);
        if (!item)
            return item;
        if (item->empty())
            return invalid('"' + std::string(name) + "\" holds an empty condition");
        text.append(text.empty() ? "" : name == "all" ? " and " : " or ");
        text.append("(").append(*item).append(")");
        if (text.size() > kLongestText)
            return Error{ErrorCode::TooLarge, "a condition has at most 4096 bytes of text"};
    }
    return text;
}

Result<std::string> treeText(const Value &object, query::SourceId source, int depth)
{
    if (!object.IsObject())
        return invalid("a condition has to be an object");
    if (depth > kDeepest)
        return invalid("nested more than 32 deep");
    if (const Value *child = member(object, "not")) {
        Result<std::string> text = treeText(*child, source, depth + 1);
        if (text && text->empty())
            return invalid("\"not\" needs a condition");
        return text ? Result<std::string>("not (" + *text + ')') : text;
    }
    for (const std::string_view name : {"all", "any"}) {
        if (const Value *group = member(object, name))
            return groupText(*group, name, source, depth);
    }
    return member(object, "field") ? leafText(object, source) : Result<std::string>(std::string());
}

} // namespace

const query::Schema *sourceFromName(std::string_view name)
{
    if (const query::Schema *schema = query::findSource(name))
        return schema;
    // Kinds as Kubernetes spells them, of the sources with short names.
    struct Kind
    {
        std::string_view name;
        query::SourceId source;
    };
    constexpr std::array<Kind, 3> kKinds{{{"persistentvolume", query::SourceId::PersistentVolumes},
        {"persistentvolumeclaim", query::SourceId::PersistentVolumeClaims},
        {"replicaset", query::SourceId::ReplicaSets}}};
    if (name.ends_with('s'))
        name.remove_suffix(1);
    for (const Kind &kind : kKinds) {
        if (query::equalIgnoringCase(kind.name, name))
            return &query::schemaOf(kind.source);
    }
    return nullptr;
}

Result<std::string> jsonFilterText(const Value &object, query::SourceId source)
{
    return treeText(object, source, 0);
}

Result<std::string> eventFilterText(const Value &event)
{
    constexpr std::array<std::string_view, 8> kFields{
        "type", "reason", "kind", "namespace", "name", "node", "source", "message"};
    const query::Schema &schema = query::eventSchema();
    std::string text;
    const auto add = [&text](const std::string &part) {
        text.append(text.empty() ? "" : " and ").append(part);
    };
    for (const std::string_view name : kFields) {
        const NamedField field{schema.find(name), std::string(name), 1};
        if (const Value *value = member(event, name)) {
            Result<std::string> written = valueText(*value, field);
            if (!written)
                return written;
            add(field.name + '=' + *written);
        }
        if (const Value *values = member(event, std::string(name) + "In")) {
            Result<std::string> written = valuesText(*values, field);
            if (!written)
                return written;
            add(field.name + " in " + *written);
        }
    }
    const Value *words = member(event, "messageContains");
    if (words && !words->IsString())
        return invalid("\"messageContains\" has to be a text");
    if (words)
        add("message contains " + query::quoteValue(textOf(*words)));
    return text;
}

} // namespace binnacle::alerts

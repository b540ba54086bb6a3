#include "core/query/execution/result_shape.h"

#include <algorithm>

namespace binnacle::query {

namespace {

constexpr std::string_view kClusterField = "cluster";

// A summed field keeps its kind, but the mean of whole numbers is not whole.
FieldType aggregateType(AggregateFunction function, FieldType field)
{
    if (function == AggregateFunction::Count)
        return FieldType::Count;
    if (function == AggregateFunction::Avg && field == FieldType::Count)
        return FieldType::Number;
    return field == FieldType::Flag ? FieldType::Number : field;
}

double asNumber(const QueryValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? 1 : 0;
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    return std::get<double>(value);
}

} // namespace

const FieldInfo &fieldInfoOf(const Schema &schema, const FieldRef &field)
{
    return schema.fields[static_cast<std::size_t>(field.field)];
}

std::string fieldName(const Schema &schema, const FieldRef &field)
{
    std::string name(fieldInfoOf(schema, field).names.front());
    if (!field.key.empty())
        name = "label." + field.key;
    return name;
}

std::optional<FieldRef> clusterField(const Schema &schema)
{
    const FieldInfo *info = schema.find(kClusterField);
    return info ? std::optional(FieldRef{.field = info->field, .key = {}}) : std::nullopt;
}

std::vector<FieldRef> shownFields(const Query &query, bool hasSeveralClusters)
{
    if (!query.fields.empty())
        return query.fields;
    const Schema &schema = schemaOf(query.source);
    const std::optional<FieldRef> cluster = clusterField(schema);
    std::vector<FieldRef> shown;
    if (cluster && hasSeveralClusters)
        shown.push_back(*cluster);
    for (const FieldInfo &info : schema.fields) {
        const bool isCluster = cluster && info.field == cluster->field;
        if (info.isShown && info.type != FieldType::FullText && !isCluster)
            shown.push_back({.field = info.field, .key = {}});
    }
    return shown;
}

std::vector<QueryColumn> columnsOf(const Schema &schema, std::span<const FieldRef> fields)
{
    std::vector<QueryColumn> columns;
    for (const FieldRef &field : fields) {
        const FieldType type = fieldInfoOf(schema, field).type;
        const bool isOneLabel = type == FieldType::Labels && !field.key.empty();
        columns.push_back(
            {.name = fieldName(schema, field), .type = isOneLabel ? FieldType::Text : type});
    }
    return columns;
}

std::vector<QueryColumn> groupColumns(const Query &query)
{
    const Schema &schema = schemaOf(query.source);
    std::vector<QueryColumn> columns = columnsOf(schema, query.groupBy);
    for (const Aggregate &aggregate : query.aggregates) {
        const std::string function(aggregateName(aggregate.function));
        if (aggregate.function == AggregateFunction::Count) {
            columns.push_back({.name = function, .type = FieldType::Count});
            continue;
        }
        columns.push_back({.name = function + '(' + fieldName(schema, aggregate.field) + ')',
            .type = aggregateType(aggregate.function, fieldInfoOf(schema, aggregate.field).type)});
    }
    return columns;
}

Cut cutOf(const Query &query, std::size_t total, const QueryLimits &limits)
{
    Cut cut;
    cut.offset = std::min(query.offset, total);
    cut.count = std::min(query.limit.value_or(total), total - cut.offset);
    if (cut.count > limits.rows) {
        cut.count = limits.rows;
        cut.isCapped = true;
    }
    return cut;
}

int compareValues(const QueryValue &a, const QueryValue &b)
{
    const bool aKnown = !std::holds_alternative<std::monostate>(a);
    const bool bKnown = !std::holds_alternative<std::monostate>(b);
    if (!aKnown || !bKnown)
        return (aKnown ? 0 : 1) - (bKnown ? 0 : 1);
    const auto *aText = std::get_if<std::string>(&a);
    const auto *bText = std::get_if<std::string>(&b);
    if ((aText == nullptr) != (bText == nullptr))
        return aText ? 1 : -1;
    if (aText)
        return aText->compare(*bText);
    const double x = asNumber(a);
    const double y = asNumber(b);
    return x < y ? -1 : (x > y ? 1 : 0);
}

bool comesBefore(int order, bool descending, bool hasUnknown)
{
    return descending && !hasUnknown ? order > 0 : order < 0;
}

} // namespace binnacle::query

#include "core/query/filter_printer.h"
#include "core/query/query.h"
#include "core/query/query_columns.h"

#include <string>

namespace binnacle::query {

namespace {

std::string listText(const std::vector<FieldRef> &fields, const Schema &schema)
{
    std::string text;
    for (const FieldRef &ref : fields)
        text.append(text.empty() ? "" : ", ").append(columnName(ref, schema));
    return text;
}

std::string alwaysQuoted(const std::string &text)
{
    const std::string quoted = quoteValue(text);
    return quoted.starts_with('"') ? quoted : '"' + quoted + '"';
}

std::string instant(Timestamp at)
{
    return '"' + formatRfc3339(at) + '"';
}

std::string argumentsText(const Query &query)
{
    std::string text;
    const auto add = [&text](std::string_view name, const std::string &value) {
        text.append(text.empty() ? "" : ", ").append(name).append("=").append(value);
    };
    for (const std::string &cluster : query.clusters)
        add("cluster", alwaysQuoted(cluster));
    const TimeScope &time = query.time;
    const bool isWindow = !time.alert
        && (time.kind == TimeScope::Kind::Window || time.kind == TimeScope::Kind::Bisect);
    // Since the beginning of time is still a window.
    if (isWindow && (isKnown(time.range.from) || !isKnown(time.range.to)))
        add("since", instant(time.range.from));
    if (isWindow && isKnown(time.range.to))
        add("until", instant(time.range.to));
    return text.empty() ? text : '(' + text + ')';
}

std::string duringText(const TimeScope &time)
{
    return time.alert ? ".during(alert:" + std::to_string(time.alert->id) + ')' : std::string();
}

std::string timeText(const Query &query, const Schema &schema)
{
    const TimeScope &time = query.time;
    switch (time.kind) {
    case TimeScope::Kind::Now:
        return {};
    case TimeScope::Kind::Window:
        return duringText(time);
    case TimeScope::Kind::At:
        return ".at(" + instant(time.range.to) + ')';
    case TimeScope::Kind::Diff:
        return ".diff(" + instant(time.range.from) + ", " + instant(time.range.to) + ')';
    case TimeScope::Kind::Bisect:
        return duringText(time) + ".bisect(" + printExpression(time.becomes, schema) + ')';
    }
    return {};
}

std::string sortText(const Query &query, const Schema &schema)
{
    std::string text;
    for (const SortKey &key : query.sort) {
        text.append(text.empty() ? "" : ", ").append(key.descending ? "-" : "");
        text += key.aggregate ? columnName(query.aggregates[*key.aggregate], schema)
                              : columnName(key.field, schema);
    }
    return text;
}

} // namespace

std::string printQuery(const Query &query)
{
    const Schema &schema = schemaOf(query.source);
    std::string text = std::string(schema.name) + argumentsText(query) + timeText(query, schema);
    const auto stage = [&text](std::string_view name, const std::string &inside) {
        if (!inside.empty())
            text.append(".").append(name).append("(").append(inside) += ')';
    };
    stage("where", printExpression(query.where, schema));
    stage("select", listText(query.fields, schema));
    stage("groupby", listText(query.groupBy, schema));
    for (const Aggregate &aggregate : query.aggregates) {
        text.append(".").append(columnName(aggregate, schema));
        text += aggregate.function == AggregateFunction::Count ? "()" : "";
    }
    stage("sort", sortText(query, schema));
    if (query.limit || query.offset > 0) {
        constexpr std::size_t kAll = 1'000'000'000;
        text += ".limit(" + std::to_string(query.limit.value_or(kAll));
        if (query.offset > 0)
            text += ", " + std::to_string(query.offset);
        text += ')';
    }
    return text;
}

} // namespace binnacle::query

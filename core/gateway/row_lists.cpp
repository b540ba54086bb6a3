#include "core/gateway/row_lists.h"

#include "core/gateway/answers.h"
#include "core/gateway/gateway.h"
#include "core/query/filter_printer.h"
#include "core/query/schema.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <variant>

namespace binnacle::gateway {

namespace {

struct ValueWriter
{
    codec::JsonWriter &json;
    FieldType type;

    void operator()(std::monostate) const { json.null(); }
    void operator()(bool flag) const { json.value(flag); }
    void operator()(std::int64_t number) const
    {
        if (type == FieldType::Time)
            json.value(fromEpochMs(number));
        else
            json.value(number);
    }
    void operator()(double number) const
    {
        if (std::isfinite(number))
            json.value(number);
        else
            json.null();
    }
    void operator()(const std::string &text) const { json.value(text); }
};

// Every column there is, so that the shape of an answer does not depend on what views show.
std::string allFields(std::string_view source)
{
    std::string names;
    const query::Schema *schema = query::findSource(source);
    for (const query::FieldInfo &field : schema->fields) {
        if (field.type != FieldType::FullText)
            names.append(names.empty() ? "" : ", ").append(field.name());
    }
    return names;
}

std::string textOf(const RowList &list, const std::string &fields)
{
    std::string text = list.source + '(' + list.arguments + ')';
    std::string where;
    for (const std::string &one : list.conditions)
        where.append(where.empty() ? "" : " and ").append(one);
    if (!where.empty())
        text += ".where(" + where + ')';
    text += ".select(" + fields + ')';
    if (!list.sort.empty())
        text += ".sort(" + list.sort + ')';
    return text + ".limit(" + std::to_string(list.page.limit) + ", "
        + std::to_string(list.page.offset) + ')';
}

query::QueryRequest rowsRequest(const Call &call, const RowList &list, const std::string &fields)
{
    query::QueryRequest request = requestFor(call, textOf(list, fields));
    request.mayReadSensitive = request.mayReadSensitive || list.mayReadSensitive;
    // How long a page may be was checked already.
    request.limits.rows = std::max(request.limits.rows, static_cast<std::size_t>(kLongestRowPage));
    return request;
}

http::Response answerOf(const QueryResult &result)
{
    std::vector<std::string> names;
    for (const QueryColumn &column : result.columns)
        names.push_back(camelCase(column.name));
    codec::JsonWriter json;
    json.beginArray();
    for (const auto &row : result.rows) {
        json.beginObject();
        for (std::size_t i = 0; i < row.size(); ++i) {
            json.key(names[i]);
            std::visit(ValueWriter{json, result.columns[i].type}, row[i]);
        }
        json.endObject();
    }
    json.endArray();
    return listAnswer(json.take(), result.total, result.totalIsLowerBound);
}

} // namespace

query::QueryRequest requestFor(const Call &call, std::string text)
{
    query::QueryRequest request;
    request.text = std::move(text);
    request.scope = call.who.scope;
    request.mayReadSensitive = call.who.may(Capability::ReadSensitive);
    request.mayReadCommands = call.who.may(Capability::RunCommands);
    request.mayReadAudit = call.who.may(Capability::ReadAllAudit);
    request.limits = call.parts.host.queryLimits();
    return request;
}

std::string condition(std::string_view field, std::string_view sign, std::string_view value)
{
    // In quotes in any case: a bare "*" would be a pattern.
    std::string quoted = query::quoteValue(value);
    if (!quoted.starts_with('"'))
        quoted = '"' + quoted + '"';
    return std::string(field).append(sign).append(quoted);
}

std::string clusterArgument(const ClusterId &cluster)
{
    return cluster.isEmpty() ? "cluster=\"*\"" : condition("cluster", "=", cluster.value);
}

void answerRows(Call call, const RowList &list)
{
    call.parts.queries.run(rowsRequest(call, list, allFields(list.source)), {},
        [answer = call.answer](const query::QueryOutcome &outcome) {
            answer(outcome ? answerOf(**outcome) : queryFailure(outcome.error()));
        });
}

void findIds(const Call &call, const RowList &list, std::function<void(FoundIds)> then)
{
    call.parts.queries.run(rowsRequest(call, list, "id"), {},
        [answer = call.answer, then = std::move(then)](const query::QueryOutcome &outcome) {
            if (!outcome)
                return answer(queryFailure(outcome.error()));
            const QueryResult &result = **outcome;
            FoundIds found{.total = result.total, .isAtLeast = result.totalIsLowerBound};
            for (const auto &row : result.rows) {
                if (const auto *id = std::get_if<std::string>(&row.front()))
                    found.ids.push_back(*id);
            }
            then(std::move(found));
        });
}

std::string camelCase(std::string_view name)
{
    std::string result;
    bool isUpper = false;
    for (const char c : name) {
        if (c == '_') {
            isUpper = true;
            continue;
        }
        result += isUpper && c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        isUpper = false;
    }
    return result;
}

} // namespace binnacle::gateway

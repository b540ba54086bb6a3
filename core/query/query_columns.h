#pragma once

#include "core/query/query.h"
#include "core/query/query_reader.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::query {

// As they are written and shown: "namespace", "label.app", "avg(cpu_usage)".
std::string columnName(const FieldRef &field, const Schema &schema);
std::string columnName(const Aggregate &aggregate, const Schema &schema);
// What groupby() and sums leave.
std::vector<std::string> columnNames(const Query &query);

// The stages that say which columns and which rows of them are left. Each gives false when it
// failed; the reader has the error.
class QueryColumns
{
public:
    QueryColumns(QueryReader &reader, const Schema &schema, Query &query);

    bool takeSelect(const std::vector<Argument> &fields);
    bool takeGroupBy(const std::vector<Argument> &fields);
    bool takeAggregate(AggregateFunction function, const std::vector<Argument> &field);
    bool takeSort(const std::vector<Argument> &keys);
    bool takeTop(const std::vector<Argument> &arguments);
    bool takeLimit(const std::vector<Argument> &arguments);
    // Sorts by what the whole text left as columns.
    bool finish();

private:
    bool fieldOf(const Argument &argument, std::string_view name, FieldRef &ref);
    bool addFields(const std::vector<Argument> &arguments, std::vector<FieldRef> &fields);
    bool takeNumber(const Argument &argument, std::string_view what, std::size_t &number);
    bool resolveSort(const Argument &argument);
    std::optional<std::size_t> aggregateNamed(std::string_view name) const;
    bool noSuchColumn(const Argument &argument, std::string_view name);

    QueryReader &m_reader;
    const Schema &m_schema;
    Query &m_query;
    std::vector<Argument> m_sorts;
    std::optional<Argument> m_select; // its first field
};

} // namespace binnacle::query

#pragma once

#include "core/domain/query_result.h"
#include "core/query/query.h"
#include "core/query/query_service.h"

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace binnacle::query {

// What the answer of a query looks like: its columns and how much of the matches it holds.

std::string fieldName(const Schema &schema, const FieldRef &field); // "namespace", "label.app"
const FieldInfo &fieldInfoOf(const Schema &schema, const FieldRef &field);

// The fields asked for, else those shown by default; `cluster` among these only when the rows are
// of several clusters.
std::vector<FieldRef> shownFields(const Query &query, bool hasSeveralClusters);
std::vector<QueryColumn> columnsOf(const Schema &schema, std::span<const FieldRef> fields);
// Of a query that sums: group fields, then aggregates.
std::vector<QueryColumn> groupColumns(const Query &query);

// The field called `cluster`; nullopt: the source has none.
std::optional<FieldRef> clusterField(const Schema &schema);

// Which of `total` rows the answer holds.
struct Cut
{
    std::size_t offset = 0;
    std::size_t count = 0;
    bool isCapped = false;
};
Cut cutOf(const Query &query, std::size_t total, const QueryLimits &limits);

// As sort() orders them; unknown after everything whatever the direction.
int compareValues(const QueryValue &a, const QueryValue &b);
bool comesBefore(int order, bool descending, bool hasUnknown);

} // namespace binnacle::query

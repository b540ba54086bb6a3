#pragma once

#include "core/query/query.h"
#include "tests/core/query/predicate_equality.h"

#include <algorithm>

namespace binnacle::test {

// Whether two queries ask for the same.
inline bool sameQuery(const query::Query &a, const query::Query &b)
{
    const auto sameKey = [](const query::SortKey &x, const query::SortKey &y) {
        return x.descending == y.descending && x.aggregate == y.aggregate && x.field == y.field;
    };
    const auto sameAlert
        = [](const std::optional<query::AlertTime> &x, const std::optional<query::AlertTime> &y) {
              return x.has_value() == y.has_value() && (!x || x->id == y->id);
          };
    return a.source == b.source && a.clusters == b.clusters && samePredicate(a.where, b.where)
        && a.time.kind == b.time.kind && a.time.range.from == b.time.range.from
        && a.time.range.to == b.time.range.to && sameAlert(a.time.alert, b.time.alert)
        && samePredicate(a.time.becomes, b.time.becomes) && a.fields == b.fields
        && a.groupBy == b.groupBy && a.aggregates == b.aggregates
        && std::equal(a.sort.begin(), a.sort.end(), b.sort.begin(), b.sort.end(), sameKey)
        && a.limit == b.limit && a.offset == b.offset;
}

} // namespace binnacle::test

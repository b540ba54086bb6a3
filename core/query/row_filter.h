#pragma once

#include "core/base/result.h"
#include "core/domain/predicate.h"
#include "core/domain/query_result.h"
#include "core/query/schema.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace binnacle::query {

// A predicate over rows of any kind that live in memory: tables of the console whose fields stand
// in a schema of their own. Means what it means in a query, except for words without a field: they
// are found anywhere inside the row's texts ("out" finds "checkout"), whatever the case, or as
// words in any order. Immutable; reentrant.
class RowFilter
{
public:
    // The value of one field of the row: texts as string, Labels as "a=b,c=d", numbers in the unit
    // of the schema, instants as epoch milliseconds; monostate: not known.
    using Read = std::function<QueryValue(FieldId field)>;

    RowFilter() = default; // everything
    // InvalidArgument: a regular expression that is none, a field the schema does not have.
    static Result<RowFilter> compile(const PredicatePtr &predicate, const Schema &schema);

    bool isEverything() const { return !m_root; }
    bool matches(const Read &read) const;
    // The one text that a matching row has in the field, for asking a store for no others; nothing
    // when the filter does not say so.
    std::optional<std::string> required(FieldId field) const;

    struct Step; // one node of the predicate

private:
    std::shared_ptr<const Step> m_root; // null: everything
};

} // namespace binnacle::query

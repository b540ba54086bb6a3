#pragma once

#include "core/base/time.h"
#include "core/domain/predicate.h"
#include "core/domain/resource_ref.h"
#include "core/query/schema.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::query {

// Which alerts, commands or audit entries a query can want at all. A world may hand over more, as
// every condition is looked at again, but nothing less.
struct RecordQuery
{
    // Commands: asked for within. Audit: written within. Alerts: pending or firing at some moment
    // of it. Unknown ends are open.
    TimeRange range;
    ClusterId cluster; // empty: any
    // What fields are equal to; only of those that never change once a record is there.
    std::vector<std::pair<FieldId, std::string>> equal;

    // Empty: not asked for.
    template<typename Field>
    std::string_view valueOf(Field field) const
    {
        return valueOf(static_cast<FieldId>(field));
    }
    std::string_view valueOf(FieldId field) const;
};

// Sources of records: rows have an id and a life of their own.
bool isRecordSource(SourceId source);
// Narrows `query` by the conditions that all rows of `where` satisfy.
void narrowBy(RecordQuery &query, SourceId source, const PredicatePtr &where);

} // namespace binnacle::query

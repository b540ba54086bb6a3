#pragma once

#include "core/query/execution/snapshot_index.h"
#include "core/query/execution/world.h"
#include "core/query/query.h"
#include "core/query/query_service.h"

#include <memory>
#include <stop_token>

namespace binnacle::query {

// PermissionDenied: who asks has no right to the rows of a source, whichever they are.
Status mayAsk(SourceId source, const QueryRequest &request);

// Answers queries in normal form over a World. Thread-safe; runs on the caller's thread and blocks.
//
// Semantics beyond the grammar: a comparison with a number that is not known is false; texts that
// are not there are empty; sums leave unknown values out; sort() is stable with unknown last; rows
// outside the asker's scope do not exist.
class QueryExecution
{
public:
    explicit QueryExecution(World &world) // must outlive this
        : m_world(world)
    {}

    // Errors: PermissionDenied, NotFound (a cluster, a past state), InvalidArgument (a stage that
    // the source does not have), TooLarge, Timeout, Cancelled, those of the store.
    Result<std::shared_ptr<const QueryResult>> run(
        const Query &query, const QueryRequest &request, std::stop_token stop);
    SnapshotIndexes &indexes() { return m_indexes; }

private:
    World &m_world;
    SnapshotIndexes m_indexes;
};

} // namespace binnacle::query

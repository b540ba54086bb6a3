#pragma once

#include "core/base/time.h"
#include "core/domain/principal.h"
#include "core/domain/query_result.h"
#include "core/query/completion.h"
#include "core/query/filter_error.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace binnacle::query {

struct QueryLimits
{
    std::size_t rows = 10'000;
    Duration time{2'000};
};

struct QueryRequest
{
    std::string text;
    ClusterId cluster; // when the text names none; empty: the only one, or all of them
    Timestamp asOf{};  // look at the estate as of then; unknown: now
    TimeRange range;   // for sources of history when the text names no time; unknown: their default
    AccessScope scope; // rows outside it do not exist for who asks
    bool mayReadSensitive = false;
    bool mayReadCommands = false;
    bool mayReadAudit = false;
    QueryLimits limits;
};

// Why there is no answer: a mistake in the text with its place, or a failure while running it
// (Timeout, Cancelled, errors of the store), where only `failure` and `message` are set.
struct QueryFailure
{
    ErrorCode failure = ErrorCode::InvalidArgument;
    FilterError at; // `at.message` is the sentence in both cases
};
using QueryOutcome = Result<std::shared_ptr<const QueryResult>, QueryFailure>;

// The one way to ask: views, rules and the gateway go through it. Thread-safe; runs on threads of
// its own, `done` is called there, once.
class QueryService
{
public:
    virtual ~QueryService() = default;

    virtual void run(
        QueryRequest request, std::stop_token stop, std::function<void(QueryOutcome)> done)
        = 0;
    // What could stand at `cursor` (byte offset) of the text: from the schema and from live values,
    // as far as who asks may see them. Values of history are those of the whole estate, and told to
    // those who see all of it. At most 20 ms; on a thread of its own.
    virtual void complete(
        QueryRequest request, std::size_t cursor, std::function<void(Completion)> done)
        = 0;
    // How many rows each source has right now, in the order of SourceId; -1: not known at once.
    virtual std::vector<std::int64_t> rowCounts() const = 0;
};

} // namespace binnacle::query

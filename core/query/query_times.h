#pragma once

#include "core/base/time.h"
#include "core/query/query.h"
#include "core/query/query_reader.h"

#include <vector>

namespace binnacle::query {

// The stages and arguments that say which time a query is of. A query has one: who comes second is
// told so. Each gives false when it failed; the reader has the error.
class QueryTimes
{
public:
    QueryTimes(QueryReader &reader, Timestamp now, TimeScope &scope);

    bool takeAt(const Argument &name, const Argument &instant);
    bool takeDiff(const Argument &name, const std::vector<Argument> &instants);
    bool takeLast(const Argument &age);
    bool takeSince(const Argument &instant);
    bool takeUntil(const Argument &instant);
    bool takeDuring(const Argument &span);
    bool takeBisect(const Argument &name, PredicatePtr becomes);
    // What only the whole text tells.
    bool finish();

private:
    bool claim(const Argument &name);
    bool takeAlert(const Argument &alert);
    bool takeEdge(const Argument &argument, Timestamp &edge);
    bool instantOf(const Argument &argument, Timestamp &at);

    QueryReader &m_reader;
    Timestamp m_now;
    TimeScope &m_scope;
    bool m_hasEdge = false; // since or until, which go together
};

} // namespace binnacle::query

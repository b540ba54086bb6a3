#pragma once

#include "core/store/sqlite/statement.h"

#include <type_traits>
#include <utility>
#include <vector>

namespace binnacle::store {

// Hands every row that is left of a bound statement to `use`, in its order. A row is valid for as
// long as `use` looks at it. `use` may give a Status; the first error ends it. Errors: those of the
// statement and of `use`.
template<typename Use>
Status forEachRow(Statement &rows, const Use &use)
{
    for (;;) {
        const Result<bool> row = rows.step();
        if (!row)
            return row.error();
        if (!*row)
            return Done{};
        if constexpr (std::is_void_v<std::invoke_result_t<const Use &, Statement &>>) {
            use(rows);
        } else {
            if (Status used = use(rows); !used)
                return used;
        }
    }
}

// A value, or what a Result of one holds.
template<typename T>
struct ValueIn
{
    using Type = T;
};
template<typename T>
struct ValueIn<Result<T>>
{
    using Type = T;
};

// What `read` makes of every row that is left of a bound statement, in its order. `read` may give a
// Result; the first error ends it. Errors: those of the statement and of `read`.
template<typename Read, typename Made = std::invoke_result_t<const Read &, Statement &>,
    typename Value = typename ValueIn<Made>::Type>
Result<std::vector<Value>> collectRows(Statement &rows, const Read &read)
{
    std::vector<Value> all;
    const Status done = forEachRow(rows, [&](Statement &row) {
        if constexpr (std::is_same_v<Made, Value>) {
            all.push_back(read(row));
        } else {
            Made made = read(row);
            if (!made)
                return Status(std::move(made).error());
            all.push_back(*std::move(made));
            return Status(Done{});
        }
    });
    if (!done)
        return done.error();
    return all;
}

} // namespace binnacle::store

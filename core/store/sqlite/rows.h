#pragma once

#include "core/store/sqlite/statement.h"

namespace binnacle::store {

// Hands every row that is left of a bound statement to `use`, in its order. A row is valid for as
// long as `use` looks at it. Errors: those of the statement.
template<typename Use>
Status forEachRow(Statement &rows, const Use &use)
{
    for (;;) {
        const Result<bool> row = rows.step();
        if (!row)
            return row.error();
        if (!*row)
            return Done{};
        use(rows);
    }
}

} // namespace binnacle::store

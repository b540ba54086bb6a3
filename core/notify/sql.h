#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace binnacle::notify {

// What both repositories of this module do with statements.

inline Timestamp timeOf(std::int64_t ms)
{
    return ms > 0 ? fromEpochMs(ms) : Timestamp{};
}

inline std::int64_t msOf(Timestamp at)
{
    return isKnown(at) ? toEpochMs(at) : 0;
}

template<typename... Values>
Status runSql(store::Connection &connection, std::string_view name, const Values &...values)
{
    auto statement = connection.prepare(name);
    if (!statement)
        return statement.error();
    return statement->bind(values...).run();
}

using store::forEachRow;

template<typename... Values>
Result<std::vector<std::int64_t>> readNumbers(
    store::Connection &connection, std::string_view name, const Values &...values)
{
    auto rows = connection.prepare(name);
    if (!rows)
        return rows.error();
    rows->bind(values...);
    std::vector<std::int64_t> numbers;
    const Status read = forEachRow(
        *rows, [&numbers](const store::Statement &row) { numbers.push_back(row.number(0)); });
    if (!read)
        return read.error();
    return numbers;
}

} // namespace binnacle::notify

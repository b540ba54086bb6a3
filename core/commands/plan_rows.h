#pragma once

#include "core/base/result.h"
#include "core/store/sql_catalog.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/store_writer.h"

#include <string>
#include <string_view>

namespace binnacle::commands {

// What both parts of the repository use.

// The statement `columns` with its {rest} replaced by that of the other name.
inline Result<store::Statement> selectPlan(
    store::Connection &connection, std::string_view columns, std::string_view rest)
{
    constexpr std::string_view kRest = "{rest}";
    std::string sql = connection.catalog().at(columns);
    sql.replace(sql.find(kRest), kRest.size(), connection.catalog().at(rest));
    return connection.prepareText(sql);
}

// The only row, NotFound when there is none.
template<typename T>
Result<T> oneRow(
    store::Statement &rows, Result<T> (*read)(const store::Statement &), const std::string &what)
{
    const Result<bool> row = rows.step();
    if (!row)
        return row.error();
    if (!*row)
        return Error{ErrorCode::NotFound, "there is no " + what};
    return read(rows);
}

template<typename... Values>
Status runPlan(store::WriteContext &context, std::string_view name, const Values &...values)
{
    Result<store::Statement> statement = context.connection.prepare(name);
    if (!statement)
        return statement.error();
    return statement->bind(values...).run();
}

} // namespace binnacle::commands

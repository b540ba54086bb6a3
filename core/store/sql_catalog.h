#pragma once

#include "core/base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::store {

// One file of resources/sql/migrations.
struct Migration
{
    int version = 0;  // 1 for 0001_history.sql
    std::string name; // "history"
    std::string hash; // SHA-256 of the text, hex
    std::string text;
};

// The SQL of the program, read from its resources: nothing to misplace, and no SQL in C++ strings.
// Statements are introduced by a line `-- name: event.page`. Immutable, shared between threads.
class SqlCatalog
{
public:
    // What is compiled into the program; read at the first call. Aborts the program when the
    // resources are not what tst_sql_catalog saw.
    static const SqlCatalog &builtin();

    static Result<SqlCatalog> parse(std::string_view text);

    // "" when there is no such statement; tst_sql_catalog checks every name used in the code.
    const std::string &at(std::string_view name) const;
    bool contains(std::string_view name) const;

    // In order of their versions.
    const std::vector<Migration> &migrations() const { return m_migrations; }

private:
    Status add(std::string_view text);

    std::map<std::string, std::string, std::less<>> m_statements;
    std::vector<Migration> m_migrations;
};

} // namespace binnacle::store

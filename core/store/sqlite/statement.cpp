#include "core/store/sqlite/statement.h"

#include "core/store/sqlite/connection.h"

#include <sqlite3.h>

#include <utility>

namespace binnacle::store {

Statement::Statement(Connection &connection, sqlite3_stmt *handle, bool *inUse)
    : m_connection(connection)
    , m_handle(handle)
    , m_inUse(inUse)
{
    if (m_inUse)
        *m_inUse = true;
}

Statement::~Statement()
{
    if (!m_handle)
        return;
    if (m_inUse) {
        sqlite3_reset(m_handle);
        sqlite3_clear_bindings(m_handle);
        *m_inUse = false;
    } else {
        sqlite3_finalize(m_handle);
    }
}

Statement::Statement(Statement &&other) noexcept
    : m_connection(other.m_connection)
    , m_handle(std::exchange(other.m_handle, nullptr))
    , m_inUse(std::exchange(other.m_inUse, nullptr))
    , m_bindFailure(other.m_bindFailure)
{}

void Statement::bindAt(int index, std::int64_t value)
{
    if (const int rc = sqlite3_bind_int64(m_handle, index, value); rc != SQLITE_OK)
        m_bindFailure = rc;
}

void Statement::bindAt(int index, double value)
{
    if (const int rc = sqlite3_bind_double(m_handle, index, value); rc != SQLITE_OK)
        m_bindFailure = rc;
}

void Statement::bindAt(int index, std::string_view text)
{
    const char *bytes = text.data() ? text.data() : "";
    const int rc = sqlite3_bind_text64(
        m_handle, index, bytes, text.size(), SQLITE_TRANSIENT, SQLITE_UTF8); // NOLINT
    if (rc != SQLITE_OK)
        m_bindFailure = rc;
}

void Statement::bindAt(int index, Blob blob)
{
    const char *bytes = blob.bytes.data() ? blob.bytes.data() : "";
    const int rc = sqlite3_bind_blob64(
        m_handle, index, bytes, blob.bytes.size(), SQLITE_TRANSIENT); // NOLINT
    if (rc != SQLITE_OK)
        m_bindFailure = rc;
}

void Statement::bindAt(int index, std::nullptr_t)
{
    if (const int rc = sqlite3_bind_null(m_handle, index); rc != SQLITE_OK)
        m_bindFailure = rc;
}

int Statement::parameter(const std::string &name) const
{
    return sqlite3_bind_parameter_index(m_handle, name.c_str());
}

Result<bool> Statement::step()
{
    if (m_bindFailure != 0)
        return m_connection.failure(std::exchange(m_bindFailure, 0));
    const int rc = sqlite3_step(m_handle);
    if (rc == SQLITE_ROW)
        return true;
    if (rc == SQLITE_DONE)
        return false;
    Error error = m_connection.failure(rc);
    sqlite3_reset(m_handle);
    return error;
}

Status Statement::run()
{
    for (;;) {
        const Result<bool> row = step();
        if (!row)
            return row.error();
        if (!*row)
            break;
    }
    sqlite3_reset(m_handle);
    return Done{};
}

void Statement::reset()
{
    sqlite3_reset(m_handle);
}

std::int64_t Statement::number(int column) const
{
    return sqlite3_column_int64(m_handle, column);
}

double Statement::real(int column) const
{
    return sqlite3_column_double(m_handle, column);
}

std::string_view Statement::text(int column) const
{
    const auto *bytes = static_cast<const char *>(sqlite3_column_blob(m_handle, column));
    const int size = sqlite3_column_bytes(m_handle, column);
    return bytes ? std::string_view(bytes, static_cast<std::size_t>(size)) : std::string_view();
}

bool Statement::isBlob(int column) const
{
    return sqlite3_column_type(m_handle, column) == SQLITE_BLOB;
}

bool Statement::isNull(int column) const
{
    return sqlite3_column_type(m_handle, column) == SQLITE_NULL;
}

} // namespace binnacle::store

#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>

struct sqlite3_stmt;

namespace binnacle::store {

class Connection;

// Bytes that are not text.
struct Blob
{
    std::string_view bytes;
};

// A prepared statement, borrowed from its connection's cache and given back, reset, when this goes
// out of scope. Belongs to the connection's thread and must not outlive the connection.
//
// A value that cannot be bound is reported by the next step().
class Statement
{
public:
    Statement(Connection &connection, sqlite3_stmt *handle, bool *inUse);
    ~Statement();
    Statement(Statement &&other) noexcept;
    Statement &operator=(Statement &&) = delete;
    Statement(const Statement &) = delete;
    Statement &operator=(const Statement &) = delete;

    // Values in the order in which their names first appear in the SQL. Copies text.
    template<typename... Values>
    Statement &bind(const Values &...values)
    {
        int at = 0;
        (bindAt(++at, values), ...);
        return *this;
    }
    void bindAt(int index, std::int64_t value);
    void bindAt(int index, int value) { bindAt(index, static_cast<std::int64_t>(value)); }
    void bindAt(int index, double value);
    void bindAt(int index, std::string_view text);
    void bindAt(int index, const std::string &text) { bindAt(index, std::string_view(text)); }
    void bindAt(int index, const char *text) { bindAt(index, std::string_view(text)); }
    void bindAt(int index, Blob blob);
    void bindAt(int index, std::nullptr_t);
    // 0 when the statement has no such parameter (":limit").
    int parameter(const std::string &name) const;

    // True: a row is there. False: done.
    Result<bool> step();
    // For statements without rows; the statement can be bound and run again.
    Status run();
    // To bind and step again.
    void reset();

    // REQUIRES: step() returned true. Views are valid until the next step.
    std::int64_t number(int column) const;
    double real(int column) const;
    std::string_view text(int column) const; // bytes of a blob, too
    bool isBlob(int column) const;
    bool isNull(int column) const;

private:
    Connection &m_connection;
    sqlite3_stmt *m_handle;
    bool *m_inUse; // null: this is the only owner, the statement is not cached
    int m_bindFailure = 0;
};

} // namespace binnacle::store

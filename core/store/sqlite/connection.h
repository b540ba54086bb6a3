#pragma once

#include "core/base/result.h"
#include "core/store/sqlite/statement.h"

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <unordered_map>

struct sqlite3;

namespace binnacle::store {

class SqlCatalog;

enum class Access { ReadOnly, ReadWrite };

struct ConnectionOptions
{
    std::string file;
    Access access = Access::ReadOnly; // ReadWrite creates the file
    std::string vfs;                  // empty: the system's; tests name a failing one
};

// One connection to one SQLite file. Not thread-safe but for interrupt(): it lives on the thread
// that uses it. Writers get WAL with synchronous=FULL: what was committed survives a power cut.
class Connection
{
public:
    static Result<std::unique_ptr<Connection>> open(const ConnectionOptions &options);
    ~Connection();
    Connection(const Connection &) = delete;
    Connection &operator=(const Connection &) = delete;

    const SqlCatalog &catalog() const { return m_catalog; }

    // By the name in the catalogue; prepared once, then cached.
    Result<Statement> prepare(std::string_view name);
    // A statement composed from fragments of the catalogue.
    Result<Statement> prepareText(const std::string &sql);
    // A statement without parameters, or a script.
    Status execute(std::string_view name);
    Status executeScript(const std::string &sql);
    // First column of the first row, 0 when there is none.
    Result<std::int64_t> number(std::string_view name);

    // Commits when `body` succeeds, rolls back when it returns an error. Not nested.
    Status transaction(const std::function<Status()> &body);

    bool inTransaction() const;

    std::int64_t lastInsertId() const;
    std::int64_t changes() const; // by the last INSERT, UPDATE or DELETE

    // Statements that run now end with ErrorCode::Cancelled. Thread-safe.
    void interrupt();

    // An I/O error or damage was seen: what this connection has in memory cannot be trusted.
    bool isSuspect() const { return m_suspect; }

    // `search` as the text index takes it, "" when it holds no word.
    Result<std::string> matchExpression(std::string_view search);

    // Pages in the write-ahead log after the last commit; connections never checkpoint by
    // themselves (but for the last one that closes), StoreWriter does, after it has answered.
    int walPages() const { return m_walPages; }

    // The error for a result code of SQLite, with the connection's message. For Statement.
    Error failure(int code);

private:
    friend class Watch;
    struct Cached
    {
        sqlite3_stmt *handle = nullptr;
        bool inUse = false;
    };

    Connection(sqlite3 *handle, const SqlCatalog &catalog);
    Result<Statement> cached(const std::string &key, const std::string &sql);
    Result<sqlite3_stmt *> compile(const std::string &sql);
    Status configure(const ConnectionOptions &options);

    sqlite3 *m_handle;
    const SqlCatalog &m_catalog;
    std::unordered_map<std::string, Cached> m_statements; // nodes stay put: Statement points in
    bool m_suspect = false;
    int m_walPages = 0;
};

// While alive, statements of the connection end with ErrorCode::Cancelled once `stop` is requested
// or, when a budget is given, after that much processor time of this thread: a busy machine must
// not look like an expensive query. One at a time for a connection.
class Watch
{
public:
    Watch(Connection &connection, const std::stop_token &stop,
        std::optional<std::chrono::microseconds> budget = std::nullopt);
    ~Watch();
    Watch(const Watch &) = delete;
    Watch &operator=(const Watch &) = delete;

    // The budget, not the caller, ended a statement.
    bool ranOut() const { return m_ranOut; }

private:
    static int onProgress(void *self);

    Connection &m_connection;
    std::stop_token m_stop;
    std::optional<std::chrono::nanoseconds> m_deadline; // of this thread's processor time
    bool m_ranOut = false;
};

} // namespace binnacle::store

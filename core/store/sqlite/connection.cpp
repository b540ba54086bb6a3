#include "core/store/sqlite/connection.h"

#include "core/store/sql_catalog.h"
#include "core/store/sqlite/functions.h"
#include "core/store/traffic_functions.h"

#include <sqlite3.h>

#include <ctime>

namespace binnacle::store {

namespace {

constexpr int kBusyTimeoutMs = 5'000;
constexpr std::size_t kMaxCached = 256;
constexpr int kProgressEvery = 1'000; // virtual machine steps: some 10 µs

ErrorCode codeOf(int sqliteCode)
{
    if (sqliteCode == SQLITE_IOERR_SHMSIZE)
        return ErrorCode::DiskFull; // the shared memory file could not grow
    switch (sqliteCode & 0xFF) {
    case SQLITE_FULL:
        return ErrorCode::DiskFull;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return ErrorCode::Corrupt;
    case SQLITE_INTERRUPT:
        return ErrorCode::Cancelled;
    case SQLITE_READONLY:
        return ErrorCode::ReadOnly;
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return ErrorCode::PermissionDenied;
    case SQLITE_CONSTRAINT:
        return ErrorCode::Conflict;
    case SQLITE_TOOBIG:
        return ErrorCode::TooLarge;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PROTOCOL:
        return ErrorCode::Unavailable;
    default:
        return ErrorCode::Internal;
    }
}

std::chrono::nanoseconds processorTime()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

bool makesSuspect(int sqliteCode)
{
    const int primary = sqliteCode & 0xFF;
    return primary == SQLITE_IOERR || primary == SQLITE_CORRUPT || primary == SQLITE_NOTADB
        || primary == SQLITE_FULL || primary == SQLITE_CANTOPEN;
}

} // namespace

Result<std::unique_ptr<Connection>> Connection::open(const ConnectionOptions &options)
{
    sqlite3 *handle = nullptr;
    const int access = options.access == Access::ReadOnly
        ? SQLITE_OPEN_READONLY
        : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    const int rc = sqlite3_open_v2(options.file.c_str(), &handle,
        access | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
        options.vfs.empty() ? nullptr : options.vfs.c_str());
    if (!handle)
        return Error{ErrorCode::Internal, "out of memory"};
    std::unique_ptr<Connection> connection(new Connection(handle, SqlCatalog::builtin()));
    if (rc != SQLITE_OK)
        return withContext(connection->failure(rc), "open " + options.file);
    if (const Status configured = connection->configure(options); !configured)
        return withContext(configured.error(), "open " + options.file);
    return connection;
}

Connection::Connection(sqlite3 *handle, const SqlCatalog &catalog)
    : m_handle(handle)
    , m_catalog(catalog)
{}

Connection::~Connection()
{
    for (const auto &[key, statement] : m_statements)
        sqlite3_finalize(statement.handle);
    sqlite3_close_v2(m_handle);
}

Status Connection::configure(const ConnectionOptions &options)
{
    sqlite3_busy_timeout(m_handle, kBusyTimeoutMs);
    if (Status registered = registerFunctions(m_handle); !registered)
        return registered;
    if (Status registered = registerTrafficFunctions(m_handle); !registered)
        return registered;
    const auto onCommit = [](void *self, sqlite3 *, const char *, int pages) {
        static_cast<Connection *>(self)->m_walPages = pages;
        return SQLITE_OK;
    };
    sqlite3_wal_hook(m_handle, onCommit, this);
    return execute(options.access == Access::ReadOnly ? "connection.reader" : "connection.writer");
}

Error Connection::failure(int code)
{
    m_suspect = m_suspect || makesSuspect(code);
    const int extended = sqlite3_extended_errcode(m_handle);
    const bool same = (extended & 0xFF) == (code & 0xFF);
    if ((code & 0xFF) == SQLITE_FULL)
        return {ErrorCode::DiskFull, "the disk is full; writing goes on once there is space"};
    std::string message = same ? sqlite3_errmsg(m_handle) : sqlite3_errstr(code);
    return {codeOf(same ? extended : code), std::move(message)};
}

Result<sqlite3_stmt *> Connection::compile(const std::string &sql)
{
    sqlite3_stmt *handle = nullptr;
    const int rc = sqlite3_prepare_v3(m_handle, sql.c_str(), static_cast<int>(sql.size()) + 1,
        SQLITE_PREPARE_PERSISTENT, &handle, nullptr);
    if (rc != SQLITE_OK)
        return failure(rc);
    return handle;
}

Result<Statement> Connection::cached(const std::string &key, const std::string &sql)
{
    const auto found = m_statements.find(key);
    if (found != m_statements.end() && !found->second.inUse)
        return Statement(*this, found->second.handle, &found->second.inUse);
    const Result<sqlite3_stmt *> handle = compile(sql);
    if (!handle)
        return handle.error();
    if (found != m_statements.end() || m_statements.size() >= kMaxCached)
        return Statement(*this, *handle, nullptr);
    Cached &entry = m_statements[key];
    entry.handle = *handle;
    return Statement(*this, entry.handle, &entry.inUse);
}

Result<Statement> Connection::prepare(std::string_view name)
{
    const std::string &sql = m_catalog.at(name);
    if (sql.empty())
        return Error{ErrorCode::Internal, "no SQL statement named " + std::string(name)};
    return cached(std::string(name), sql);
}

Result<Statement> Connection::prepareText(const std::string &sql)
{
    return cached(sql, sql);
}

Status Connection::execute(std::string_view name)
{
    return executeScript(m_catalog.at(name));
}

Status Connection::executeScript(const std::string &sql)
{
    const int rc = sqlite3_exec(m_handle, sql.c_str(), nullptr, nullptr, nullptr);
    if (rc != SQLITE_OK)
        return failure(rc);
    return Done{};
}

Result<std::int64_t> Connection::number(std::string_view name)
{
    Result<Statement> statement = prepare(name);
    if (!statement)
        return statement.error();
    const Result<bool> row = statement->step();
    if (!row)
        return row.error();
    return *row ? statement->number(0) : 0;
}

Status Connection::transaction(const std::function<Status()> &body)
{
    if (Status begun = execute("transaction.begin"); !begun)
        return begun;
    Status outcome = body();
    if (outcome)
        outcome = execute("transaction.commit");
    // SQLite has rolled back by itself after some errors.
    if (!outcome && sqlite3_get_autocommit(m_handle) == 0) {
        if (const Status undone = execute("transaction.rollback"); !undone)
            m_suspect = true;
    }
    return outcome;
}

bool Connection::inTransaction() const
{
    return sqlite3_get_autocommit(m_handle) == 0;
}

std::int64_t Connection::lastInsertId() const
{
    return sqlite3_last_insert_rowid(m_handle);
}

std::int64_t Connection::changes() const
{
    return sqlite3_changes64(m_handle);
}

Result<std::string> Connection::matchExpression(std::string_view search)
{
    return store::matchExpression(m_handle, search);
}

void Connection::interrupt()
{
    sqlite3_interrupt(m_handle);
}

Watch::Watch(Connection &connection, const std::stop_token &stop,
    std::optional<std::chrono::microseconds> budget)
    : m_connection(connection)
    , m_stop(stop)
{
    if (budget)
        m_deadline = processorTime() + *budget;
    sqlite3_progress_handler(m_connection.m_handle, kProgressEvery, &Watch::onProgress, this);
}

Watch::~Watch()
{
    sqlite3_progress_handler(m_connection.m_handle, 0, nullptr, nullptr);
}

int Watch::onProgress(void *self)
{
    auto &watch = *static_cast<Watch *>(self);
    if (watch.m_stop.stop_requested())
        return 1;
    if (watch.m_deadline && processorTime() >= *watch.m_deadline) {
        watch.m_ranOut = true;
        return 1;
    }
    return 0;
}

} // namespace binnacle::store

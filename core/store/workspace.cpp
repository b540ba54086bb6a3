#include "core/store/workspace.h"

#include "core/store/log.h"
#include "core/store/reader_pool.h"
#include "core/store/sql_catalog.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/migrator.h"
#include "core/store/store_writer.h"
#include "core/store/text_index.h"
#include "core/store/workspace_lock.h"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <future>
#include <system_error>
#include <unistd.h>

namespace binnacle::store {

namespace fs = std::filesystem;

struct Workspace::State
{
    std::string file;
    std::string readOnlyReason;
    bool isReadOnly = false;
    std::unique_ptr<WorkspaceLock> lock; // goes last
    std::unique_ptr<StoreWriter> writer;
    std::unique_ptr<ReaderPool> readers;
};

namespace {

constexpr std::string_view kSqliteMagic{"SQLite format 3\0", 16};

Error fileError(const std::error_code &code, const std::string &doing)
{
    ErrorCode kind = ErrorCode::Unavailable;
    if (code == std::errc::no_space_on_device)
        kind = ErrorCode::DiskFull;
    else if (code == std::errc::permission_denied || code == std::errc::read_only_file_system)
        kind = ErrorCode::PermissionDenied;
    return {kind, doing + ": " + code.message()};
}

Status makeDirectory(const fs::path &directory)
{
    std::error_code failed;
    if (fs::is_directory(directory, failed))
        return Done{};
    fs::create_directories(directory, failed);
    if (failed)
        return fileError(failed, "create " + directory.string());
    fs::permissions(directory, fs::perms::owner_all, failed); // history is its owner's business
    if (failed)
        return fileError(failed, "protect " + directory.string());
    return Done{};
}

// SQLite gives its log and index files the mode of the database.
Status makeFile(const std::string &file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return fileError({errno, std::generic_category()}, "create " + file);
    ::close(descriptor);
    return Done{};
}

// SQLite would take a file of other content for an empty database in some cases; we never write
// into what is not ours.
Status checkMagic(const std::string &file)
{
    std::ifstream stream(file, std::ios::binary);
    std::string head(kSqliteMagic.size(), '\0');
    stream.read(head.data(), static_cast<std::streamsize>(head.size()));
    if (stream.gcount() == 0 || head == kSqliteMagic)
        return Done{};
    return Error{ErrorCode::Corrupt, "it does not begin as an SQLite file"};
}

Error explained(Error error, const std::string &file)
{
    if (error.code == ErrorCode::Corrupt) {
        error.message += ". The file was left as it is. To go on, move it away and start with an "
                         "empty history; what is readable can be saved from the copy with "
                         "\"sqlite3 binnacle.db .recover\"";
    }
    return withContext(std::move(error), file);
}

// Every table is at hand and their first pages are sound.
Status probe(Connection &connection)
{
    for (const char *name : {"event.newest", "event.oldest", "text.indexed_to", "cluster.names"}) {
        if (const Result<std::int64_t> value = connection.number(name); !value)
            return value.error();
    }
    return Done{};
}

Status prepareForWriting(const std::string &file)
{
    if (Status made = makeFile(file); !made)
        return made;
    if (Status magic = checkMagic(file); !magic)
        return magic;
    Result<std::unique_ptr<Connection>> connection
        = Connection::open({.file = file, .access = Access::ReadWrite, .vfs = {}});
    if (!connection)
        return connection.error();
    const auto &migrations = SqlCatalog::builtin().migrations();
    if (Status done = migrate(**connection, migrations, file + ".before-migration"); !done)
        return done;
    return probe(**connection);
}

Status prepareForReading(const std::string &file)
{
    std::error_code failed;
    if (!fs::exists(file, failed))
        return Error{ErrorCode::NotFound, "there is no workspace here"};
    if (Status magic = checkMagic(file); !magic)
        return magic;
    Result<std::unique_ptr<Connection>> connection
        = Connection::open({.file = file, .access = Access::ReadOnly, .vfs = {}});
    if (!connection)
        return connection.error();
    if (Status same = checkSchema(**connection, SqlCatalog::builtin().migrations()); !same)
        return same;
    return probe(**connection);
}

StoreWriter::Open refuseToWrite(const std::string &reason)
{
    return [reason]() -> Result<std::unique_ptr<Connection>> {
        return Error{ErrorCode::ReadOnly, "the workspace is open for reading only: " + reason};
    };
}

} // namespace

Result<std::unique_ptr<Workspace>> Workspace::open(const WorkspaceOptions &options)
{
    auto state = std::make_unique<State>();
    const fs::path directory(options.directory);
    state->file = (directory / "binnacle.db").string();
    state->isReadOnly = options.readOnly;
    state->readOnlyReason = options.readOnly ? "opened for reading" : "";
    if (!options.readOnly) {
        if (const Status made = makeDirectory(directory); !made)
            return made.error();
        auto lock = WorkspaceLock::take((directory / "binnacle.lock").string());
        if (!lock && lock.error().code != ErrorCode::ReadOnly)
            return lock.error();
        state->isReadOnly = !lock;
        if (lock)
            state->lock = *std::move(lock);
        else
            state->readOnlyReason = lock.error().message;
    }
    const Status prepared
        = state->isReadOnly ? prepareForReading(state->file) : prepareForWriting(state->file);
    if (!prepared)
        return explained(prepared.error(), state->file);

    const ConnectionOptions writing{.file = state->file, .access = Access::ReadWrite, .vfs = {}};
    state->writer = state->isReadOnly
        ? std::make_unique<StoreWriter>(refuseToWrite(state->readOnlyReason))
        : std::make_unique<StoreWriter>(
            [writing] { return Connection::open(writing); }, &indexNextTexts);
    state->readers = std::make_unique<ReaderPool>(state->file, options.readers);
    if (state->isReadOnly)
        qCInfo(lcStore, "read only: %s", state->readOnlyReason.c_str());
    return std::unique_ptr<Workspace>(new Workspace(std::move(state)));
}

Workspace::Workspace(std::unique_ptr<State> state)
    : m_state(std::move(state))
{}

// Readers go first, so that the writer is the last connection and folds its log into the file.
Workspace::~Workspace()
{
    m_state->readers.reset();
    m_state->writer.reset();
}

bool Workspace::isReadOnly() const
{
    return m_state->isReadOnly;
}

const std::string &Workspace::readOnlyReason() const
{
    return m_state->readOnlyReason;
}

const std::string &Workspace::file() const
{
    return m_state->file;
}

StoreWriter &Workspace::writer()
{
    return *m_state->writer;
}

ReaderPool &Workspace::readers()
{
    return *m_state->readers;
}

Result<WorkspaceStats> Workspace::stats()
{
    std::promise<Result<std::int64_t>> answer;
    m_state->readers->post(
        [&answer](Connection &connection) { answer.set_value(connection.number("event.total")); },
        [&answer](const Error &error) { answer.set_value(error); });
    const Result<std::int64_t> events = answer.get_future().get();
    if (!events)
        return events.error();
    WorkspaceStats stats{.fileBytes = 0, .events = *events};
    for (const char *suffix : {"", "-wal"}) {
        std::error_code failed;
        const auto bytes = fs::file_size(m_state->file + suffix, failed);
        if (!failed)
            stats.fileBytes += static_cast<std::int64_t>(bytes);
    }
    return stats;
}

} // namespace binnacle::store

#include "core/store/sqlite/migrator.h"

#include "core/store/log.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/rows.h"
#include "core/store/wall_clock.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

namespace binnacle::store {

namespace {

struct Recorded
{
    int version = 0;
    std::string name;
    std::string hash;
};

Result<std::vector<Recorded>> readRecorded(Connection &connection)
{
    std::vector<Recorded> recorded;
    const Result<std::int64_t> exists = connection.number("schema.has_versions");
    if (!exists)
        return exists.error();
    if (*exists == 0) {
        const Result<std::int64_t> tables = connection.number("schema.table_count");
        if (!tables)
            return tables.error();
        if (*tables != 0)
            return Error{ErrorCode::Corrupt,
                "this SQLite file is not a Binnacle workspace: it has tables but no versions"};
        return recorded;
    }
    Result<Statement> rows = connection.prepare("schema.versions");
    if (!rows)
        return rows.error();
    const Status read = forEachRow(*rows, [&recorded](Statement &row) {
        recorded.push_back({.version = static_cast<int>(row.number(0)),
            .name = std::string(row.text(1)),
            .hash = std::string(row.text(2))});
    });
    if (!read)
        return read.error();
    return recorded;
}

// What is recorded must be a beginning of what we know.
Status compare(std::span<const Recorded> recorded, std::span<const Migration> known)
{
    for (std::size_t i = 0; i < recorded.size(); ++i) {
        const Recorded &one = recorded[i];
        if (known.empty() || one.version > known.back().version) {
            return Error{ErrorCode::NewerFormat,
                "written by a later version of Binnacle (format " + std::to_string(one.version)
                    + ", this one knows " + std::to_string(known.empty() ? 0 : known.back().version)
                    + "); open it with that version"};
        }
        if (i >= known.size() || one.version != known[i].version || one.hash != known[i].hash) {
            return Error{ErrorCode::Corrupt,
                "format step " + std::to_string(one.version) + " (" + one.name
                    + ") is not the one this version of Binnacle knows by that number"};
        }
    }
    return Done{};
}

Status apply(Connection &connection, const Migration &migration)
{
    return connection.transaction([&]() -> Status {
        if (Status created = connection.execute("schema.create_versions"); !created)
            return created;
        if (const Status done = connection.executeScript(migration.text); !done)
            return withContext(done.error(), "format step " + migration.name);
        Result<Statement> record = connection.prepare("schema.record_version");
        if (!record)
            return record.error();
        return record
            ->bind(migration.version, migration.name, migration.hash, toEpochMs(wallClockNow()))
            .run();
    });
}

Status backUp(Connection &connection, const std::string &file)
{
    std::error_code failed;
    std::filesystem::remove(file, failed); // of an earlier attempt; VACUUM INTO wants no file
    Result<Statement> copy = connection.prepare("schema.backup");
    if (!copy)
        return copy.error();
    if (const Status copied = copy->bind(file).run(); !copied)
        return withContext(copied.error(), "copy the workspace to " + file);
    return Done{};
}

} // namespace

Status migrate(
    Connection &connection, std::span<const Migration> migrations, const std::string &backupFile)
{
    const Result<std::vector<Recorded>> recorded = readRecorded(connection);
    if (!recorded)
        return recorded.error();
    if (Status same = compare(*recorded, migrations); !same)
        return same;
    const auto missing = migrations.subspan(recorded->size());
    if (!missing.empty() && !recorded->empty()) {
        if (Status copied = backUp(connection, backupFile); !copied)
            return copied;
    }
    for (const Migration &migration : missing) {
        if (Status applied = apply(connection, migration); !applied)
            return applied;
        qCInfo(lcStore, "migrated version=%d name=%s", migration.version, migration.name.c_str());
    }
    return Done{};
}

Status checkSchema(Connection &connection, std::span<const Migration> migrations)
{
    const Result<std::vector<Recorded>> recorded = readRecorded(connection);
    if (!recorded)
        return recorded.error();
    if (Status same = compare(*recorded, migrations); !same)
        return same;
    if (recorded->size() < migrations.size()) {
        return Error{ErrorCode::Unavailable,
            "the workspace is empty or was written by an earlier version; open it once with write "
            "access"};
    }
    return Done{};
}

} // namespace binnacle::store

#pragma once

#include "core/base/result.h"
#include "core/store/sql_catalog.h"

#include <span>
#include <string>

namespace binnacle::store {

class Connection;

// Brings a database to the newest of `migrations`, each in a transaction of its own with the record
// of it, so that it is the old or the new schema whenever the program dies. Before a database that
// holds something is changed, it is copied to `backupFile`.
//
// Errors: NewerFormat when it was written by a later version; Corrupt when a recorded migration is
// not the one we know by that number, or when it is not a workspace at all.
Status migrate(
    Connection &connection, std::span<const Migration> migrations, const std::string &backupFile);

// For readers: the same errors, and Unavailable when the database is older than the program.
Status checkSchema(Connection &connection, std::span<const Migration> migrations);

} // namespace binnacle::store

#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>

namespace binnacle::store {

class ReaderPool;
class StoreWriter;

struct WorkspaceOptions
{
    std::string directory; // created when missing; holds binnacle.db and binnacle.lock
    bool readOnly = false; // never writes, takes no lock: `binnaclectl events`
    std::size_t readers = 2;
};

struct WorkspaceStats
{
    std::int64_t fileBytes = 0; // database and write-ahead log
    std::int64_t events = 0;
};

// One folder with one SQLite file: opened, checked, migrated and locked.
class Workspace
{
public:
    // Errors: NewerFormat (written by a later version), Corrupt (says what is still readable and
    // what to do; the file is left as it is), DiskFull, PermissionDenied, Unavailable. When another
    // process holds the workspace for writing, opening succeeds and isReadOnly() is true.
    static Result<std::unique_ptr<Workspace>> open(const WorkspaceOptions &options);
    ~Workspace();
    Workspace(const Workspace &) = delete;
    Workspace &operator=(const Workspace &) = delete;

    bool isReadOnly() const;
    // Why: "another Binnacle (process 4711) has it open"; empty when writable.
    const std::string &readOnlyReason() const;
    const std::string &file() const;

    StoreWriter &writer(); // submits fail with ReadOnly when isReadOnly()
    ReaderPool &readers();

    // Cheap; blocking. On a reader thread.
    Result<WorkspaceStats> stats();

private:
    struct State;
    explicit Workspace(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

} // namespace binnacle::store

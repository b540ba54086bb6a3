#pragma once

#include "core/base/result.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <thread>
#include <vector>

namespace binnacle::store {

class Connection;
class Dictionary;

// What a write job works with: the only writing connection and the interned names beside it.
struct WriteContext
{
    Connection &connection;
    Dictionary &dictionary;
};

// Owns the thread on which every write of the workspace happens. Jobs that pile up while a commit
// is in flight share the next transaction (BEGIN IMMEDIATE), so throughput grows with load while a
// lone job still commits at once. When a batch fails each of its jobs is tried alone: one bad job
// does not sink its neighbours; a job may therefore run twice and must start afresh each time.
//
// After an I/O error the connection is closed and opened again, for what it holds in memory cannot
// be trusted. While the store is unhealthy it is probed every few seconds and so recovers by
// itself. The write-ahead log is checkpointed here, after jobs have been answered.
//
// submit() is thread-safe.
class StoreWriter
{
public:
    using Open = std::function<Result<std::unique_ptr<Connection>>()>;
    using Job = std::function<Status(WriteContext &)>;
    // Called on the writer's thread, after the commit that holds the job (or its failure).
    using Finished = std::function<void(const Status &)>;
    // One slice of work that can wait, in a transaction of its own, when no job is waiting or such
    // work has waited for long. True: there is more.
    using Chore = std::function<Result<bool>(WriteContext &)>;

    explicit StoreWriter(Open open, Chore chore = {});
    // Commits everything already submitted, then joins.
    ~StoreWriter();
    StoreWriter(const StoreWriter &) = delete;
    StoreWriter &operator=(const StoreWriter &) = delete;

    void submit(Job job, Finished finished);
    // For tests, start-up and command-line tools; never on the GUI or core thread.
    Status submitAndWait(Job job);

    // The last failure of a commit that was not a job's own fault (disk full, I/O error); cleared
    // by the next commit that succeeds. Thread-safe.
    Status health() const;

private:
    struct Pending
    {
        Job job;
        Finished finished;
    };
    using Batch = std::vector<Pending>;
    struct Session;

    void run(const Open &open, const std::stop_token &stop);
    Batch take(const std::stop_token &stop, std::chrono::milliseconds patience);
    void commit(Session &session, Batch &batch);
    Status commitTogether(Session &session, std::span<Pending> jobs);
    void rest(Session &session);
    void doChore(Session &session);
    void setHealth(const Status &outcome);

    const Chore m_chore;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_arrived;
    Batch m_pending;          // guarded by m_mutex
    Status m_health = Done{}; // guarded by m_mutex
    std::jthread m_thread;    // last: joins before the queue above dies
};

} // namespace binnacle::store

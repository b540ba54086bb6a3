#pragma once

#include "core/base/result.h"
#include "core/base/worker_pool.h"

#include <cstddef>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace binnacle::store {

class Connection;

// Runs queries on a few threads, each with a read-only connection of its own. Thread-safe.
class ReaderPool
{
public:
    ReaderPool(std::string file, std::size_t threads);
    // Finishes what was accepted.
    ~ReaderPool();
    ReaderPool(const ReaderPool &) = delete;
    ReaderPool &operator=(const ReaderPool &) = delete;

    // `job` runs on a reader thread. The connection is only valid during the call.
    // `onFailure` runs instead when no connection could be opened.
    void post(std::function<void(Connection &)> job, std::function<void(const Error &)> onFailure);

    // Blocks until what was posted so far is done. For shutdown.
    void drain() { m_pool.drain(); }

    // Makes queries that run right now end with ErrorCode::Cancelled. For shutdown.
    void interrupt();

private:
    Result<std::shared_ptr<Connection>> acquire();
    void release(std::shared_ptr<Connection> connection);

    const std::string m_file;
    std::mutex m_mutex;
    std::vector<std::shared_ptr<Connection>> m_idle; // guarded by m_mutex
    std::vector<std::weak_ptr<Connection>> m_all;    // guarded by m_mutex
    WorkerPool m_pool;                               // last: finishes first
};

} // namespace binnacle::store

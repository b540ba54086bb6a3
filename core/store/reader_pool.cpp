#include "core/store/reader_pool.h"

#include "core/store/sqlite/connection.h"

#include <utility>

namespace binnacle::store {

ReaderPool::ReaderPool(std::string file, std::size_t threads)
    : m_file(std::move(file))
    , m_pool(threads)
{}

ReaderPool::~ReaderPool() = default;

Result<std::shared_ptr<Connection>> ReaderPool::acquire()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_idle.empty()) {
            std::shared_ptr<Connection> connection = std::move(m_idle.back());
            m_idle.pop_back();
            return connection;
        }
    }
    Result<std::unique_ptr<Connection>> opened
        = Connection::open({.file = m_file, .access = Access::ReadOnly, .vfs = {}});
    if (!opened)
        return opened.error();
    std::shared_ptr<Connection> connection(*std::move(opened));
    const std::scoped_lock lock(m_mutex);
    std::erase_if(m_all, [](const auto &known) { return known.expired(); });
    m_all.push_back(connection);
    return connection;
}

void ReaderPool::release(std::shared_ptr<Connection> connection)
{
    if (connection->isSuspect())
        return; // the next reader opens afresh
    const std::scoped_lock lock(m_mutex);
    m_idle.push_back(std::move(connection));
}

void ReaderPool::post(
    std::function<void(Connection &)> job, std::function<void(const Error &)> onFailure)
{
    m_pool.post([this, job = std::move(job), onFailure = std::move(onFailure)] {
        Result<std::shared_ptr<Connection>> connection = acquire();
        if (!connection) {
            if (onFailure)
                onFailure(connection.error());
            return;
        }
        job(**connection);
        release(*std::move(connection));
    });
}

void ReaderPool::interrupt()
{
    std::vector<std::shared_ptr<Connection>> running;
    {
        const std::scoped_lock lock(m_mutex);
        for (const auto &known : m_all) {
            if (auto connection = known.lock())
                running.push_back(std::move(connection));
        }
    }
    for (const auto &connection : running)
        connection->interrupt();
}

} // namespace binnacle::store

#pragma once

#include "core/store/sqlite/connection.h"

namespace binnacle::store {

// While alive, reads of the connection see one state of the store, whatever is committed meanwhile.
// Within another one it does nothing.
class ReadSnapshot
{
public:
    explicit ReadSnapshot(Connection &connection)
        : m_connection(connection)
    {
        if (connection.inTransaction())
            return;
        m_begun = connection.execute("transaction.begin_read");
        m_isMine = m_begun.has_value();
    }
    ~ReadSnapshot()
    {
        // Ending a transaction that only read cannot lose anything.
        if (m_isMine && m_connection.inTransaction())
            static_cast<void>(m_connection.execute("transaction.rollback"));
    }
    ReadSnapshot(const ReadSnapshot &) = delete;
    ReadSnapshot &operator=(const ReadSnapshot &) = delete;

    const Status &begun() const { return m_begun; }

private:
    Connection &m_connection;
    Status m_begun = Done{};
    bool m_isMine = false;
};

} // namespace binnacle::store

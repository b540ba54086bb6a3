#pragma once

#include "core/notify/channel_repository.h"
#include "core/notify/outbox_repository.h"
#include "core/notify/secret_seal.h"
#include "core/store/reader_pool.h"
#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"
#include "core/store/workspace.h"
#include "tests/support/read_with.h"

#include <QTemporaryDir>

#include <functional>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace binnacle::test {

// A workspace in a temporary folder with outbox, channels and seal; waits instead of calling back.
class NotifyStore
{
public:
    NotifyStore() { reopen(); }

    void reopen()
    {
        m_seal.reset();
        m_workspace.reset();
        auto workspace = store::Workspace::open({.directory = directory()});
        if (!workspace)
            qFatal("%s", workspace.error().message.c_str());
        m_workspace = *std::move(workspace);
        auto seal = notify::SecretSeal::open(directory(), nullptr);
        if (!seal)
            qFatal("%s", seal.error().message.c_str());
        m_seal.emplace(*std::move(seal));
    }

    std::string directory() const { return m_directory.path().toStdString(); }
    store::StoreWriter &writer() { return m_workspace->writer(); }
    store::ReaderPool &readers() { return m_workspace->readers(); }
    const notify::SecretSeal &seal() const { return *m_seal; }

    Status write(store::StoreWriter::Job job) { return writer().submitAndWait(std::move(job)); }

    template<typename Read>
    auto read(Read job)
    {
        return readWith(readers(), job);
    }

    Status enqueue(const std::vector<notify::OutboxItem> &items, Timestamp now)
    {
        return write(
            [&](store::WriteContext &context) { return notify::enqueue(context, items, now); });
    }

    std::vector<Delivery> deliveries(const DeliveryQuery &query)
    {
        return need(read([&](store::Connection &connection) {
            return notify::readDeliveries(connection, query);
        }));
    }

    std::vector<Channel> channels()
    {
        return need(read([this](store::Connection &connection) {
            return notify::readChannels(connection, *m_seal);
        }));
    }

    Result<std::int64_t> save(const Channel &channel, Timestamp now)
    {
        std::int64_t id = 0;
        const Status saved = write([&](store::WriteContext &context) -> Status {
            const auto row = notify::saveChannel(context, *m_seal, channel, now);
            id = row ? *row : 0;
            return row ? Status(Done{}) : Status(row.error());
        });
        if (!saved)
            return saved.error();
        return id;
    }

private:
    QTemporaryDir m_directory;
    std::unique_ptr<store::Workspace> m_workspace;
    std::optional<notify::SecretSeal> m_seal;
};

} // namespace binnacle::test

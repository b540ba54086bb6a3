#include "tests/support/store_fixture.h"

#include "core/store/sqlite/connection.h"
#include "core/store/traffic_repository.h"
#include "tests/support/read_with.h"

#include <chrono>
#include <thread>

namespace binnacle::test {

using namespace store;

StoreFixture::StoreFixture()
{
    open();
}

void StoreFixture::open()
{
    m_workspace = need(Workspace::open({.directory = directory()}));
    m_history = std::make_unique<EventHistory>(m_workspace->writer());
    need(waitFor([this](auto done) { m_history->load(done); }));
}

void StoreFixture::reopen()
{
    m_history.reset();
    m_workspace.reset();
    open();
}

std::string StoreFixture::directory() const
{
    return m_directory.path().toStdString();
}

Result<SyncOutcome> StoreFixture::sync(
    std::vector<ClusterEvent> events, const EventHistory::StateOf &stateOf)
{
    return waitFor<Result<SyncOutcome>>(
        [&](auto done) { m_history->sync(std::move(events), stateOf, done); });
}

Result<std::int64_t> StoreFixture::sweep(Timestamp now, int days, std::int64_t perCluster)
{
    return waitFor<Result<std::int64_t>>(
        [&](auto done) { m_history->sweep(now, days, perCluster, done); });
}

void StoreFixture::read(const std::function<void(EventReader &)> &job)
{
    readWith(m_workspace->readers(), [&job](Connection &connection) {
        EventReader reader(connection);
        job(reader);
        return true;
    });
}

std::vector<ClusterEvent> StoreFixture::all()
{
    std::vector<ClusterEvent> events;
    read([&events](EventReader &reader) { events = need(reader.page({}, {.limit = 1'000'000})); });
    return events;
}

void StoreFixture::write(const StoreWriter::Job &job)
{
    need(m_workspace->writer().submitAndWait(job));
}

void StoreFixture::insert(const ClusterId &cluster, const std::vector<SloIncrements> &increments)
{
    write([&](WriteContext &context) -> Status {
        for (const SloIncrements &each : increments) {
            const auto stored = insertIncrements(context, cluster, each, each.at, fromEpochMs(1));
            if (!stored)
                return stored.error();
        }
        return Done{};
    });
}

void StoreFixture::waitForTextIndex()
{
    for (;;) {
        bool done = false;
        const Status looked
            = m_workspace->writer().submitAndWait([&done](WriteContext &context) -> Status {
                  const auto indexed = context.connection.number("text.indexed_to");
                  const auto last = context.connection.number("text.last_event");
                  if (!indexed || !last)
                      return indexed ? last.error() : indexed.error();
                  done = *indexed >= *last;
                  return Done{};
              });
        if (!looked)
            qFatal("text index: %s", looked.error().message.c_str());
        if (done)
            return;
        std::this_thread::sleep_for(std::chrono::milliseconds(200));
    }
}

ClusterEvent podEvent(const std::string &uid, std::int64_t lastMs, std::int64_t count)
{
    return {
        .cluster = {"prod"},
        .uid = uid,
        .name = "web-5d4f8c7b9-x2x4q.17a0",
        .ns = "shop",
        .type = EventType::Warning,
        .reason = "BackOff",
        .message = "Back-off restarting failed container",
        .component = "kubelet",
        .host = "node-1",
        .involved = {.kind = "Pod", .ns = "shop", .name = "web-5d4f8c7b9-x2x4q"},
        .involvedUid = "11111111-2222-3333-4444-555555555555",
        .first = fromEpochMs(lastMs - 1'000),
        .last = fromEpochMs(lastMs),
        .count = count,
    };
}

} // namespace binnacle::test

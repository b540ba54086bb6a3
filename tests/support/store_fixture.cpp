#include "tests/support/store_fixture.h"

#include "core/store/sqlite/connection.h"
#include "core/store/store_writer.h"

#include <chrono>
#include <future>
#include <thread>

namespace binnacle::test {

using namespace store;

StoreFixture::StoreFixture()
{
    open();
}

void StoreFixture::open()
{
    auto opened = Workspace::open({.directory = directory()});
    if (!opened)
        qFatal("open workspace: %s", opened.error().message.c_str());
    m_workspace = *std::move(opened);
    m_history = std::make_unique<EventHistory>(m_workspace->writer());
    std::promise<Status> loaded;
    m_history->load([&loaded](const Status &status) { loaded.set_value(status); });
    if (const Status status = loaded.get_future().get(); !status)
        qFatal("load history: %s", status.error().message.c_str());
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
    std::promise<Result<SyncOutcome>> done;
    m_history->sync(std::move(events), stateOf,
        [&done](Result<SyncOutcome> outcome) { done.set_value(std::move(outcome)); });
    return done.get_future().get();
}

Result<std::int64_t> StoreFixture::sweep(Timestamp now, int days, std::int64_t perCluster)
{
    std::promise<Result<std::int64_t>> done;
    m_history->sweep(now, days, perCluster,
        [&done](Result<std::int64_t> deleted) { done.set_value(std::move(deleted)); });
    return done.get_future().get();
}

void StoreFixture::read(const std::function<void(EventReader &)> &job)
{
    std::promise<void> done;
    m_workspace->readers().post(
        [&](Connection &connection) {
            EventReader reader(connection);
            job(reader);
            done.set_value();
        },
        [](const Error &error) { qFatal("open reader: %s", error.message.c_str()); });
    done.get_future().get();
}

std::vector<ClusterEvent> StoreFixture::all()
{
    std::vector<ClusterEvent> events;
    read([&events](EventReader &reader) {
        auto page = reader.page({}, {.limit = 1'000'000});
        if (!page)
            qFatal("read events: %s", page.error().message.c_str());
        events = *std::move(page);
    });
    return events;
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

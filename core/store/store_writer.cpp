#include "core/store/store_writer.h"

#include "core/store/dictionary.h"
#include "core/store/log.h"
#include "core/store/sqlite/connection.h"
#include "core/store/wall_clock.h"

#include <future>
#include <utility>

namespace binnacle::store {

namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr milliseconds kForEver{std::chrono::hours(24)};
constexpr milliseconds kQuiet{100};          // without a job, before chores are done
constexpr milliseconds kChoreAtLeast{2'000}; // between chores under load
constexpr milliseconds kProbe{3'000};
constexpr int kCheckpointPages = 16'384; // 64 MB: large checkpoints write each page once
constexpr int kTruncatePages = 49'152;   // 192 MB: a reader held the log; wait for it

bool isStoreFault(const Error &error)
{
    return error.code == ErrorCode::DiskFull || error.code == ErrorCode::Corrupt
        || error.code == ErrorCode::Unavailable || error.code == ErrorCode::PermissionDenied;
}

} // namespace

struct StoreWriter::Session
{
    explicit Session(const Open &opener)
        : open(opener)
    {}

    // Opens when needed.
    Status ready()
    {
        if (connection && !connection->isSuspect())
            return Done{};
        dictionary.reset();
        connection.reset();
        Result<std::unique_ptr<Connection>> opened = open();
        if (!opened)
            return opened.error();
        connection = *std::move(opened);
        dictionary = std::make_unique<Dictionary>(*connection);
        return Done{};
    }

    const Open &open;
    std::unique_ptr<Connection> connection;
    std::unique_ptr<Dictionary> dictionary;
    bool choresLeft = true;
    steady_clock::time_point lastChore = steady_clock::now();
};

StoreWriter::StoreWriter(Open open, Chore chore)
    : m_chore(std::move(chore))
    , m_thread([this, opener = std::move(open)](const std::stop_token &stop) { run(opener, stop); })
{}

StoreWriter::~StoreWriter() = default;

void StoreWriter::submit(Job job, Finished finished)
{
    {
        const std::scoped_lock lock(m_mutex);
        m_pending.push_back({.job = std::move(job), .finished = std::move(finished)});
    }
    m_arrived.notify_one();
}

Status StoreWriter::submitAndWait(Job job)
{
    std::promise<Status> answer;
    submit(std::move(job), [&answer](const Status &status) { answer.set_value(status); });
    return answer.get_future().get();
}

Status StoreWriter::health() const
{
    const std::scoped_lock lock(m_mutex);
    return m_health;
}

void StoreWriter::setHealth(const Status &outcome)
{
    if (!outcome && !isStoreFault(outcome.error()))
        return;
    const std::scoped_lock lock(m_mutex);
    if (outcome && !m_health)
        qCInfo(lcStore, "writing works again");
    if (!outcome && m_health)
        qCWarning(lcStore, "cannot write: %s", outcome.error().message.c_str());
    m_health = outcome;
}

StoreWriter::Batch StoreWriter::take(const std::stop_token &stop, milliseconds patience)
{
    std::unique_lock lock(m_mutex);
    m_arrived.wait_for(lock, stop, patience, [this] { return !m_pending.empty(); });
    return std::exchange(m_pending, {});
}

void StoreWriter::run(const Open &open, const std::stop_token &stop)
{
    Session session(open);
    for (;;) {
        const bool healthy = health().has_value();
        const bool choresWait = m_chore && session.choresLeft;
        Batch batch = take(stop, !healthy ? kProbe : choresWait ? kQuiet : kForEver);
        if (batch.empty() && stop.stop_requested())
            return;
        if (batch.empty()) {
            rest(session);
            continue;
        }
        commit(session, batch);
        session.choresLeft = true;
        const bool overdue = steady_clock::now() - session.lastChore > kChoreAtLeast;
        if (m_chore && overdue && session.connection && health())
            doChore(session);
    }
}

// Nobody waits: probe a sick store, else do what could wait.
void StoreWriter::rest(Session &session)
{
    if (!health()) {
        Pending probe{.job = [](WriteContext &context) -> Status {
                          Result<Statement> set = context.connection.prepare("state.set");
                          if (!set)
                              return set.error();
                          return set->bind("probe", toEpochMs(wallClockNow())).run();
                      },
            .finished = {}};
        (void)commitTogether(session, {&probe, 1});
        return;
    }
    if (m_chore && session.choresLeft)
        doChore(session);
}

void StoreWriter::doChore(Session &session)
{
    bool more = false;
    Pending chore{.job = [this, &more](WriteContext &context) -> Status {
                      const Result<bool> done = m_chore(context);
                      if (!done)
                          return done.error();
                      more = *done;
                      return Done{};
                  },
        .finished = {}};
    const Status outcome = commitTogether(session, {&chore, 1});
    if (!outcome && outcome.error().code != ErrorCode::ReadOnly)
        qCWarning(lcStore, "background work failed: %s", outcome.error().message.c_str());
    session.choresLeft = outcome && more;
    session.lastChore = steady_clock::now();
}

Status StoreWriter::commitTogether(Session &session, std::span<Pending> jobs)
{
    if (Status ready = session.ready(); !ready) {
        setHealth(ready);
        return ready;
    }
    WriteContext context{*session.connection, *session.dictionary};
    const Status outcome = session.connection->transaction([&]() -> Status {
        for (Pending &pending : jobs) {
            if (Status done = pending.job(context); !done)
                return done;
        }
        return Done{};
    });
    if (!outcome)
        session.dictionary->forget();
    setHealth(outcome);
    return outcome;
}

void StoreWriter::commit(Session &session, Batch &batch)
{
    const Status together = commitTogether(session, batch);
    for (Pending &pending : batch) {
        const bool alone = !together && batch.size() > 1;
        const Status outcome = alone ? commitTogether(session, {&pending, 1}) : together;
        if (pending.finished)
            pending.finished(outcome);
        pending = {}; // captures go now, not after the neighbours
    }
    if (!session.connection || session.connection->isSuspect())
        return;
    const int pages = session.connection->walPages();
    if (pages < kCheckpointPages)
        return;
    const Status checkpointed
        = session.connection->execute(pages < kTruncatePages ? "wal.checkpoint" : "wal.truncate");
    if (!checkpointed)
        setHealth(checkpointed);
}

} // namespace binnacle::store

#include "core/hub/command_queue.h"

#include "core/hub/command_check.h"
#include "core/hub/command_id.h"

#include <algorithm>
#include <tuple>

namespace binnacle::hub {

namespace {

constexpr int kMostAttempts = 3;
constexpr std::size_t kLongestLane = 1'000;

// How much of `whole` is left after what passed since `start` by the wall clock, which may have
// been set meanwhile: never less than nothing, never more than all.
Duration remaining(Duration whole, Timestamp start, Timestamp now)
{
    if (!isKnown(start))
        return whole;
    return std::clamp(whole - (now - start), Duration::zero(), whole);
}

} // namespace

CommandQueue::CommandQueue(
    const Clock &clock, CommandJournal &journal, std::function<void()> changed)
    : m_clock(clock)
    , m_journal(journal)
    , m_changed(std::move(changed))
{}

void CommandQueue::restore(std::vector<CommandRecord> open)
{
    const Duration now = m_clock.elapsed();
    for (CommandRecord &record : open) {
        if (isTerminal(record.state) || m_entries.contains(record.command.id))
            continue;
        const CommandId id = record.command.id;
        Entry &entry = m_entries[id];
        entry.record = std::move(record);
        entry.persisted = true;
        // The crash may have come after the agent got it and before that was written down.
        entry.handedOut = true;
        entry.requeued = entry.record.attempts > 0;
        const Command &command = entry.record.command;
        if (entry.record.state == CommandState::Delivering && isSafeAction(command.action)) {
            ++entry.record.attempts;
            toPending(entry, true);
        } else if (entry.record.state == CommandState::Pending) {
            const Duration ttl = timeToLive(command.topic());
            entry.pendingSince = now - (ttl - remaining(ttl, command.createdAt, m_clock.now()));
            setAlarm(entry, entry.pendingSince + ttl);
            m_pending[laneOf(entry.record.command)].push_back(id);
        } else {
            entry.record.state = CommandState::Running;
            const Duration left
                = remaining(resultDeadline(command), entry.record.startedAt, m_clock.now());
            setAlarm(entry, now + left);
        }
    }
    m_changed();
}

void CommandQueue::enqueue(Command command, DataHub::Accepted accepted, std::string reason)
{
    if (m_stopped)
        return accepted(Error{ErrorCode::Unavailable, "Binnacle is shutting down"});
    Result<Command> checked = checkCommand(std::move(command));
    if (!checked)
        return accepted(std::move(checked).error());
    if (checked->id.isEmpty())
        checked->id = makeCommandId();
    if (!isKnown(checked->createdAt))
        checked->createdAt = m_clock.now();
    const CommandId id = checked->id;
    if (m_entries.contains(id))
        return accepted(Error{ErrorCode::Conflict, "a command has this id already"});
    const auto lane = m_pending.find({checked->cluster, checked->topic()});
    if (lane != m_pending.end() && lane->second.size() >= kLongestLane) {
        return accepted(Error{ErrorCode::Unavailable,
            "the cluster has " + std::to_string(kLongestLane) + " commands waiting already"});
    }

    Entry &entry = m_entries[id];
    entry.record.command = *std::move(checked);
    entry.record.reason = std::move(reason);
    entry.pendingSince = m_clock.elapsed();
    setAlarm(entry, entry.pendingSince + timeToLive(entry.record.command.topic()));
    m_journal.insert(entry.record,
        [this, alive = std::weak_ptr(m_alive), id, accepted = std::move(accepted)](
            const Status &status) {
            if (alive.lock())
                inserted(id, status, accepted);
        });
}

void CommandQueue::inserted(
    const CommandId &id, const Status &status, const DataHub::Accepted &accepted)
{
    const auto it = m_entries.find(id);
    if (it == m_entries.end())
        return accepted(unknownCommand(id));
    Entry &entry = it->second;
    if (!status) {
        m_alarms.erase({entry.alarm, id});
        m_entries.erase(it);
        return accepted(withContext(status.error(), "store the command"));
    }
    entry.persisted = true;
    const LaneKey lane = laneOf(entry.record.command);
    if (entry.record.state == CommandState::Pending)
        m_pending[lane].push_back(id);
    m_changed();
    accepted(CommandRecord(entry.record));
    offer(lane);
}

void CommandQueue::wait(DataHub::WaitId id, const ClusterId &cluster, CommandTopic topic,
    Duration hold, DataHub::Deliver deliver)
{
    if (m_stopped)
        return deliver(std::nullopt);
    const LaneKey lane{cluster, topic};
    m_waits.park(
        id, lane, m_clock.elapsed() + std::max(hold, Duration::zero()), std::move(deliver));
    offer(lane);
    if (hold > Duration::zero())
        return;
    if (const DataHub::Deliver unserved = m_waits.take(id))
        unserved(std::nullopt);
}

void CommandQueue::abandon(DataHub::WaitId id)
{
    m_waits.take(id);
}

void CommandQueue::offer(const LaneKey &key)
{
    for (;;) {
        // Looked up anew each time: delivering may change everything.
        const auto lane = m_pending.find(key);
        if (lane == m_pending.end())
            return;
        const DataHub::Deliver deliver = m_waits.takeFirst(key);
        if (!deliver)
            return;
        const CommandId id = lane->second.front();
        leaveLane(m_entries.at(id));
        handOver(m_entries.at(id), deliver);
    }
}

void CommandQueue::handOver(Entry &entry, const DataHub::Deliver &deliver)
{
    entry.record.state = CommandState::Delivering;
    entry.record.startedAt = m_clock.now();
    entry.handedOut = true;
    setAlarm(entry, m_clock.elapsed() + resultDeadline(entry.record.command));
    const Command command = entry.record.command; // delivering may end the entry
    if (isSafeAction(command.action)) {
        save(entry);
        return deliver(command);
    }
    // At most once: what was not written down before it went out would go out again after a crash.
    save(entry, [this, alive = std::weak_ptr(m_alive), command, deliver](const Status &saved) {
        if (alive.lock())
            handOverSaved(command, saved, deliver);
    });
}

void CommandQueue::handOverSaved(
    const Command &command, const Status &saved, const DataHub::Deliver &deliver)
{
    const auto it = m_entries.find(command.id);
    if (it == m_entries.end() || it->second.record.state != CommandState::Delivering)
        return deliver(std::nullopt);
    if (saved && !m_stopped)
        return deliver(command);
    toPending(it->second, false); // at the head of its lane, for the next poll
    deliver(std::nullopt);
}

void CommandQueue::delivered(const CommandId &id, bool written)
{
    const auto it = m_entries.find(id);
    // The result may have been faster than the news that the answer was written.
    if (it == m_entries.end() || it->second.record.state != CommandState::Delivering)
        return;
    Entry &entry = it->second;
    if (written) {
        entry.record.state = CommandState::Running;
        setAlarm(entry, m_clock.elapsed() + resultDeadline(entry.record.command));
        return save(entry);
    }
    if (++entry.record.attempts >= kMostAttempts) {
        return toEnd(entry, CommandState::Failed,
            "not delivered: the agent's connection broke " + std::to_string(kMostAttempts)
                + " times");
    }
    const LaneKey lane = laneOf(entry.record.command);
    toPending(entry, false);
    offer(lane);
}

Result<CommandRecord> CommandQueue::command(const CommandId &id) const
{
    const auto it = m_entries.find(id);
    if (it == m_entries.end() || !it->second.persisted)
        return unknownCommand(id);
    return it->second.record;
}

std::vector<CommandRecord> CommandQueue::commands() const
{
    std::vector<CommandRecord> records;
    records.reserve(m_entries.size());
    for (const auto &[id, entry] : m_entries) {
        if (entry.persisted)
            records.push_back(entry.record);
    }
    std::ranges::sort(records, [](const CommandRecord &a, const CommandRecord &b) {
        return std::tie(b.command.createdAt, b.command.id)
            < std::tie(a.command.createdAt, a.command.id);
    });
    return records;
}

void CommandQueue::stop()
{
    m_stopped = true;
    while (const DataHub::Deliver deliver = m_waits.takeAny())
        deliver(std::nullopt);
}

void CommandQueue::toPending(Entry &entry, bool freshTtl)
{
    entry.record.state = CommandState::Pending;
    entry.record.startedAt = {};
    if (freshTtl)
        entry.pendingSince = m_clock.elapsed();
    setAlarm(entry, entry.pendingSince + timeToLive(entry.record.command.topic()));
    m_pending[laneOf(entry.record.command)].push_front(entry.record.command.id);
    save(entry);
}

void CommandQueue::leaveLane(const Entry &entry)
{
    const auto lane = m_pending.find(laneOf(entry.record.command));
    if (lane == m_pending.end())
        return;
    std::erase(lane->second, entry.record.command.id);
    if (lane->second.empty())
        m_pending.erase(lane);
}

void CommandQueue::setAlarm(Entry &entry, Duration at)
{
    m_alarms.erase({entry.alarm, entry.record.command.id});
    entry.alarm = at;
    m_alarms.emplace(at, entry.record.command.id);
}

} // namespace binnacle::hub

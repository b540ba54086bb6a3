// The half of CommandQueue in which commands end, and in which every change is journalled.
#include "core/hub/command_check.h"
#include "core/hub/command_id.h"
#include "core/hub/command_queue.h"
#include "core/hub/log.h"

#include <algorithm>

namespace binnacle::hub {

namespace {

constexpr Duration kKeepEnded = std::chrono::minutes(5);
constexpr Duration kSaveAgainAfter = std::chrono::seconds(5);

std::string inSeconds(Duration length)
{
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(length).count()) + " s";
}

// An agent that does not know what became of it says so in the words of kOutcomeUnknown. That ends
// as what no result at all ends as, so that it is never told as failed.
CommandState endOf(const Command &command, const CommandResult &result)
{
    if (result.success)
        return CommandState::Success;
    const bool isUnknown
        = result.error.starts_with(kOutcomeUnknown) && !isSafeAction(command.action);
    return isUnknown ? CommandState::Timeout : CommandState::Failed;
}

} // namespace

void CommandQueue::finish(
    CommandResult result, const ClusterId &cluster, std::function<void(Status)> done)
{
    const auto it = m_entries.find(result.command);
    if (it == m_entries.end() || !it->second.persisted)
        return done(unknownCommand(result.command));
    Entry &entry = it->second;
    CommandRecord &record = entry.record;
    if (!cluster.isEmpty() && cluster != record.command.cluster) {
        return done(Error{ErrorCode::PermissionDenied,
            "the command belongs to another cluster than " + cluster.value});
    }
    if (!entry.handedOut)
        return done(Error{ErrorCode::Conflict, "the command was not handed to an agent yet"});
    if (entry.answered) // a repetition is harmless; it is also a chance to save what was not
        return entry.unsaved ? save(entry, std::move(done)) : done(Done{});

    entry.answered = true;
    record.output = std::move(result.output);
    if (isTerminal(record.state)) {
        record.late = true;
        if (!result.error.empty())
            record.error = std::move(result.error);
        return save(entry, std::move(done));
    }
    leaveLane(entry);
    record.state = endOf(record.command, result);
    if (record.state == CommandState::Timeout && !isKnown(record.startedAt))
        record.startedAt = m_clock.now(); // it was put back, but the agent had read all of it
    record.error = std::move(result.error);
    record.finishedAt = m_clock.now();
    setAlarm(entry, m_clock.elapsed() + kKeepEnded);
    save(entry, std::move(done));
}

Status CommandQueue::cancel(const CommandId &id)
{
    const auto it = m_entries.find(id);
    if (it == m_entries.end())
        return unknownCommand(id);
    Entry &entry = it->second;
    if (entry.record.state != CommandState::Pending) {
        return Error{ErrorCode::Conflict,
            "too late to cancel: the command is "
                + std::string(commandStateName(entry.record.state))};
    }
    leaveLane(entry);
    toEnd(entry, CommandState::Cancelled, "cancelled");
    return Done{};
}

void CommandQueue::removeCluster(const ClusterId &cluster)
{
    for (const CommandTopic topic : {CommandTopic::Ops, CommandTopic::Ai}) {
        const LaneKey lane{cluster, topic};
        const auto gone = m_pending.extract(lane);
        if (!gone.empty()) {
            for (const CommandId &id : gone.mapped())
                toEnd(m_entries.at(id), CommandState::Expired, "the cluster was removed");
        }
        while (const DataHub::Deliver deliver = m_waits.takeFirst(lane))
            deliver(std::nullopt);
    }
}

void CommandQueue::tick()
{
    const Duration now = m_clock.elapsed();
    while (const DataHub::Deliver deliver = m_waits.takeDue(now))
        deliver(std::nullopt);
    while (!m_alarms.empty() && m_alarms.begin()->first <= now)
        alarm(m_entries.at(m_alarms.begin()->second));
    if (!m_unsaved.empty() && m_saveAgainAt <= now)
        saveAgain();
}

void CommandQueue::alarm(Entry &entry)
{
    const Command &command = entry.record.command;
    if (isTerminal(entry.record.state)) {
        if (entry.unsaved)
            return setAlarm(entry, m_clock.elapsed() + kKeepEnded);
        m_alarms.erase({entry.alarm, command.id});
        m_entries.erase(CommandId(command.id));
        return;
    }
    if (entry.record.state == CommandState::Pending) {
        leaveLane(entry);
        return toEnd(entry, CommandState::Expired,
            "no agent fetched it within " + inSeconds(timeToLive(command.topic())));
    }
    if (!isSafeAction(command.action) || entry.requeued) {
        return toEnd(
            entry, CommandState::Timeout, "no result within " + inSeconds(resultDeadline(command)));
    }
    entry.requeued = true;
    ++entry.record.attempts;
    const LaneKey lane = laneOf(entry.record.command);
    toPending(entry, true);
    offer(lane);
}

void CommandQueue::toEnd(Entry &entry, CommandState state, std::string error)
{
    entry.record.state = state;
    entry.record.error = std::move(error);
    entry.record.finishedAt = m_clock.now();
    setAlarm(entry, m_clock.elapsed() + kKeepEnded);
    save(entry);
}

void CommandQueue::save(Entry &entry, std::function<void(Status)> done)
{
    CommandRecord record = entry.record;
    if (hasSecretOutput(record.command.action) && !record.output.empty())
        record.output = "<redacted>";
    const CommandId id = record.command.id;
    m_journal.update(record,
        [this, alive = std::weak_ptr(m_alive), id, done = std::move(done)](const Status &status) {
            if (const auto here = alive.lock(); here && m_entries.contains(id)) {
                m_entries.at(id).unsaved = !status;
                if (status)
                    m_unsaved.erase(id);
                else if (m_unsaved.insert(id).second)
                    qCWarning(lcHub, "command not journalled id=%s error=%s", id.value.c_str(),
                        status.error().message.c_str());
            }
            if (done)
                done(status);
        });
    m_changed();
}

void CommandQueue::saveAgain()
{
    m_saveAgainAt = m_clock.elapsed() + kSaveAgainAfter;
    for (const CommandId &id : std::set<CommandId>(m_unsaved)) {
        const auto it = m_entries.find(id);
        if (it != m_entries.end())
            save(it->second);
    }
}

} // namespace binnacle::hub

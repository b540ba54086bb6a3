#pragma once

#include "core/base/clock.h"
#include "core/hub/data_hub.h"
#include "core/hub/parked_waits.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace binnacle::hub {

// The life of commands (contract 04 §4.5): pending, delivering, running and one of five ends. Every
// cluster has two FIFO lanes, one per topic. A command is offered to agents only once the journal
// holds it, so a crash loses none that was accepted; every later change is journalled too, and
// journalled again when that failed.
//
// Core thread only, callbacks included. Callbacks may call back into the queue.
class CommandQueue
{
public:
    // `changed` runs after every change of a record. All must outlive the queue.
    CommandQueue(const Clock &clock, CommandJournal &journal, std::function<void()> changed);

    void restore(std::vector<CommandRecord> open);
    // The rest as DataHub documents it; the caller knows that the cluster exists.
    void enqueue(Command command, DataHub::Accepted accepted, std::string reason);
    void wait(DataHub::WaitId id, const ClusterId &cluster, CommandTopic topic, Duration hold,
        DataHub::Deliver deliver);
    void abandon(DataHub::WaitId id);
    void delivered(const CommandId &command, bool written);
    void finish(CommandResult result, const ClusterId &cluster, std::function<void(Status)> done);
    Status cancel(const CommandId &command);
    Result<CommandRecord> command(const CommandId &command) const;
    std::vector<CommandRecord> commands() const; // newest first

    // Its pending commands expire, its waits end; what runs keeps its deadline.
    void removeCluster(const ClusterId &cluster);
    void tick();
    void stop();

private:
    struct Entry
    {
        CommandRecord record;
        Duration pendingSince{};
        Duration alarm{};       // when tick() looks at it again; also its key in m_alarms
        bool persisted = false; // the journal holds it: it may be offered
        bool handedOut = false; // an agent may know it
        bool requeued = false;  // its second chance after a missing result is used
        bool answered = false;  // a result arrived
        bool unsaved = false;   // the last change did not reach the journal
    };

    void inserted(const CommandId &id, const Status &status, const DataHub::Accepted &accepted);
    void offer(const LaneKey &key);
    void handOver(Entry &entry, const DataHub::Deliver &deliver);
    void handOverSaved(
        const Command &command, const Status &saved, const DataHub::Deliver &deliver);
    void toPending(Entry &entry, bool freshTtl);
    void toEnd(Entry &entry, CommandState state, std::string error);
    void leaveLane(const Entry &entry);
    void setAlarm(Entry &entry, Duration at);
    void alarm(Entry &entry);
    void save(Entry &entry, std::function<void(Status)> done = {});
    void saveAgain();

    const Clock &m_clock;
    CommandJournal &m_journal;
    const std::function<void()> m_changed;
    std::unordered_map<CommandId, Entry> m_entries;
    std::map<LaneKey, std::deque<CommandId>> m_pending; // those offered; no empty lanes
    ParkedWaits m_waits;
    std::set<std::pair<Duration, CommandId>> m_alarms;
    std::set<CommandId> m_unsaved;
    Duration m_saveAgainAt{};
    bool m_stopped = false;
    // Journal answers that arrive after the queue is gone find this expired.
    std::shared_ptr<const bool> m_alive = std::make_shared<const bool>(true);
};

} // namespace binnacle::hub

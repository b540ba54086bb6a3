#include "core/runtime/store_journal.h"

#include "core/commands/command_outcome.h"
#include "core/commands/command_plan_repository.h"
#include "core/store/command_repository.h"
#include "core/store/store_writer.h"

#include <utility>

namespace binnacle::runtime {

namespace {

// Brings the writer's answer back to the core thread.
store::StoreWriter::Finished onCore(CoreThread &core, std::function<void(Status)> done)
{
    return [&core, done = std::move(done)](
               const Status &status) { core.post([done, status] { done(status); }); };
}

// For the live steps of a command: what this change of its record means, in words.
CommandStep stepOf(const CommandRecord &record, Timestamp now)
{
    const auto milliseconds
        = [](Duration length) { return std::to_string(length.count()) + " ms"; };
    CommandStep step{.at = now, .state = std::string(commands::stateWord(record))};
    switch (record.state) {
    case CommandState::Pending:
        step.what = record.attempts == 0
            ? "by " + record.command.createdBy + (record.reason.empty() ? "" : ": " + record.reason)
            : "the agent's connection broke; waits for it again";
        break;
    case CommandState::Delivering:
        step.what = "offered to the agent after "
            + milliseconds(record.startedAt - record.command.createdAt);
        break;
    case CommandState::Running:
        step.what = "the agent has it";
        break;
    case CommandState::Success:
        step.what = "took " + milliseconds(record.finishedAt - record.startedAt);
        break;
    case CommandState::Failed:
    case CommandState::Timeout:
    case CommandState::Cancelled:
    case CommandState::Expired:
        step.what = record.error;
        break;
    }
    if (record.late)
        step.what = "a late answer: " + (commands::succeededLate(record) ? "done" : record.error);
    return step;
}

Status addStep(store::WriteContext &context, const CommandRecord &record, Timestamp now)
{
    return commands::addStep(context, record.command.id, stepOf(record, now));
}

} // namespace

StoreJournal::StoreJournal(const Clock &clock, store::StoreWriter &writer, CoreThread &core)
    : m_clock(clock)
    , m_writer(writer)
    , m_core(core)
{}

void StoreJournal::setListener(std::function<void(const CommandRecord &)> changed)
{
    m_changed = std::move(changed);
}

void StoreJournal::insert(const CommandRecord &record, std::function<void(Status)> done)
{
    const auto stored = [this, record, done = std::move(done)](const Status &status) {
        if (status && m_changed)
            m_changed(record);
        done(status);
    };
    m_writer.submit(
        [record](store::WriteContext &context) -> Status {
            if (Status inserted = store::insertCommand(context, record); !inserted)
                return inserted;
            return addStep(context, record, record.command.createdAt);
        },
        onCore(m_core, stored));
}

void StoreJournal::update(const CommandRecord &record, std::function<void(Status)> done)
{
    // Whatever became of it: the hub's record changed.
    const auto stored = [this, record, done = std::move(done)](const Status &status) {
        if (m_changed)
            m_changed(record);
        done(status);
    };
    m_writer.submit(
        [record, now = m_clock.now()](store::WriteContext &context) -> Status {
            if (Status updated = store::updateCommand(context, record); !updated)
                return updated;
            return addStep(context, record, now);
        },
        onCore(m_core, stored));
}

} // namespace binnacle::runtime

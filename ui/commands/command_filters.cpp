#include "ui/commands/command_filters.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::ui {

namespace {

using enum FieldType;

// What a command is about: the same fields for one that went out and for one that waits.
template<typename Row, typename CommandOf>
void addCommand(std::vector<typename RowFilter<Row>::Field> &fields, CommandOf commandOf)
{
    const auto text = [&](std::vector<std::string_view> names, std::string_view help, auto read) {
        fields.push_back({Text, std::move(names), help,
            [commandOf, read](const Row &row) { return QueryValue(read(commandOf(row))); }});
    };
    text({"action"}, "scale, restart, …", [](const Command &one) { return one.action; });
    text({"name", "target"}, "name of its target",
        [](const Command &one) { return one.target.name; });
    text({"namespace", "ns"}, "namespace of its target",
        [](const Command &one) { return one.target.ns; });
    text({"kind"}, "kind of its target", [](const Command &one) { return one.target.kind; });
    text({"cluster"}, "cluster id", [](const Command &one) { return one.cluster.value; });
    text({"parameters", "params"}, "as JSON", [](const Command &one) { return one.params; });
    fields.push_back({Choice, {"source"}, "web, api or ai",
        [commandOf](const Row &row) { return QueryValue(commandOf(row).source); },
        {"web", "api", "ai"}});
}

using EntryFields = std::vector<RowFilter<CommandEntry>::Field>;

void addOutcome(EntryFields &fields)
{
    fields.push_back({Choice, {"status", "state"}, "how far it came",
        [](const CommandEntry &entry) {
            return entry.isOutcomeUnknown ? filterWord("unknown")
                                          : filterWord(commandStateName(entry.record.state));
        },
        {"pending", "delivering", "running", "success", "failed", "timeout", "cancelled", "expired",
            "unknown"}});
    fields.push_back({Choice, {"verdict"}, "what ten minutes of watching said",
        [](const CommandEntry &entry) {
            return entry.verdict ? filterWord(verdictName(entry.verdict->kind)) : filterWord({});
        },
        {"watching", "improved", "no effect", "worse", "unknown"}});
    fields.push_back({Text, {"error"}, "what went wrong",
        [](const CommandEntry &entry) { return QueryValue(entry.record.error); }});
    fields.push_back({Text, {"output", "answer"}, "what the agent answered",
        [](const CommandEntry &entry) { return QueryValue(entry.record.output); }});
    fields.push_back({Flag, {"late"}, "a result came after its deadline",
        [](const CommandEntry &entry) { return QueryValue(entry.record.late); }});
    fields.push_back(
        {Count, {"attempts"}, "times it was handed to the agent", [](const CommandEntry &entry) {
             return QueryValue(static_cast<std::int64_t>(entry.record.attempts));
         }});
}

void addTimes(EntryFields &fields)
{
    fields.push_back({Time, {"created", "at"}, "when it was asked for",
        [](const CommandEntry &entry) { return filterTime(entry.record.command.createdAt); }});
    fields.push_back({Time, {"started"}, "when the agent got it",
        [](const CommandEntry &entry) { return filterTime(entry.record.startedAt); }});
    fields.push_back({Time, {"finished"}, "when it ended",
        [](const CommandEntry &entry) { return filterTime(entry.record.finishedAt); }});
    fields.push_back(
        {Span, {"took", "duration"}, "from start to end", [](const CommandEntry &entry) {
             const CommandRecord &record = entry.record;
             const bool isOver = isKnown(record.startedAt) && isKnown(record.finishedAt);
             return isOver ? filterSpan(record.finishedAt - record.startedAt) : QueryValue();
         }});
}

} // namespace

RowFilter<CommandEntry> newCommandFilter()
{
    EntryFields fields;
    addCommand<CommandEntry>(
        fields, [](const CommandEntry &entry) -> const Command & { return entry.record.command; });
    fields.push_back({Text, {"by", "user"}, "who asked for it",
        [](const CommandEntry &entry) { return QueryValue(entry.record.command.createdBy); }});
    fields.push_back({Text, {"reason"}, "why, as the person said",
        [](const CommandEntry &entry) { return QueryValue(entry.reason); }});
    fields.push_back({Text, {"id"}, "its id",
        [](const CommandEntry &entry) { return QueryValue(entry.record.command.id.value); }});
    addOutcome(fields);
    addTimes(fields);
    return {"commands", std::move(fields)};
}

RowFilter<Proposal> newProposalFilter()
{
    std::vector<RowFilter<Proposal>::Field> fields;
    addCommand<Proposal>(
        fields, [](const Proposal &proposal) -> const Command & { return proposal.command; });
    fields.push_back({Text, {"by", "user"}, "who proposed it",
        [](const Proposal &proposal) { return QueryValue(proposal.proposedBy); }});
    fields.push_back({Text, {"reason"}, "why, as the person said",
        [](const Proposal &proposal) { return QueryValue(proposal.reason); }});
    fields.push_back({Time, {"proposed", "created", "at"}, "when it was proposed",
        [](const Proposal &proposal) { return filterTime(proposal.proposedAt); }});
    fields.push_back({Time, {"expires"}, "when it lapses",
        [](const Proposal &proposal) { return filterTime(proposal.expiresAt); }});
    return {"proposals", std::move(fields)};
}

RowFilter<Runbook> newRunbookFilter()
{
    std::vector<RowFilter<Runbook>::Field> fields;
    fields.push_back({Text, {"name", "runbook"}, "what it is called",
        [](const Runbook &runbook) { return QueryValue(runbook.name); }});
    fields.push_back({Text, {"description"}, "what it is for",
        [](const Runbook &runbook) { return QueryValue(runbook.description); }});
    fields.push_back({Text, {"actions", "action"}, "what its steps do", [](const Runbook &runbook) {
                          std::string all;
                          for (const RunbookStep &step : runbook.steps)
                              all.append(all.empty() ? "" : ",").append(step.action);
                          return QueryValue(all);
                      }});
    fields.push_back({Count, {"steps"}, "how many", [](const Runbook &runbook) {
                          return QueryValue(static_cast<std::int64_t>(runbook.steps.size()));
                      }});
    fields.push_back({Count, {"parameters"}, "how many", [](const Runbook &runbook) {
                          return QueryValue(static_cast<std::int64_t>(runbook.parameters.size()));
                      }});
    fields.push_back({Time, {"changed", "updated"}, "when it was last changed",
        [](const Runbook &runbook) { return filterTime(runbook.updatedAt); }});
    fields.push_back({Text, {"by", "user"}, "who changed it",
        [](const Runbook &runbook) { return QueryValue(runbook.updatedBy); }});
    return {"runbooks", std::move(fields)};
}

} // namespace binnacle::ui

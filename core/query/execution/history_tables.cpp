#include "core/query/execution/object_table.h"
#include "core/query/source_fields.h"

#include <array>

namespace binnacle::query {

namespace {

struct Nothing
{
};

void appendParts(std::string &text, std::initializer_list<std::string_view> parts)
{
    for (const std::string_view part : parts)
        text.append(part).append(" ");
}

void appendEventWords(const ClusterEvent &event, std::string &text)
{
    appendParts(text, {event.reason, event.message});
}

void appendCommandWords(const CommandRecord &record, std::string &text)
{
    const Command &command = record.command;
    appendParts(text,
        {command.action, command.target.kind, command.target.ns, command.target.name,
            command.createdBy, record.error});
}

void appendAuditWords(const AuditEntry &entry, std::string &text)
{
    appendParts(text,
        {entry.username, entry.resource, entry.errorMessage, entry.address,
            auditActionName(entry.action)});
}

double tookOf(const CommandRecord &record)
{
    if (!isKnown(record.startedAt) || !isKnown(record.finishedAt))
        return kUnknownNumber;
    return static_cast<double>((record.finishedAt - record.startedAt).count());
}

const std::array kEventFields{
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Cluster),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const ClusterEvent &row) { return std::string_view(row.cluster.value); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Type),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const ClusterEvent &row) { return eventTypeName(row.type); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Reason),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const ClusterEvent &row) { return std::string_view(row.reason); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Message),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const ClusterEvent &row) { return std::string_view(row.message); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Kind),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const ClusterEvent &row) { return std::string_view(row.involved.kind); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Namespace),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const ClusterEvent &row) { return std::string_view(row.involved.ns); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Name),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const ClusterEvent &row) { return std::string_view(row.involved.name); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Node),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const ClusterEvent &row) { return std::string_view(row.host); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Source),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const ClusterEvent &row) { return std::string_view(row.component); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Uid),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const ClusterEvent &row) { return std::string_view(row.uid); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Count),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows, [](const ClusterEvent &row) { return numberOf(row.count); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::First),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows, [](const ClusterEvent &row) { return instantOf(row.first); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Last),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows, [](const ClusterEvent &row) { return instantOf(row.last); });
        }},
    FieldMaker<ClusterEvent, Nothing>{fieldOf(EventField::Text),
        [](std::span<const ClusterEvent> rows, const Nothing &, const FieldRef &) {
            return composedColumn(rows,
                [](const ClusterEvent &row, std::string &text) { appendEventWords(row, text); });
        }},
};

const std::array kCommandFields{
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Created),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const CommandRecord &row) { return instantOf(row.command.createdAt); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Cluster),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows, [](const CommandRecord &row) {
                return std::string_view(row.command.cluster.value);
            });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Action),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows,
                [](const CommandRecord &row) { return std::string_view(row.command.action); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Kind),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows,
                [](const CommandRecord &row) { return std::string_view(row.command.target.kind); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Namespace),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows,
                [](const CommandRecord &row) { return std::string_view(row.command.target.ns); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Name),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows,
                [](const CommandRecord &row) { return std::string_view(row.command.target.name); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Status),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const CommandRecord &row) { return commandStateName(row.state); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::By),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows,
                [](const CommandRecord &row) { return std::string_view(row.command.createdBy); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Source),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows,
                [](const CommandRecord &row) { return std::string_view(row.command.source); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Took),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows, [](const CommandRecord &row) { return tookOf(row); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Error),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const CommandRecord &row) { return std::string_view(row.error); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Id),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows,
                [](const CommandRecord &row) { return std::string_view(row.command.id.value); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Attempts),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const CommandRecord &row) { return numberOf(row.attempts); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Started),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const CommandRecord &row) { return instantOf(row.startedAt); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Finished),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const CommandRecord &row) { return instantOf(row.finishedAt); });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Late),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return flagColumn(rows, [](const CommandRecord &row) { return row.late ? 1.0 : 0.0; });
        }},
    FieldMaker<CommandRecord, Nothing>{fieldOf(CommandField::Text),
        [](std::span<const CommandRecord> rows, const Nothing &, const FieldRef &) {
            return composedColumn(rows,
                [](const CommandRecord &row, std::string &text) { appendCommandWords(row, text); });
        }},
};

const std::array kAuditFields{
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::At),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows, [](const AuditEntry &row) { return instantOf(row.at); });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::User),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const AuditEntry &row) { return std::string_view(row.username); });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::Role),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return textColumn(rows, [](const AuditEntry &row) {
                return row.role ? roleName(*row.role) : std::string_view();
            });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::Source),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const AuditEntry &row) { return actionSourceName(row.source); });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::Action),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const AuditEntry &row) { return auditActionName(row.action); });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::Resource),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const AuditEntry &row) { return std::string_view(row.resource); });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::Success),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return flagColumn(rows, [](const AuditEntry &row) { return row.success ? 1.0 : 0.0; });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::Code),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const AuditEntry &row) { return numberOf(row.statusCode); });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::Error),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const AuditEntry &row) { return std::string_view(row.errorMessage); });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::Address),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const AuditEntry &row) { return std::string_view(row.address); });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::Method),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return textColumn(
                rows, [](const AuditEntry &row) { return std::string_view(row.method); });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::Took),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return numberColumn(
                rows, [](const AuditEntry &row) { return static_cast<double>(row.took.count()); });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::Id),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return numberColumn(rows, [](const AuditEntry &row) { return numberOf(row.id); });
        }},
    FieldMaker<AuditEntry, Nothing>{fieldOf(AuditField::Text),
        [](std::span<const AuditEntry> rows, const Nothing &, const FieldRef &) {
            return composedColumn(rows,
                [](const AuditEntry &row, std::string &text) { appendAuditWords(row, text); });
        }},
};

} // namespace

TablePtr makeEventTable(std::vector<ClusterEvent> events)
{
    using Records = RecordTable<ClusterEvent, Nothing>;
    return std::make_shared<Records>(SourceId::Events, ClusterId{},
        Records::Parts{.rows = std::move(events),
            .context = {},
            .fields = kEventFields,
            .subjectOf =
                [](const ClusterEvent &event, const Nothing &) {
                    return QueryRowSubject{
                        .cluster = event.cluster, .object = event.involved, .event = event.id};
                },
            .isVisible =
                [](const ClusterEvent &event, const Nothing &, const AccessScope &scope) {
                    return scope.allows(event.cluster, event.involved.ns);
                }});
}

TablePtr makeCommandTable(std::vector<CommandRecord> commands)
{
    using Records = RecordTable<CommandRecord, Nothing>;
    return std::make_shared<Records>(SourceId::Commands, ClusterId{},
        Records::Parts{.rows = std::move(commands),
            .context = {},
            .fields = kCommandFields,
            .subjectOf =
                [](const CommandRecord &record, const Nothing &) {
                    return QueryRowSubject{
                        .cluster = record.command.cluster, .object = record.command.target};
                },
            .isVisible =
                [](const CommandRecord &record, const Nothing &, const AccessScope &scope) {
                    return scope.allows(record.command.cluster, record.command.target.ns);
                }});
}

TablePtr makeAuditTable(std::vector<AuditEntry> entries)
{
    using Records = RecordTable<AuditEntry, Nothing>;
    return std::make_shared<Records>(SourceId::Audit, ClusterId{},
        Records::Parts{.rows = std::move(entries),
            .context = {},
            .fields = kAuditFields,
            .subjectOf = [](const AuditEntry &, const Nothing &) { return QueryRowSubject{}; },
            .isVisible = [](const AuditEntry &, const Nothing &,
                             const AccessScope &scope) { return scope.isEverything(); }});
}

} // namespace binnacle::query

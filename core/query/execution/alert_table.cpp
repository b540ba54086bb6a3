#include "core/query/execution/object_table.h"
#include "core/query/source_fields.h"

#include <array>

namespace binnacle::query {

namespace {

struct AlertMoment
{
    Timestamp at{};
};
using Rows = std::span<const Alert>;
using Field = FieldMaker<Alert, AlertMoment>;

std::string_view statusOf(const Alert &alert)
{
    return alert.isOver() ? std::string_view("resolved") : alertPhaseName(alert.phase);
}

double tookOf(const Alert &alert, Timestamp now)
{
    if (!isKnown(alert.firedAt))
        return kUnknownNumber;
    return static_cast<double>(((alert.isOver() ? alert.resolvedAt : now) - alert.firedAt).count());
}

void appendWords(const Alert &alert, std::string &text)
{
    const ResourceRef &object = alert.subject.object;
    for (const std::string_view part :
        {std::string_view(alert.ruleName), std::string_view(alert.title),
            std::string_view(alert.message), std::string_view(object.kind),
            std::string_view(object.ns), std::string_view(object.name)})
        text.append(part).append(" ");
}

template<typename Get>
ColumnPtr texts(Rows rows, Get get)
{
    return textColumn(rows, [get](const Alert &alert) { return std::string_view(get(alert)); });
}

const std::array kFields{
    Field{fieldOf(AlertField::Id),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return numberColumn(
                rows, [](const Alert &alert) { return static_cast<double>(alert.id); });
        }},
    Field{fieldOf(AlertField::Rule),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return texts(
                rows, [](const Alert &alert) -> auto & { return alert.ruleName; });
        }},
    Field{fieldOf(AlertField::Severity),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return texts(
                rows, [](const Alert &alert) { return alertSeverityName(alert.severity); });
        }},
    Field{fieldOf(AlertField::Status),
        [](Rows rows, const AlertMoment &, const FieldRef &) { return texts(rows, statusOf); }},
    Field{fieldOf(AlertField::Cluster),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return texts(
                rows, [](const Alert &alert) -> auto & { return alert.subject.cluster.value; });
        }},
    Field{fieldOf(AlertField::Kind),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return texts(
                rows, [](const Alert &alert) -> auto & { return alert.subject.object.kind; });
        }},
    Field{fieldOf(AlertField::Namespace),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return texts(
                rows, [](const Alert &alert) -> auto & { return alert.subject.object.ns; });
        }},
    Field{fieldOf(AlertField::Name),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return texts(
                rows, [](const Alert &alert) -> auto & { return alert.subject.object.name; });
        }},
    Field{fieldOf(AlertField::Reading),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return texts(
                rows, [](const Alert &alert) -> auto & { return alert.valueText; });
        }},
    Field{fieldOf(AlertField::Fired),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return numberColumn(rows, [](const Alert &alert) { return instantOf(alert.firedAt); });
        }},
    Field{fieldOf(AlertField::Took),
        [](Rows rows, const AlertMoment &moment, const FieldRef &) {
            return numberColumn(
                rows, [now = moment.at](const Alert &alert) { return tookOf(alert, now); });
        }},
    Field{fieldOf(AlertField::Value),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return numberColumn(rows, [](const Alert &alert) { return numberOf(alert.value); });
        }},
    Field{fieldOf(AlertField::Since),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return numberColumn(
                rows, [](const Alert &alert) { return instantOf(alert.pendingSince); });
        }},
    Field{fieldOf(AlertField::Resolved),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return numberColumn(
                rows, [](const Alert &alert) { return instantOf(alert.resolvedAt); });
        }},
    Field{fieldOf(AlertField::Title),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return texts(
                rows, [](const Alert &alert) -> auto & { return alert.title; });
        }},
    Field{fieldOf(AlertField::Message),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return texts(
                rows, [](const Alert &alert) -> auto & { return alert.message; });
        }},
    Field{fieldOf(AlertField::Hush),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return texts(rows, [](const Alert &alert) { return alertHushName(alert.hush); });
        }},
    Field{fieldOf(AlertField::HushedBy),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return texts(
                rows, [](const Alert &alert) -> auto & { return alert.hushedBy; });
        }},
    Field{fieldOf(AlertField::AckedBy),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return texts(
                rows, [](const Alert &alert) -> auto & { return alert.ackedBy; });
        }},
    Field{fieldOf(AlertField::Acked),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return numberColumn(rows, [](const Alert &alert) { return instantOf(alert.ackedAt); });
        }},
    Field{fieldOf(AlertField::Told),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return numberColumn(
                rows, [](const Alert &alert) { return instantOf(alert.notifiedAt); });
        }},
    Field{fieldOf(AlertField::NoData),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return flagColumn(rows, [](const Alert &alert) { return alert.hasNoData ? 1.0 : 0.0; });
        }},
    Field{fieldOf(AlertField::Occurrences),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return numberColumn(
                rows, [](const Alert &alert) { return numberOf(alert.occurrences); });
        }},
    Field{fieldOf(AlertField::Text),
        [](Rows rows, const AlertMoment &, const FieldRef &) {
            return composedColumn(
                rows, [](const Alert &alert, std::string &text) { appendWords(alert, text); });
        }},
};

} // namespace

bool isVisible(const Alert &alert, const AccessScope &scope)
{
    const ResourceRef &object = alert.subject.object;
    return scope.allows(
        alert.subject.cluster, object.kind == "Namespace" ? object.name : object.ns);
}

TablePtr makeAlertTable(std::vector<Alert> alerts, Timestamp at)
{
    using Records = RecordTable<Alert, AlertMoment>;
    return std::make_shared<Records>(SourceId::Alerts, ClusterId{},
        Records::Parts{.rows = std::move(alerts),
            .context = {.at = at},
            .fields = kFields,
            .subjectOf =
                [](const Alert &alert, const AlertMoment &) {
                    return QueryRowSubject{
                        .cluster = alert.subject.cluster, .object = alert.subject.object};
                },
            .isVisible = [](const Alert &alert, const AlertMoment &,
                             const AccessScope &scope) { return isVisible(alert, scope); }});
}

} // namespace binnacle::query

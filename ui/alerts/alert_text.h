#pragma once

#include "core/domain/alert.h"
#include "core/domain/alert_report.h"
#include "core/domain/notification.h"
#include "ui/widgets/status_glyph.h"

#include <QString>
#include <QStringList>

#include <functional>
#include <optional>

namespace binnacle::ui {

// Words of rules, alerts, silences and channels in the user's language.
QString alertSeverityText(AlertSeverity severity);
StatusKind alertSeverityStatus(AlertSeverity severity);
// The kinds of AlertDesk::conditionKinds(); one that is not known here is shown as it is.
QString conditionKindText(const QString &kind);
// "firing 4 m", "pending 40 s", "over": of an alert, as of `now`.
QString alertStateText(const Alert &alert, Timestamp now);
StatusKind alertStateStatus(const Alert &alert, Timestamp now);
QString alertHushText(const Alert &alert); // "silenced by deploy window"; empty: not hushed
QString noDataText(NoDataPolicy policy);
QString decisionStageText(DecisionStep::Stage stage);
QString channelTypeText(ChannelType type);
QString deliveryStateText(DeliveryState state);
StatusKind deliveryStateStatus(DeliveryState state);
QString matchersText(const std::vector<AlertMatcher> &matchers);

// Firing as of `at`: fired by then and not over yet.
bool isFiringAt(const Alert &alert, Timestamp at);

// Durations of fields: "2 m", "1 h 30 m", "0 s" and back. Not translated: what is shown can be
// typed again. Spaces do not matter; a number alone is seconds.
QString durationField(Duration span);
std::optional<Duration> durationOf(const QString &text);

// How numbers of a condition are told, by its first metric: "14.4×" of burn(1h), "300 ms" of p95.
using ValueText = std::function<QString(double)>;
ValueText valueTextOf(const QString &conditionText);

// "a, b" <-> {"a", "b"}
QString namesText(const std::vector<std::string> &items);
std::vector<std::string> namesOf(const QString &text);

} // namespace binnacle::ui

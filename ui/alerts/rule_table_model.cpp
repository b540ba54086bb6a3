#include "ui/alerts/rule_table_model.h"

#include "ui/alerts/alert_state.h"
#include "ui/alerts/alert_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/table_style.h"

#include <algorithm>
#include <map>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// Alerts of one rule, summed up.
struct Found
{
    const Alert *worst = nullptr;
    int firing = 0;
    bool isHushed = true; // all of them
};

QHash<qint64, Found> foundByRule(const AlertState &state)
{
    QHash<qint64, Found> result;
    for (const Alert &alert : state.alerts()) { // worst first
        Found &found = result[alert.rule];
        if (!found.worst)
            found.worst = &alert;
        found.firing += isFiringAt(alert, state.now()) ? 1 : 0;
        found.isHushed = found.isHushed && alert.hush != AlertHush::None;
    }
    return result;
}

int urgencyOf(const AlertRule &rule, const Found &found, bool isEvaluated, Timestamp now)
{
    if (!rule.isEnabled)
        return -1;
    if (!found.worst)
        return isEvaluated ? 0 : 1;
    return isFiringAt(*found.worst, now) ? 2 + static_cast<int>(found.worst->severity) : 1;
}

QString notEvaluatedText(const RuleRow &row)
{
    return RuleTableModel::tr("not evaluated: %1", "a rule and why").arg(row.unevaluated);
}

void describe(RuleRow &row, const AlertRule &rule, const Found &found, Timestamp now)
{
    const bool isEvaluated = row.unevaluated.isEmpty();
    row.urgency = urgencyOf(rule, found, isEvaluated, now);
    if (!rule.isEnabled) {
        row.state = RuleTableModel::tr("disabled", "a rule");
        row.status = StatusKind::Unknown;
        return;
    }
    if (!found.worst && !isEvaluated) {
        row.state = notEvaluatedText(row);
        row.status = StatusKind::Unknown;
        return;
    }
    if (!found.worst) {
        row.state = RuleTableModel::tr("ok", "a rule");
        row.status = StatusKind::Ok;
        return;
    }
    row.state = alertStateText(*found.worst, now);
    row.status = alertStateStatus(*found.worst, now);
    if (found.firing > 1)
        row.state += u" · "_s + countText(found.firing);
    if (found.isHushed)
        row.state += u" · "_s + alertHushText(*found.worst);
    if (!isEvaluated) // what it found last still stands
        row.state += u" · "_s + notEvaluatedText(row);
}

} // namespace

int RuleTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RuleTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Rule");
    case KindColumn:
        return tr("Kind");
    case TargetColumn:
        return tr("Target");
    case ConditionColumn:
        return tr("Condition");
    case StateColumn:
        return tr("State");
    case ChannelsColumn:
        return tr("Channels");
    default:
        return {};
    }
}

QString RuleTableModel::text(const RuleRow &row, int column)
{
    switch (column) {
    case NameColumn:
        return row.name;
    case KindColumn:
        return row.kind;
    case TargetColumn:
        return row.target;
    case ConditionColumn:
        return row.condition;
    case StateColumn:
        return row.state;
    case ChannelsColumn:
        return row.channels;
    default:
        return {};
    }
}

QVariant RuleTableModel::cell(const RuleRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case kSortRole:
        return column == StateColumn ? QVariant(-row.urgency) : QVariant(text(row, column));
    case Qt::AccessibleTextRole:
        return column == NameColumn ? u"%1, %2"_s.arg(row.name, row.state) : text(row, column);
    case Qt::ToolTipRole:
        return column == StateColumn && !row.unevaluated.isEmpty() ? notEvaluatedText(row)
                                                                   : QVariant();
    case CellStatusRole:
        return column == NameColumn ? QVariant(static_cast<int>(row.status)) : QVariant();
    case CellSubtitleRole:
        return column == NameColumn && row.isDraft ? tr("not saved") : QVariant();
    case CellToneRole: {
        if (!row.isEnabled || column == KindColumn || column == ChannelsColumn)
            return static_cast<int>(Tone::Muted);
        if (column != StateColumn)
            return {};
        return static_cast<int>(row.status == StatusKind::Ok ? Tone::Ok : troubleTone(row.status));
    }
    default:
        return {};
    }
}

const RuleRows::Texts &RuleRows::textsOf(const AlertRule &rule)
{
    Texts &texts = m_texts[rule.id];
    if (texts.version == rule.version)
        return texts;
    const console::AlertDesk &desk = m_state.desk();
    const QString condition = toText(rule.condition);
    texts.version = rule.version;
    texts.kind = conditionKindText(desk.conditionKind(condition));
    texts.target = desk.conditionTarget(condition);
    texts.condition = desk.conditionText(condition);
    if (const Duration holds = desk.conditionFor(condition); holds > Duration::zero())
        texts.condition = RuleTableModel::tr("%1 for %2", "a condition, so long")
                              .arg(texts.condition, spanText(holds));
    return texts;
}

std::vector<RuleRow> RuleRows::rows()
{
    const Timestamp now = m_state.now();
    const QHash<qint64, Found> found = foundByRule(m_state);
    const std::map<std::int64_t, std::string> &unevaluated = m_state.board().unevaluated;
    std::vector<RuleRow> rows;
    m_total = 0;
    for (const AlertRule &rule : m_state.board().rules) {
        const bool isElsewhere = !m_state.cluster().isEmpty() && !rule.cluster.isEmpty()
            && rule.cluster != m_state.cluster();
        if (isElsewhere)
            continue;
        ++m_total;
        const Texts &texts = textsOf(rule);
        RuleRow row{.id = rule.id,
            .name = toText(rule.name),
            .kind = texts.kind,
            .target = texts.target,
            .condition = texts.condition,
            .channels = m_state.channelNames(rule),
            .cluster = rule.cluster.value,
            .severity = rule.severity,
            .isEnabled = rule.isEnabled};
        if (row.target.isEmpty())
            row.target = rule.cluster.isEmpty() ? RuleTableModel::tr("all clusters")
                                                : toText(rule.cluster.value);
        const auto problem = unevaluated.find(rule.id);
        if (rule.isEnabled && problem != unevaluated.end())
            row.unevaluated = toText(problem->second);
        describe(row, rule, found.value(rule.id), now);
        rows.push_back(std::move(row));
    }
    std::ranges::stable_sort(rows, std::ranges::greater{}, &RuleRow::urgency);
    return rows;
}

} // namespace binnacle::ui

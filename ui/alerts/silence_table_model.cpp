#include "ui/alerts/silence_table_model.h"

#include "ui/alerts/alert_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

namespace binnacle::ui {

SilencePhase silencePhase(const Silence &silence, Timestamp now)
{
    if (silence.isActive(now))
        return SilencePhase::Active;
    const bool isEnded = isKnown(silence.endedAt) && silence.endedAt <= now;
    return now < silence.from && !isEnded ? SilencePhase::Coming : SilencePhase::Over;
}

int SilenceTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SilenceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Silence");
    case MatchersColumn:
        return tr("Silences alerts with");
    case StateColumn:
        return tr("State");
    case FromColumn:
        return tr("From");
    case UntilColumn:
        return tr("Until");
    case ByColumn:
        return tr("By");
    default:
        return {};
    }
}

QString SilenceTableModel::text(const SilenceRow &row, int column)
{
    switch (column) {
    case NameColumn:
        return toText(row.silence.name);
    case MatchersColumn:
        return matchersText(row.silence.matchers);
    case StateColumn:
        return row.state;
    case FromColumn:
        return row.from;
    case UntilColumn:
        return row.until;
    case ByColumn:
        return toText(row.silence.createdBy);
    default:
        return {};
    }
}

QVariant SilenceTableModel::cell(const SilenceRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case CellStatusRole:
        if (column != NameColumn)
            return {};
        return static_cast<int>(row.phase == SilencePhase::Active ? StatusKind::Warning
                : row.phase == SilencePhase::Coming               ? StatusKind::Neutral
                                                                  : StatusKind::Unknown);
    case CellSubtitleRole:
        if (column != NameColumn || !row.silence.isMaintenance)
            return {};
        return row.silence.excludesBudget ? tr("maintenance, not in the budget")
                                          : tr("maintenance");
    case CellToneRole:
        return static_cast<int>(row.phase == SilencePhase::Over || column == ByColumn ? Tone::Muted
                : row.phase == SilencePhase::Active && column == StateColumn ? Tone::Warning
                                                                             : Tone::Text);
    default:
        return {};
    }
}

} // namespace binnacle::ui

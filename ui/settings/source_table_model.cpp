#include "ui/settings/source_table_model.h"

#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

StatusKind statusOf(const MetricsSourceState &state)
{
    if (!state.source.isEnabled)
        return StatusKind::Unknown;
    if (!state.health)
        return StatusKind::Critical;
    return isKnown(state.lastScrape) ? StatusKind::Ok : StatusKind::Neutral;
}

QString stateText(const MetricsSourceState &state)
{
    if (!state.source.isEnabled)
        return SourceTableModel::tr("off");
    if (!state.health)
        return errorLine(state.health.error());
    return isKnown(state.lastScrape) ? SourceTableModel::tr("scraping")
                                     : SourceTableModel::tr("starting");
}

} // namespace

QString foundText(std::size_t services, std::size_t edges, std::size_t ingressServices)
{
    QStringList parts;
    if (services > 0)
        parts += SourceTableModel::tr("%n service(s)", nullptr, static_cast<int>(services));
    if (edges > 0)
        parts += SourceTableModel::tr("%n call(s)", nullptr, static_cast<int>(edges));
    if (ingressServices > 0)
        parts += SourceTableModel::tr(
            "%n ingress service(s)", nullptr, static_cast<int>(ingressServices));
    return parts.join(u", "_s);
}

int SourceTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SourceTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isNumber = section >= AgeColumn && section <= SamplesColumn;
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && isNumber)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Endpoint");
    case ClusterColumn:
        return tr("Cluster");
    case StateColumn:
        return tr("State");
    case AgeColumn:
        return tr("Last scrape");
    case TookColumn:
        return tr("Took");
    case SamplesColumn:
        return tr("Samples");
    case FoundColumn:
        return tr("Found");
    default:
        return {};
    }
}

QString SourceTableModel::text(const SourceRow &row, int column)
{
    const MetricsSourceState &state = row.state;
    const bool isTold = isKnown(state.lastScrape);
    switch (column) {
    case NameColumn:
        return toText(state.source.name.empty() ? state.source.location : state.source.name);
    case ClusterColumn:
        return toText(state.source.cluster.value);
    case StateColumn:
        return stateText(state);
    case AgeColumn:
        return ageText(state.lastScrape, row.now);
    case TookColumn:
        return isTold ? tr("%1 ms").arg(state.took.count()) : tr("—");
    case SamplesColumn:
        return isTold ? countText(static_cast<qint64>(state.samples)) : tr("—");
    case FoundColumn:
        return foundText(state.services, state.edges, state.ingressServices);
    default:
        return {};
    }
}

QVariant SourceTableModel::cell(const SourceRow &row, int column, int role) const
{
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::ToolTipRole:
        return column == NameColumn ? toText(row.state.source.location) : QVariant();
    case CellStatusRole:
        return column == StateColumn ? static_cast<int>(statusOf(row.state)) : QVariant();
    case CellToneRole:
        return static_cast<int>(column == StateColumn && !row.state.health ? Tone::Critical
                : column == ClusterColumn                                  ? Tone::Muted
                                                                           : Tone::Text);
    default:
        return {};
    }
}

} // namespace binnacle::ui

#include "ui/overview/cluster_rows.h"

#include "ui/widgets/cluster_status.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

namespace binnacle::ui {

namespace {

constexpr qint64 kManyWarnings = 20; // in the last hour
constexpr Duration kFreshSnapshot{30'000};

const SnapshotSummary &summaryOf(const ClusterRow &row)
{
    static const SnapshotSummary kNone;
    return row.cluster.snapshot ? row.cluster.snapshot->summary : kNone;
}

// That no state was kept says nothing about the agent.
bool isUntold(const ClusterRow &row)
{
    return row.isPast && !row.cluster.snapshot && row.cluster.status != AgentStatus::Offline;
}

// Pods that should run and do; finished ones do not count.
double readyShare(const SnapshotSummary &summary)
{
    const int expected = summary.totalPods - summary.succeededPods;
    return expected <= 0 ? -1 : static_cast<double>(summary.runningPods) / expected;
}

double usageShare(qint64 usage, qint64 allocatable)
{
    return usage < 0 || allocatable <= 0
        ? -1
        : static_cast<double>(usage) / static_cast<double>(allocatable);
}

} // namespace

bool ClusterRow::operator==(const ClusterRow &other) const
{
    // Ages tick, so a row is only the same within the same second.
    return std::chrono::floor<std::chrono::seconds>(asOf)
        == std::chrono::floor<std::chrono::seconds>(other.asOf)
        && cluster.id == other.cluster.id && cluster.name == other.cluster.name
        && cluster.status == other.cluster.status && cluster.snapshot == other.cluster.snapshot
        && cluster.environment == other.cluster.environment
        && cluster.conflict == other.cluster.conflict && warnings == other.warnings
        && isPast == other.isPast;
}

ClusterTrouble troubleOf(const ClusterRow &row)
{
    const bool isSilent = !row.cluster.snapshot || row.cluster.status != AgentStatus::Online;
    if (isSilent && !isUntold(row))
        return ClusterTrouble::Stale;
    switch (healthOf(summaryOf(row))) {
    case ClusterHealth::Unhealthy:
        return ClusterTrouble::Unhealthy;
    case ClusterHealth::Degraded:
        return ClusterTrouble::Degraded;
    case ClusterHealth::Unknown:
    case ClusterHealth::Healthy:
        break;
    }
    if (row.warningsLastHour >= kManyWarnings)
        return ClusterTrouble::Warnings;
    return isUntold(row) ? ClusterTrouble::Untold : ClusterTrouble::None;
}

bool isInTrouble(const ClusterRow &row)
{
    const ClusterTrouble trouble = troubleOf(row);
    return trouble != ClusterTrouble::Untold && trouble != ClusterTrouble::None;
}

QString stateWord(const console::ClusterView &cluster)
{
    if (cluster.conflict)
        return ClusterTableModel::tr("two agents");
    switch (cluster.status) {
    case AgentStatus::Offline:
        return ClusterTableModel::tr("offline");
    case AgentStatus::OnlineNoData:
        return ClusterTableModel::tr("no snapshot");
    case AgentStatus::Online:
        return ClusterTableModel::tr("online");
    }
    return {};
}

QString environmentText(Environment environment)
{
    switch (environment) {
    case Environment::Production:
        return ClusterTableModel::tr("prod");
    case Environment::Staging:
        return ClusterTableModel::tr("staging");
    case Environment::Development:
        return ClusterTableModel::tr("dev");
    }
    return {};
}

int ClusterTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

Qt::ItemFlags ClusterTableModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = KeyedTableModel::flags(index);
    return index.column() == NameColumn ? flags | Qt::ItemIsEditable : flags;
}

bool ClusterTableModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const QString name = value.toString().trimmed();
    if (role != Qt::EditRole || index.column() != NameColumn || name.isEmpty())
        return false;
    emit renameRequested(rows()[static_cast<std::size_t>(index.row())].cluster, name);
    return true;
}

QVariant ClusterTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    const bool isNumber = section >= SnapshotColumn && section <= ReadyColumn;
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole
        && (isNumber || section == WarningCountColumn))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Cluster");
    case EnvironmentColumn:
        return tr("Environment");
    case StateColumn:
        return tr("Agent");
    case SnapshotColumn:
        return tr("Last snapshot");
    case HeartbeatColumn:
        return tr("Last contact");
    case ObjectsColumn:
        return tr("Objects");
    case PodsColumn:
        return tr("Pods");
    case ReadyColumn:
        return tr("Running");
    case WarningsColumn:
        return tr("Warnings, 24 h");
    case WarningCountColumn:
        return tr("Last hour");
    case CpuColumn:
        return tr("CPU");
    case MemoryColumn:
        return tr("Memory");
    }
    return {};
}

QVariant ClusterTableModel::text(const ClusterRow &row, int column)
{
    const SnapshotSummary &summary = summaryOf(row);
    const bool known = row.cluster.snapshot != nullptr;
    switch (column) {
    case NameColumn:
        return toText(row.cluster.name);
    case EnvironmentColumn:
        return environmentText(row.cluster.environment);
    case StateColumn:
        return stateWord(row.cluster);
    case SnapshotColumn:
        return ageText(row.cluster.times.lastSnapshot, row.asOf);
    case HeartbeatColumn:
        return ageText(row.cluster.times.lastHeartbeat, row.asOf);
    case ObjectsColumn:
        return known ? countText(summary.totalObjects) : tr("—");
    case PodsColumn:
        return known ? countText(summary.totalPods) : tr("—");
    case ReadyColumn:
        return percentText(readyShare(summary));
    case WarningCountColumn:
        return countText(row.warningsLastHour);
    case CpuColumn:
        return percentText(usageShare(summary.cpuUsage, summary.cpuAllocatable));
    case MemoryColumn:
        return percentText(usageShare(summary.memoryUsage, summary.memoryAllocatable));
    default:
        return {};
    }
}

QVariant ClusterTableModel::statusOf(const ClusterRow &row, int column)
{
    if (column == WarningsColumn)
        return static_cast<int>(StatusKind::Warning);
    if (column == StateColumn) {
        if (row.cluster.status == AgentStatus::Offline || isUntold(row))
            return static_cast<int>(StatusKind::Unknown);
        return static_cast<int>(row.cluster.status == AgentStatus::Online && !row.cluster.conflict
                ? StatusKind::Ok
                : StatusKind::Warning);
    }
    if (column != NameColumn)
        return {};
    switch (troubleOf(row)) {
    case ClusterTrouble::None:
        return static_cast<int>(StatusKind::Ok);
    case ClusterTrouble::Warnings:
    case ClusterTrouble::Degraded:
        return static_cast<int>(StatusKind::Warning);
    case ClusterTrouble::Stale:
    case ClusterTrouble::Untold:
        return static_cast<int>(StatusKind::Unknown);
    case ClusterTrouble::Unhealthy:
        return static_cast<int>(StatusKind::Critical);
    }
    return {};
}

QVariant ClusterTableModel::toneOf(const ClusterRow &row, int column)
{
    if (column == SnapshotColumn && !row.isPast && isKnown(row.cluster.times.lastSnapshot)
        && row.asOf - row.cluster.times.lastSnapshot > kFreshSnapshot)
        return static_cast<int>(Tone::Warning);
    if (column == WarningCountColumn)
        return static_cast<int>(
            row.warningsLastHour >= kManyWarnings ? Tone::Warning : Tone::Muted);
    if (column == EnvironmentColumn)
        return static_cast<int>(Tone::Muted);
    if (column == NameColumn)
        return static_cast<int>(Tone::Strong);
    return {};
}

QVariant ClusterTableModel::tipOf(const ClusterRow &row, int column)
{
    QStringList lines;
    if (row.cluster.conflict)
        lines += tr("Two agents report under this cluster id; their snapshots replace each other.");
    const bool isAge
        = column == StateColumn || column == SnapshotColumn || column == HeartbeatColumn;
    if (isAge && !row.isPast) // of the past not all three are kept
        lines += clusterAgesText(row.cluster, row.asOf);
    return lines.isEmpty() ? QVariant() : lines.join(u'\n');
}

QVariant ClusterTableModel::cell(const ClusterRow &row, int column, int role) const
{
    const SnapshotSummary &summary = summaryOf(row);
    switch (role) {
    case Qt::DisplayRole:
    case Qt::EditRole:
    case Qt::AccessibleTextRole:
        return text(row, column);
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
        return tipOf(row, column);
    case CellStatusRole:
        return statusOf(row, column);
    case CellToneRole:
        return toneOf(row, column);
    case CellValuesRole:
        return QVariant::fromValue(row.warnings);
    case CellShareRole:
        return column == CpuColumn ? usageShare(summary.cpuUsage, summary.cpuAllocatable)
                                   : usageShare(summary.memoryUsage, summary.memoryAllocatable);
    case CellIsStaleRole:
        return row.cluster.status == AgentStatus::Offline && column >= ObjectsColumn;
    default:
        return {};
    }
}

} // namespace binnacle::ui

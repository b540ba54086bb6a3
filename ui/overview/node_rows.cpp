#include "ui/overview/node_rows.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

#include <QHash>

#include <unordered_map>

namespace binnacle::ui {

namespace {

double share(qint64 part, qint64 whole)
{
    return part < 0 || whole <= 0 ? -1 : static_cast<double>(part) / static_cast<double>(whole);
}

QString statusText(const Node &node)
{
    QStringList words;
    if (node.ready != "True")
        words.append(node.ready == "False" ? NodeTableModel::tr("not ready")
                                           : NodeTableModel::tr("unknown"));
    if (node.diskPressure)
        words.append(NodeTableModel::tr("disk pressure"));
    if (node.memoryPressure)
        words.append(NodeTableModel::tr("memory pressure"));
    if (node.pidPressure)
        words.append(NodeTableModel::tr("PID pressure"));
    if (node.networkUnavailable)
        words.append(NodeTableModel::tr("no network"));
    if (!node.schedulable)
        words.append(NodeTableModel::tr("cordoned"));
    return words.isEmpty() ? NodeTableModel::tr("ready") : words.join(QStringLiteral(", "));
}

NodeRow rowOf(const Node &node, int pods)
{
    return {.name = toText(node.meta.name),
        .status = statusText(node),
        .isReady = node.ready == "True",
        .hasPressure = node.diskPressure || node.memoryPressure || node.pidPressure
            || node.networkUnavailable || !node.schedulable,
        .pods = pods,
        .podCapacity = node.podCapacity,
        .cpu = share(node.cpuUsage, node.cpuAllocatable),
        .memory = share(node.memoryUsage, node.memoryAllocatable)};
}

} // namespace

std::vector<NodeRow> nodeRows(const ClusterSnapshot &snapshot)
{
    std::unordered_map<std::string_view, int> pods;
    for (const Pod &pod : snapshot.pods) {
        if (pod.phase == PodPhase::Running || pod.phase == PodPhase::Pending)
            ++pods[pod.nodeName];
    }
    std::vector<NodeRow> rows;
    for (const Node &node : snapshot.nodes)
        rows.push_back(rowOf(node, pods[node.meta.name]));
    std::ranges::sort(rows, [](const NodeRow &a, const NodeRow &b) {
        const auto rank = [](const NodeRow &row) { return row.isReady + !row.hasPressure; };
        return std::pair(rank(a), a.name) < std::pair(rank(b), b.name);
    });
    return rows;
}

int NodeTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant NodeTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == PodsColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Node");
    case StatusColumn:
        return tr("Status");
    case PodsColumn:
        return tr("Pods");
    case CpuColumn:
        return tr("CPU");
    case MemoryColumn:
        return tr("Memory");
    }
    return {};
}

QVariant NodeTableModel::cell(const NodeRow &row, int column, int role) const
{
    if (role == CellShareRole)
        return column == CpuColumn ? row.cpu : row.memory;
    if (role == CellStatusRole && column == StatusColumn) {
        if (!row.isReady)
            return static_cast<int>(StatusKind::Critical);
        return static_cast<int>(row.hasPressure ? StatusKind::Warning : StatusKind::Ok);
    }
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (column) {
    case NameColumn:
        return row.name;
    case StatusColumn:
        return row.status;
    case PodsColumn:
        return row.podCapacity > 0
            ? QStringLiteral("%1/%2").arg(countText(row.pods), countText(row.podCapacity))
            : countText(row.pods);
    case CpuColumn:
        return percentText(row.cpu);
    case MemoryColumn:
        return percentText(row.memory);
    }
    return {};
}

} // namespace binnacle::ui

#include "ui/overview/workload_rows.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"

#include <map>

namespace binnacle::ui {

namespace {

struct OwnerKey
{
    std::string_view kind;
    std::string_view ns;
    std::string_view name;

    friend auto operator<=>(const OwnerKey &, const OwnerKey &) = default;
};

// The most telling word among the pods of each workload.
std::map<OwnerKey, std::string_view> podWords(const ClusterSnapshot &snapshot)
{
    std::map<OwnerKey, OwnerKey> ownerOfReplicaSet;
    for (const ReplicaSet &set : snapshot.replicaSets)
        ownerOfReplicaSet[{"ReplicaSet", set.meta.ns, set.meta.name}]
            = {set.meta.ownerKind, set.meta.ns, set.meta.ownerName};
    std::map<OwnerKey, std::string_view> words;
    for (const Pod &pod : snapshot.pods) {
        const std::string_view word = podStatusWord(pod);
        if (word == "Running" && pod.readyContainers == pod.totalContainers)
            continue;
        OwnerKey owner{pod.meta.ownerKind, pod.meta.ns, pod.meta.ownerName};
        if (const auto set = ownerOfReplicaSet.find(owner); set != ownerOfReplicaSet.end())
            owner = set->second;
        std::string_view &kept = words[owner];
        if (kept.empty() || kept == "Running" || kept == "Pending")
            kept = word;
    }
    return words;
}

} // namespace

std::vector<WorkloadRow> troubledWorkloads(const ClusterSnapshot &snapshot)
{
    const std::map<OwnerKey, std::string_view> words = podWords(snapshot);
    std::vector<WorkloadRow> rows;
    for (const Workload &workload : snapshot.workloads) {
        if (workload.ready >= workload.desired)
            continue;
        const std::string_view kind = workloadKindName(workload.kind);
        WorkloadRow row{.object = {.kind = std::string(kind),
                            .ns = std::string(workload.meta.ns),
                            .name = std::string(workload.meta.name)},
            .ready = workload.ready,
            .desired = workload.desired,
            .isDown = workload.ready == 0};
        const auto word = words.find({kind, workload.meta.ns, workload.meta.name});
        if (word != words.end() && word->second != "Running")
            row.why = toText(word->second);
        else if (word != words.end())
            row.why = WorkloadTableModel::tr("containers not ready");
        else
            row.why = toText(
                workload.rolloutMessage.empty() ? workload.rolloutPhase : workload.rolloutMessage);
        rows.push_back(std::move(row));
    }
    std::ranges::sort(rows, [](const WorkloadRow &a, const WorkloadRow &b) {
        return std::tuple(!a.isDown, a.ready - a.desired, a.object)
            < std::tuple(!b.isDown, b.ready - b.desired, b.object);
    });
    return rows;
}

int WorkloadTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant WorkloadTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation == Qt::Horizontal && role == Qt::TextAlignmentRole && section == ReadyColumn)
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case NameColumn:
        return tr("Workload");
    case NamespaceColumn:
        return tr("Namespace");
    case ReadyColumn:
        return tr("Ready");
    case WhyColumn:
        return tr("Why");
    }
    return {};
}

QVariant WorkloadTableModel::cell(const WorkloadRow &row, int column, int role) const
{
    if (role == CellStatusRole && column == NameColumn)
        return static_cast<int>(row.isDown ? StatusKind::Critical : StatusKind::Warning);
    if (role == CellToneRole && column == NamespaceColumn)
        return static_cast<int>(Tone::Muted);
    if (role != Qt::DisplayRole && role != Qt::AccessibleTextRole)
        return {};
    switch (column) {
    case NameColumn:
        return toText(row.object.name);
    case NamespaceColumn:
        return toText(row.object.ns);
    case ReadyColumn:
        return QStringLiteral("%1/%2").arg(countText(row.ready), countText(row.desired));
    case WhyColumn:
        return row.why;
    }
    return {};
}

} // namespace binnacle::ui

#include "core/query/execution/common_fields.h"
#include "core/query/execution/state_tables.h"

namespace binnacle::query {

namespace {

using Moment = StateMoment;
using Rows = std::span<const Node>;
using Field = FieldMaker<Node, StateMoment>;

// As kubectl prints it.
void appendStatus(const Node &node, std::string &text)
{
    text += node.ready == "True" ? "Ready" : (node.ready == "False" ? "NotReady" : "Unknown");
    if (!node.schedulable)
        text += ",SchedulingDisabled";
}

template<typename Use>
void forEachRole(const Node &node, Use use)
{
    for (const std::string_view role : node.roles)
        use(role);
}

template<typename Use>
void forEachPressure(const Node &node, Use use)
{
    if (node.memoryPressure)
        use(std::string_view("memory"));
    if (node.diskPressure)
        use(std::string_view("disk"));
    if (node.pidPressure)
        use(std::string_view("pid"));
    if (node.networkUnavailable)
        use(std::string_view("network"));
}

void appendWords(const Node &node, std::string &text)
{
    for (const std::string_view part : {node.meta.name, node.reason, node.message, node.internalIp,
             node.kubeletVersion, node.osImage})
        text.append(part).append(" ");
    appendStatus(node, text);
    text += ' ';
    appendLabels(text, node.meta.labels);
}

template<typename Get>
ColumnPtr byPods(Rows rows, const Moment &moment, Get get)
{
    return numberColumn(
        rows, [first = rows.data(), sums = &moment.index->podsOfNodes(), get](const Node &node) {
            return get((*sums)[static_cast<std::size_t>(&node - first)]);
        });
}

ColumnPtr podsColumn(Rows rows, const Moment &moment, const FieldRef &)
{
    return byPods(rows, moment,
        [](const SnapshotIndex::NodePods &sum) { return static_cast<double>(sum.pods); });
}

ColumnPtr cpuRequestedColumn(Rows rows, const Moment &moment, const FieldRef &)
{
    return byPods(rows, moment, [](const SnapshotIndex::NodePods &sum) { return sum.cpuRequests; });
}

ColumnPtr memoryRequestedColumn(Rows rows, const Moment &moment, const FieldRef &)
{
    return byPods(
        rows, moment, [](const SnapshotIndex::NodePods &sum) { return sum.memoryRequests; });
}

const std::array kNodeFields{
    Field{fieldOf(NodeField::Status),
        [](Rows rows, const Moment &, const FieldRef &) {
            return composedColumn(
                rows, [](const Node &node, std::string &text) { appendStatus(node, text); });
        }},
    Field{fieldOf(NodeField::Roles),
        [](Rows rows, const Moment &, const FieldRef &) {
            return listColumn(rows, [](const Node &node, auto use) { forEachRole(node, use); });
        }},
    Field{fieldOf(NodeField::Zone),
        [](Rows rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Node &node) { return zoneOf(node); });
        }},
    Field{fieldOf(NodeField::CpuUsage),
        [](Rows rows, const Moment &, const FieldRef &) {
            return numberColumn(rows,
                [](const Node &node) { return percentOf(node.cpuUsage, node.cpuAllocatable); });
        }},
    Field{fieldOf(NodeField::MemUsage),
        [](Rows rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Node &node) {
                return percentOf(node.memoryUsage, node.memoryAllocatable);
            });
        }},
    Field{fieldOf(NodeField::Pressure),
        [](Rows rows, const Moment &, const FieldRef &) {
            return listColumn(rows, [](const Node &node, auto use) { forEachPressure(node, use); });
        }},
    Field{fieldOf(NodeField::Version),
        [](Rows rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Node &node) { return node.kubeletVersion; });
        }},
    Field{fieldOf(NodeField::Ready),
        [](Rows rows, const Moment &, const FieldRef &) {
            return flagColumn(
                rows, [](const Node &node) { return node.ready == "True" ? 1.0 : 0.0; });
        }},
    Field{fieldOf(NodeField::Schedulable),
        [](Rows rows, const Moment &, const FieldRef &) {
            return flagColumn(rows, [](const Node &node) { return node.schedulable ? 1.0 : 0.0; });
        }},
    Field{fieldOf(NodeField::Cpu),
        [](Rows rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Node &node) { return coresOf(node.cpuUsage); });
        }},
    Field{fieldOf(NodeField::Memory),
        [](Rows rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Node &node) { return numberOf(node.memoryUsage); });
        }},
    Field{fieldOf(NodeField::CpuAllocatable),
        [](Rows rows, const Moment &, const FieldRef &) {
            return numberColumn(
                rows, [](const Node &node) { return coresOf(node.cpuAllocatable); });
        }},
    Field{fieldOf(NodeField::MemAllocatable),
        [](Rows rows, const Moment &, const FieldRef &) {
            return numberColumn(
                rows, [](const Node &node) { return numberOf(node.memoryAllocatable); });
        }},
    Field{fieldOf(NodeField::PodCapacity),
        [](Rows rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Node &node) { return numberOf(node.podCapacity); });
        }},
    Field{fieldOf(NodeField::Ip),
        [](Rows rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Node &node) { return node.internalIp; });
        }},
    Field{fieldOf(NodeField::Os),
        [](Rows rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Node &node) { return node.osImage; });
        }},
    Field{fieldOf(NodeField::Reason),
        [](Rows rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Node &node) { return node.reason; });
        }},
    Field{fieldOf(NodeField::Message),
        [](Rows rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Node &node) { return node.message; });
        }},
    Field{fieldOf(NodeField::Pods), &podsColumn},
    Field{fieldOf(NodeField::CpuRequested), &cpuRequestedColumn},
    Field{fieldOf(NodeField::MemRequested), &memoryRequestedColumn},
    Field{fieldOf(NodeField::Text),
        [](Rows rows, const Moment &, const FieldRef &) {
            return composedColumn(
                rows, [](const Node &node, std::string &text) { appendWords(node, text); });
        }},
};

} // namespace

TablePtr makeNodeTable(StateMoment moment)
{
    const std::span<const Node> rows = moment.snapshot->nodes;
    return std::make_shared<ObjectTable<Node>>(SourceId::Nodes, std::move(moment),
        ObjectTable<Node>::Parts{.rows = rows,
            .some = std::nullopt,
            .own = kNodeFields,
            .common = commonFields<Node, NodeField>(),
            .kindOf = [](const Node &) { return std::string_view("Node"); }});
}

} // namespace binnacle::query

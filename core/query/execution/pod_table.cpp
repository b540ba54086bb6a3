#include "core/query/execution/common_fields.h"
#include "core/query/execution/state_tables.h"

namespace binnacle::query {

namespace {

using Rows = std::span<const Pod>;
using Moment = StateMoment;
using Field = FieldMaker<Pod, StateMoment>;

template<typename Use>
void forEachImage(const Pod &pod, Use use)
{
    for (const Container &container : pod.containers)
        use(container.image);
}

void appendWords(const Pod &pod, std::string &text)
{
    for (const std::string_view part : {pod.meta.name, pod.meta.ns, pod.nodeName,
             podStatusWord(pod), pod.reason, pod.message, pod.meta.ownerName})
        text.append(part).append(" ");
    for (const Container &container : pod.containers)
        text.append(container.name).append(" ").append(container.image).append(" ");
    appendLabels(text, pod.meta.labels);
}

// The node of each pod: for shares of what it can give and for where it stands.
template<typename Get>
ColumnPtr byNode(Rows rows, const Moment &moment, Get get)
{
    return numberColumn(
        rows, [first = rows.data(), nodes = &moment.index->nodesOfPods(), get](const Pod &pod) {
            const Node *node = (*nodes)[static_cast<std::size_t>(&pod - first)];
            return node ? get(pod, *node) : kUnknownNumber;
        });
}

ColumnPtr zoneColumn(Rows rows, const Moment &moment, const FieldRef &)
{
    return textColumn(
        rows, [first = rows.data(), nodes = &moment.index->nodesOfPods()](const Pod &pod) {
            const Node *node = (*nodes)[static_cast<std::size_t>(&pod - first)];
            return node ? zoneOf(*node) : std::string_view{};
        });
}

// Contract 04 §4.6: usage in percent of what is allocatable.
ColumnPtr cpuShareColumn(Rows rows, const Moment &moment, const FieldRef &)
{
    return byNode(rows, moment, [](const Pod &pod, const Node &node) {
        return percentOf(pod.cpuUsage, node.cpuAllocatable);
    });
}

ColumnPtr memoryShareColumn(Rows rows, const Moment &moment, const FieldRef &)
{
    return byNode(rows, moment, [](const Pod &pod, const Node &node) {
        return percentOf(pod.memoryUsage, node.memoryAllocatable);
    });
}

template<std::string_view SnapshotIndex::Owner::*Part>
ColumnPtr ownerPartColumn(Rows rows, const Moment &moment)
{
    return textColumn(
        rows, [first = rows.data(), owners = &moment.index->ownersOfPods()](const Pod &pod) {
            return (*owners)[static_cast<std::size_t>(&pod - first)].*Part;
        });
}

ColumnPtr ownerNameColumn(Rows rows, const Moment &moment, const FieldRef &)
{
    return ownerPartColumn<&SnapshotIndex::Owner::name>(rows, moment);
}

ColumnPtr ownerKindColumn(Rows rows, const Moment &moment, const FieldRef &)
{
    return ownerPartColumn<&SnapshotIndex::Owner::kind>(rows, moment);
}

const std::array kPodFields{
    Field{fieldOf(PodField::Namespace), &namespaceColumn<Pod>},
    Field{fieldOf(PodField::Node),
        [](Rows rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Pod &pod) { return pod.nodeName; });
        }},
    Field{fieldOf(PodField::Phase),
        [](Rows rows, const Moment &, const FieldRef &) {
            constexpr std::size_t kPhases = static_cast<std::size_t>(PodPhase::Failed) + 1;
            return choiceColumn<kPhases>(
                rows, [](const Pod &pod) { return static_cast<std::size_t>(pod.phase); },
                [](std::size_t phase) { return podPhaseName(static_cast<PodPhase>(phase)); });
        }},
    Field{fieldOf(PodField::Status),
        [](Rows rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Pod &pod) { return podStatusWord(pod); });
        }},
    Field{fieldOf(PodField::Reason),
        [](Rows rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Pod &pod) { return pod.reason; });
        }},
    Field{fieldOf(PodField::Message),
        [](Rows rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Pod &pod) { return pod.message; });
        }},
    Field{fieldOf(PodField::Ip),
        [](Rows rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Pod &pod) { return pod.podIp; });
        }},
    Field{fieldOf(PodField::Qos),
        [](Rows rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Pod &pod) { return pod.qosClass; });
        }},
    Field{fieldOf(PodField::Restarts),
        [](Rows rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Pod &pod) { return numberOf(pod.restarts); });
        }},
    Field{fieldOf(PodField::Ready),
        [](Rows rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Pod &pod) { return numberOf(pod.readyContainers); });
        }},
    Field{fieldOf(PodField::Containers),
        [](Rows rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Pod &pod) { return numberOf(pod.totalContainers); });
        }},
    Field{fieldOf(PodField::Image),
        [](Rows rows, const Moment &, const FieldRef &) {
            return listColumn(rows, [](const Pod &pod, auto use) { forEachImage(pod, use); });
        }},
    Field{fieldOf(PodField::Cpu),
        [](Rows rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Pod &pod) { return coresOf(pod.cpuUsage); });
        }},
    Field{fieldOf(PodField::Memory),
        [](Rows rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const Pod &pod) { return numberOf(pod.memoryUsage); });
        }},
    Field{fieldOf(PodField::CpuUsage), &cpuShareColumn},
    Field{fieldOf(PodField::MemUsage), &memoryShareColumn},
    Field{fieldOf(PodField::Zone), &zoneColumn},
    Field{fieldOf(PodField::Owner), &ownerNameColumn},
    Field{fieldOf(PodField::OwnerKind), &ownerKindColumn},
    Field{fieldOf(PodField::Text),
        [](Rows rows, const Moment &, const FieldRef &) {
            return composedColumn(
                rows, [](const Pod &pod, std::string &text) { appendWords(pod, text); });
        }},
};

} // namespace

TablePtr makePodTable(StateMoment moment)
{
    const std::span<const Pod> pods = moment.snapshot->pods;
    return std::make_shared<ObjectTable<Pod>>(SourceId::Pods, std::move(moment),
        ObjectTable<Pod>::Parts{.rows = pods,
            .some = std::nullopt,
            .own = kPodFields,
            .common = commonFields<Pod, PodField>(),
            .kindOf = [](const Pod &) { return std::string_view("Pod"); }});
}

} // namespace binnacle::query

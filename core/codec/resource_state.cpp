#include "core/codec/resource_state.h"

#include "core/codec/json_dom.h"
#include "core/codec/json_writer.h"

#include <algorithm>
#include <array>

namespace binnacle::codec {

using simdjson::dom::element;

namespace {

constexpr std::size_t kMostBytes = 32UL * 1024;

// How much of an object is written; the first that fits is kept.
struct Detail
{
    std::size_t entries; // of each list
    std::size_t text;    // bytes of each text
};
constexpr std::array<Detail, 4> kDetails{{{64, 1024}, {16, 256}, {4, 128}, {0, 64}}};

class StateWriter
{
public:
    explicit StateWriter(const Detail &detail)
        : m_detail(detail)
    {
        m_out.beginObject();
    }

    // Nothing is written for what was not told: empty text, -1, unknown times.
    StateWriter &text(std::string_view key, std::string_view value)
    {
        if (!value.empty())
            m_out.member(key, cut(value));
        return *this;
    }
    StateWriter &number(std::string_view key, std::int64_t value)
    {
        if (value >= 0)
            m_out.member(key, value);
        return *this;
    }
    StateWriter &flag(std::string_view key, bool value)
    {
        m_out.member(key, value);
        return *this;
    }
    StateWriter &time(std::string_view key, Timestamp value)
    {
        if (isKnown(value))
            m_out.member(key, value);
        return *this;
    }

    template<typename Items, typename Write>
    StateWriter &list(std::string_view key, const Items &items, const Write &write)
    {
        const std::size_t shown = std::min<std::size_t>(std::size(items), m_detail.entries);
        if (shown == 0)
            return *this;
        m_out.key(key).beginArray();
        for (std::size_t i = 0; i < shown; ++i) {
            m_out.beginObject();
            write(*this, items[i]);
            m_out.endObject();
        }
        m_out.endArray();
        return *this;
    }
    StateWriter &texts(std::string_view key, std::span<const std::string_view> values)
    {
        const auto shown = values.first(std::min(values.size(), m_detail.entries));
        if (shown.empty())
            return *this;
        m_out.key(key).beginArray();
        for (const std::string_view value : shown)
            m_out.value(cut(value));
        m_out.endArray();
        return *this;
    }

    StateWriter &meta(std::string_view kind, const ObjectMeta &meta)
    {
        text("kind", kind).text("namespace", meta.ns).text("name", meta.name);
        text("uid", meta.uid).text("ownerKind", meta.ownerKind).text("ownerName", meta.ownerName);
        time("createdAt", meta.createdAt);
        const auto shown = meta.labels.first(std::min(meta.labels.size(), m_detail.entries));
        if (shown.empty())
            return *this;
        m_out.key("labels").beginObject();
        for (const Label &label : shown)
            m_out.member(cut(label.key), cut(label.value));
        m_out.endObject();
        return *this;
    }
    StateWriter &conditions(std::span<const Condition> conditions)
    {
        return list("conditions", conditions, [](StateWriter &out, const Condition &condition) {
            out.text("condition", condition.type).text("status", condition.status);
            out.text("reason", condition.reason).text("message", condition.message);
            out.time("changedAt", condition.changedAt);
        });
    }

    std::string take()
    {
        m_out.endObject();
        return m_out.take();
    }

private:
    // Never in the middle of a character.
    std::string_view cut(std::string_view text) const
    {
        if (text.size() <= m_detail.text)
            return text;
        std::size_t end = m_detail.text;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
            --end;
        return text.substr(0, end);
    }

    JsonWriter m_out;
    Detail m_detail;
};

void writeContainer(StateWriter &out, const Container &container)
{
    out.text("container", container.name).text("image", container.image);
    out.text("state", container.state).text("stateReason", container.stateReason);
    out.text("stateMessage", container.stateMessage);
    out.text("lastTermination", container.lastTerminationReason);
    out.flag("ready", container.ready).number("restarts", container.restartCount);
    out.number("cpuRequestMillicores", container.cpuRequest);
    out.number("cpuLimitMillicores", container.cpuLimit);
    out.number("memoryRequestBytes", container.memoryRequest);
    out.number("memoryLimitBytes", container.memoryLimit);
}

void write(StateWriter &out, const Pod &pod)
{
    out.meta("Pod", pod.meta).text("status", podStatusWord(pod));
    out.text("phase", podPhaseName(pod.phase)).text("reason", pod.reason);
    out.text("message", pod.message).text("node", pod.nodeName).text("podIp", pod.podIp);
    out.number("readyContainers", pod.readyContainers);
    out.number("totalContainers", pod.totalContainers).number("restarts", pod.restarts);
    out.text("qosClass", pod.qosClass).text("serviceAccount", pod.serviceAccount);
    out.number("cpuMillicores", pod.cpuUsage).number("memoryBytes", pod.memoryUsage);
    out.list("containers", pod.containers, &writeContainer);
    out.list("initContainers", pod.initContainers, &writeContainer);
    out.conditions(pod.conditions);
}

void write(StateWriter &out, const Node &node)
{
    out.meta("Node", node.meta).text("ready", node.ready).flag("schedulable", node.schedulable);
    out.text("reason", node.reason).text("message", node.message);
    out.texts("roles", node.roles).text("internalIp", node.internalIp);
    out.text("kubeletVersion", node.kubeletVersion).text("osImage", node.osImage);
    out.flag("memoryPressure", node.memoryPressure).flag("diskPressure", node.diskPressure);
    out.flag("pidPressure", node.pidPressure);
    out.flag("networkUnavailable", node.networkUnavailable);
    out.number("cpuMillicores", node.cpuUsage);
    out.number("cpuAllocatableMillicores", node.cpuAllocatable);
    out.number("memoryBytes", node.memoryUsage);
    out.number("memoryAllocatableBytes", node.memoryAllocatable);
    out.number("podCapacity", node.podCapacity).conditions(node.conditions);
}

void write(StateWriter &out, const Workload &workload)
{
    out.meta(workloadKindName(workload.kind), workload.meta);
    out.number("desired", workload.desired).number("updated", workload.updated);
    out.number("ready", workload.ready).number("available", workload.available);
    out.number("unavailable", workload.unavailable).flag("paused", workload.paused);
    out.text("strategy", workload.strategy).text("selector", workload.selector);
    out.text("rollout", workload.rolloutPhase).text("rolloutMessage", workload.rolloutMessage);
    out.texts("images", workload.images).conditions(workload.conditions);
}

void write(StateWriter &out, const ReplicaSet &set)
{
    out.meta("ReplicaSet", set.meta).number("desired", set.desired);
    out.number("ready", set.ready).number("available", set.available);
}

void write(StateWriter &out, const Job &job)
{
    out.meta("Job", job.meta).number("active", job.active).number("succeeded", job.succeeded);
    out.number("failed", job.failed).flag("complete", job.complete);
    out.time("startedAt", job.startedAt).time("finishedAt", job.finishedAt);
}

void write(StateWriter &out, const CronJob &job)
{
    out.meta("CronJob", job.meta).text("schedule", job.schedule);
    out.flag("suspended", job.suspended).number("activeJobs", job.activeJobs);
    out.time("lastScheduledAt", job.lastScheduledAt).time("lastSuccessAt", job.lastSuccessAt);
}

template<typename Object>
std::string encode(const Object &object)
{
    for (const Detail &detail : kDetails) {
        StateWriter out(detail);
        write(out, object);
        if (std::string json = out.take(); json.size() <= kMostBytes)
            return json;
    }
    return {}; // not reached: the last detail has no lists and a few dozen short texts
}

std::string encodeMeta(std::string_view kind, const ObjectMeta &meta)
{
    for (const Detail &detail : kDetails) {
        StateWriter out(detail);
        out.meta(kind, meta);
        if (std::string json = out.take(); json.size() <= kMostBytes)
            return json;
    }
    return {}; // not reached, as above
}

template<typename Objects>
auto findIn(const Objects &objects, const ResourceRef &wanted)
{
    return std::ranges::find_if(objects, [&wanted](const auto &object) {
        return object.meta.name == wanted.name && object.meta.ns == wanted.ns;
    });
}

template<typename Objects>
std::string encodeFrom(const Objects &objects, const ResourceRef &wanted)
{
    const auto found = findIn(objects, wanted);
    return found == objects.end() ? std::string() : encode(*found);
}

template<typename Objects>
std::string encodeMetaFrom(const Objects &objects, const ResourceRef &wanted)
{
    const auto found = findIn(objects, wanted);
    return found == objects.end() ? std::string() : encodeMeta(wanted.kind, found->meta);
}

std::string encodeWorkload(const ClusterSnapshot &snapshot, const ResourceRef &wanted)
{
    for (const Workload &workload : snapshot.workloads) {
        if (workloadKindName(workload.kind) == wanted.kind && workload.meta.name == wanted.name
            && workload.meta.ns == wanted.ns)
            return encode(workload);
    }
    return {};
}

std::string encodePlain(const ClusterSnapshot &snapshot, const ResourceRef &wanted)
{
    for (const PlainObject &object : snapshot.plainObjects) {
        if (object.kind == wanted.kind && object.meta.name == wanted.name
            && object.meta.ns == wanted.ns)
            return encodeMeta(object.kind, object.meta);
    }
    return {};
}

// Millicores and bytes are stored as numbers and shown with their unit.
std::string shownNumber(std::string_view key, std::int64_t number)
{
    if (key.ends_with("illicores"))
        return std::to_string(number) + 'm';
    if (!key.ends_with("Bytes") || number < 1024)
        return std::to_string(number);
    static constexpr std::array<std::string_view, 5> kUnits{"", "Ki", "Mi", "Gi", "Ti"};
    std::size_t unit = 0;
    for (; number >= 10'240 && unit + 1 < kUnits.size(); ++unit)
        number = (number + 512) / 1024;
    return std::to_string(number).append(kUnits[unit]);
}

std::string shownKey(std::string_view key)
{
    for (const std::string_view unit : {"Millicores", "Bytes"}) {
        if (key.ends_with(unit) && key.size() > unit.size())
            return std::string(key.substr(0, key.size() - unit.size()));
    }
    return std::string(key == "millicores" ? "cpu" : key);
}

std::string shownScalar(std::string_view key, const element &value)
{
    std::string_view text;
    std::int64_t number = 0;
    bool flag = false;
    if (value.get(text) == simdjson::SUCCESS)
        return std::string(text);
    if (value.get(number) == simdjson::SUCCESS)
        return shownNumber(key, number);
    if (value.get(flag) == simdjson::SUCCESS)
        return flag ? "true" : "false";
    return {};
}

void describe(simdjson::dom::object object, std::vector<StateLine> &lines);

void describeList(std::string_view key, simdjson::dom::array items, std::vector<StateLine> &lines)
{
    std::string joined;
    for (const element item : items) {
        simdjson::dom::object object;
        if (item.get(object) == simdjson::SUCCESS) {
            describe(object, lines);
            continue;
        }
        joined += joined.empty() ? "" : ", ";
        joined += shownScalar(key, item);
    }
    if (!joined.empty())
        lines.push_back({std::string(key), joined});
}

void describeLabels(simdjson::dom::object labels, std::vector<StateLine> &lines)
{
    std::string joined;
    for (const simdjson::dom::key_value_pair label : labels) {
        joined += joined.empty() ? "" : ", ";
        joined.append(label.key).append("=").append(shownScalar(label.key, label.value));
    }
    lines.push_back({"labels", joined});
}

// Two levels deep at most: what encodeResourceState writes.
void describe(simdjson::dom::object object, std::vector<StateLine> &lines)
{
    for (const simdjson::dom::key_value_pair member : object) {
        simdjson::dom::array items;
        simdjson::dom::object inner;
        if (member.value.get(items) == simdjson::SUCCESS)
            describeList(member.key, items, lines);
        else if (member.value.get(inner) == simdjson::SUCCESS)
            describeLabels(inner, lines);
        else if (!member.value.is_null())
            lines.push_back({shownKey(member.key), shownScalar(member.key, member.value)});
    }
}

} // namespace

std::string encodeResourceState(const ClusterSnapshot &snapshot, const ResourceRef &object)
{
    if (object.kind == "Pod")
        return encodeFrom(snapshot.pods, object);
    if (object.kind == "Node")
        return encodeFrom(snapshot.nodes, {.kind = object.kind, .ns = {}, .name = object.name});
    if (object.kind == "Deployment" || object.kind == "StatefulSet" || object.kind == "DaemonSet")
        return encodeWorkload(snapshot, object);
    if (object.kind == "ReplicaSet")
        return encodeFrom(snapshot.replicaSets, object);
    if (object.kind == "Job")
        return encodeFrom(snapshot.jobs, object);
    if (object.kind == "CronJob")
        return encodeFrom(snapshot.cronJobs, object);
    if (object.kind == "Service")
        return encodeMetaFrom(snapshot.services, object);
    if (object.kind == "Ingress")
        return encodeMetaFrom(snapshot.ingresses, object);
    if (object.kind == "Namespace")
        return encodeMetaFrom(snapshot.namespaces, object);
    return encodePlain(snapshot, object);
}

std::vector<StateLine> describeResourceState(std::string_view json)
{
    std::vector<StateLine> lines;
    const auto document = parseJson(std::string(json), {});
    simdjson::dom::object object;
    if (document && document->get(object) == simdjson::SUCCESS)
        describe(object, lines);
    return lines;
}

} // namespace binnacle::codec

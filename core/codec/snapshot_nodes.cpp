#include "core/codec/snapshot_parts.h"

namespace binnacle::codec {

namespace {

constexpr auto kNodeKeys = keys("summary", "spec", "capacity", "allocatable", "addresses", "info",
    "conditions", "labels", "metrics");
constexpr auto kSummaryKeys
    = keysWithMeta("roles", "ready", "schedulable", "creationTime", "reason", "message");
constexpr auto kSpecKeys = keys("unschedulable");
constexpr auto kResourceKeys = keys("cpu", "memory", "pods");
constexpr auto kAddressKeys = keys("internalIP");
constexpr auto kInfoKeys = keys("kubeletVersion", "osImage");
constexpr auto kMetricsKeys = keys("cpu", "memory", "pods", "pressure");
constexpr auto kUsageKeys = keys("usage", "allocatable", "capacity");
constexpr auto kPressureKeys
    = keys("memoryPressure", "diskPressure", "pidPressure", "networkUnavailable");

std::span<const std::string_view> readTexts(JsonReader &in, const JsonField &field)
{
    const auto array = in.array(field);
    if (!array)
        return {};
    if (array->size() > kMostEntries) {
        in.failTooMany(field.path, kMostEntries);
        return {};
    }
    const std::span<std::string_view> texts = in.arena().array<std::string_view>(array->size());
    std::size_t index = 0;
    for (const simdjson::dom::element element : *array) {
        texts[index] = in.shared(JsonField{&element, {.parent = &field.path, .index = index}});
        ++index;
    }
    return texts;
}

bool isTrue(std::span<const Condition> conditions, std::string_view type)
{
    return std::ranges::any_of(
        conditions, [type](const Condition &c) { return c.type == type && c.status == "True"; });
}

JsonField firstOf(const JsonField &preferred, const JsonField &other)
{
    return preferred ? preferred : other;
}

void readMetrics(JsonReader &in, const JsonField &field, Node &node)
{
    const JsonFields<kMetricsKeys> metrics(in, field);
    const JsonFields<kUsageKeys> cpu(in, metrics.at<"cpu">());
    const JsonFields<kUsageKeys> memory(in, metrics.at<"memory">());
    const JsonFields<kUsageKeys> pods(in, metrics.at<"pods">());
    node.cpuUsage = in.cpu(cpu.at<"usage">());
    node.memoryUsage = in.memory(memory.at<"usage">());
    if (node.cpuAllocatable < 0)
        node.cpuAllocatable = in.cpu(firstOf(cpu.at<"allocatable">(), cpu.at<"capacity">()));
    if (node.memoryAllocatable < 0)
        node.memoryAllocatable
            = in.memory(firstOf(memory.at<"allocatable">(), memory.at<"capacity">()));
    if (node.podCapacity < 0)
        node.podCapacity = in.memory(pods.at<"capacity">()); // a plain count

    const JsonFields<kPressureKeys> pressure(in, metrics.at<"pressure">());
    node.memoryPressure
        = in.flag(pressure.at<"memoryPressure">(), isTrue(node.conditions, "MemoryPressure"));
    node.diskPressure
        = in.flag(pressure.at<"diskPressure">(), isTrue(node.conditions, "DiskPressure"));
    node.pidPressure
        = in.flag(pressure.at<"pidPressure">(), isTrue(node.conditions, "PIDPressure"));
    node.networkUnavailable = in.flag(
        pressure.at<"networkUnavailable">(), isTrue(node.conditions, "NetworkUnavailable"));
}

} // namespace

Node readNode(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kNodeKeys> fields(path, object);
    const JsonFields<kSummaryKeys> summary(in, fields.at<"summary">());
    const JsonFields<kSpecKeys> spec(in, fields.at<"spec">());
    const JsonFields<kResourceKeys> allocatable(in, fields.at<"allocatable">());
    const JsonFields<kResourceKeys> capacity(in, fields.at<"capacity">());
    const JsonFields<kAddressKeys> addresses(in, fields.at<"addresses">());
    const JsonFields<kInfoKeys> info(in, fields.at<"info">());

    Node node{.meta = readMeta(in, summary),
        .roles = readTexts(in, summary.at<"roles">()),
        .ready = in.shared(summary.at<"ready">()),
        .reason = in.shared(summary.at<"reason">()),
        .message = in.copy(summary.at<"message">()),
        .internalIp = in.copy(addresses.at<"internalIP">()),
        .kubeletVersion = in.shared(info.at<"kubeletVersion">()),
        .osImage = in.shared(info.at<"osImage">()),
        .schedulable
        = in.flag(summary.at<"schedulable">(), true) && !in.flag(spec.at<"unschedulable">()),
        .cpuAllocatable = in.cpu(firstOf(allocatable.at<"cpu">(), capacity.at<"cpu">())),
        .memoryAllocatable
        = in.memory(firstOf(allocatable.at<"memory">(), capacity.at<"memory">())),
        .podCapacity = in.memory(firstOf(allocatable.at<"pods">(), capacity.at<"pods">())),
        .conditions = readSpan<Condition>(in, fields.at<"conditions">(), &readCondition)};
    if (!isKnown(node.meta.createdAt))
        node.meta.createdAt = in.time(summary.at<"creationTime">());
    if (const JsonField labels = fields.at<"labels">())
        node.meta.labels = readLabels(in, labels);
    readMetrics(in, fields.at<"metrics">(), node);
    return node;
}

} // namespace binnacle::codec

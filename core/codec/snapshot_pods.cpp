#include "core/codec/snapshot_parts.h"

#include <charconv>

namespace binnacle::codec {

namespace {

constexpr auto kPodKeys
    = keys("summary", "spec", "status", "containers", "initContainers", "labels");
constexpr auto kSummaryKeys = keysWithMeta("nodeName");
constexpr auto kSpecKeys = keys("serviceAccountName");
constexpr auto kStatusKeys = keys("phase", "ready", "restarts", "qosClass", "podIP", "reason",
    "message", "conditions", "cpuUsage", "memoryUsage");
constexpr auto kContainerKeys = keys("name", "image", "requests", "limits", "state", "stateReason",
    "stateMessage", "ready", "restartCount", "lastTerminationReason");
constexpr auto kResourceKeys = keys("cpu", "memory");
constexpr auto kConditionKeys = keys("type", "status", "reason", "message", "lastTransitionTime");

PodPhase phaseFromName(std::string_view name)
{
    for (const PodPhase phase :
        {PodPhase::Running, PodPhase::Pending, PodPhase::Succeeded, PodPhase::Failed}) {
        if (podPhaseName(phase) == name)
            return phase;
    }
    return PodPhase::Unknown;
}

Container readContainer(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kContainerKeys> fields(path, object);
    const JsonFields<kResourceKeys> requests(in, fields.at<"requests">());
    const JsonFields<kResourceKeys> limits(in, fields.at<"limits">());
    return {.name = in.shared(in.required(fields.at<"name">())),
        .image = in.shared(fields.at<"image">()),
        .state = in.shared(fields.at<"state">()),
        .stateReason = in.shared(fields.at<"stateReason">()),
        .stateMessage = in.copy(fields.at<"stateMessage">()),
        .lastTerminationReason = in.shared(fields.at<"lastTerminationReason">()),
        .restartCount = in.integer(fields.at<"restartCount">()),
        .cpuRequest = in.cpu(requests.at<"cpu">()),
        .cpuLimit = in.cpu(limits.at<"cpu">()),
        .memoryRequest = in.memory(requests.at<"memory">()),
        .memoryLimit = in.memory(limits.at<"memory">()),
        .ready = in.flag(fields.at<"ready">())};
}

// "1/2". Agents that leave it out, or write something else, are counted instead.
void setReadyContainers(std::string_view text, Pod &pod)
{
    const std::size_t slash = text.find('/');
    const char *end = text.data() + text.size();
    if (slash != std::string_view::npos) {
        const char *middle = text.data() + slash;
        const auto ready = std::from_chars(text.data(), middle, pod.readyContainers);
        const auto total = std::from_chars(middle + 1, end, pod.totalContainers);
        if (ready.ec == std::errc() && ready.ptr == middle && total.ec == std::errc()
            && total.ptr == end)
            return;
    }
    pod.totalContainers = static_cast<std::int32_t>(pod.containers.size());
    pod.readyContainers = static_cast<std::int32_t>(
        std::ranges::count_if(pod.containers, [](const Container &c) { return c.ready; }));
}

} // namespace

Condition readCondition(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kConditionKeys> fields(path, object);
    // The time is free text in some agents: contract 01 calls it a string, not a time.
    return {.type = in.shared(fields.at<"type">()),
        .status = in.shared(fields.at<"status">()),
        .reason = in.shared(fields.at<"reason">()),
        .message = in.shared(fields.at<"message">()),
        .changedAt = in.timeOrUnknown(fields.at<"lastTransitionTime">())};
}

std::span<const Label> readLabels(JsonReader &in, const JsonField &field)
{
    const auto object = in.object(field);
    if (!object)
        return {};
    if (object->size() > kMostEntries) {
        in.failTooMany(field.path, kMostEntries);
        return {};
    }
    const std::span<Label> labels = in.arena().array<Label>(object->size());
    std::size_t used = 0;
    for (const simdjson::dom::key_value_pair member : *object) {
        const bool isNull = member.value.is_null();
        const JsonField value{
            isNull ? nullptr : &member.value, {.parent = &field.path, .key = member.key}};
        labels[used++] = {in.shared(member.key), in.shared(value)};
    }
    return labels;
}

Pod readPod(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kPodKeys> fields(path, object);
    const JsonFields<kSummaryKeys> summary(in, fields.at<"summary">());
    const JsonFields<kSpecKeys> spec(in, fields.at<"spec">());
    const JsonFields<kStatusKeys> status(in, fields.at<"status">());

    Pod pod{.meta = readMeta(in, summary),
        .nodeName = in.shared(summary.at<"nodeName">()),
        .phase = phaseFromName(in.view(status.at<"phase">())),
        .reason = in.shared(status.at<"reason">()),
        .message = in.copy(status.at<"message">()),
        .podIp = in.copy(status.at<"podIP">()),
        .qosClass = in.shared(status.at<"qosClass">()),
        .serviceAccount = in.shared(spec.at<"serviceAccountName">()),
        .restarts = in.integer(status.at<"restarts">()),
        .cpuUsage = in.cpu(status.at<"cpuUsage">()),
        .memoryUsage = in.memory(status.at<"memoryUsage">()),
        .containers = readSpan<Container>(in, fields.at<"containers">(), &readContainer),
        .initContainers = readSpan<Container>(in, fields.at<"initContainers">(), &readContainer),
        .conditions = readSpan<Condition>(in, status.at<"conditions">(), &readCondition)};
    if (const JsonField labels = fields.at<"labels">())
        pod.meta.labels = readLabels(in, labels);
    setReadyContainers(in.view(status.at<"ready">()), pod);
    return pod;
}

} // namespace binnacle::codec

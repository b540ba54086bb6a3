#include "core/demo/synthetic_events.h"

#include <array>
#include <cstdio>
#include <string>
#include <string_view>

namespace binnacle::demo {

namespace {

constexpr std::uint64_t kEventsPerPod = 10;
constexpr std::uint64_t kPodsPerRollout = 5;

struct Kind
{
    EventType type;
    std::string_view reason;
    std::string_view component;
    std::string_view message; // %s: the pod
};

constexpr std::array<Kind, kEventsPerPod> kKinds{{
    {EventType::Normal, "Scheduled", "default-scheduler", "Successfully assigned %s to node"},
    {EventType::Normal, "Pulling", "kubelet",
        "Pulling image \"registry.example.com/shop/service:2026.3.1\""},
    {EventType::Normal, "Pulled", "kubelet",
        "Successfully pulled image \"registry.example.com/shop/service:2026.3.1\" in 1.2s"},
    {EventType::Normal, "Created", "kubelet", "Created container app"},
    {EventType::Normal, "Started", "kubelet", "Started container app"},
    {EventType::Warning, "Unhealthy", "kubelet",
        "Readiness probe failed: Get \"http://10.2.3.4:8080/ready\": context deadline exceeded"},
    {EventType::Normal, "SuccessfulCreate", "replicaset-controller", "Created pod: %s"},
    {EventType::Warning, "BackOff", "kubelet",
        "Back-off restarting failed container app in pod %s"},
    {EventType::Normal, "Killing", "kubelet", "Stopping container app"},
    {EventType::Normal, "SuccessfulDelete", "replicaset-controller", "Deleted pod: %s"},
}};

std::uint64_t mixed(std::uint64_t x)
{
    x += 0x9E3779B97F4A7C15ULL;
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9ULL;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBULL;
    return x ^ (x >> 31U);
}

std::string suffix(std::uint64_t seed, std::size_t length)
{
    static constexpr std::string_view kLetters = "bcdfghjklmnpqrstvwxz2456789";
    std::string text;
    for (std::uint64_t bits = mixed(seed); text.size() < length; bits /= kLetters.size())
        text.push_back(kLetters[bits % kLetters.size()]);
    return text;
}

std::string uuid(std::uint64_t seed)
{
    const std::uint64_t high = mixed(seed);
    const std::uint64_t low = mixed(high);
    char text[40];
    std::snprintf(text, sizeof text, "%08llx-%04llx-%04llx-%04llx-%012llx",
        static_cast<unsigned long long>(high >> 32U),
        static_cast<unsigned long long>((high >> 16U) & 0xFFFFU),
        static_cast<unsigned long long>(high & 0xFFFFU),
        static_cast<unsigned long long>(low >> 48U),
        static_cast<unsigned long long>(low & 0xFFFFFFFFFFFFULL));
    return text;
}

std::string hex16(std::uint64_t seed)
{
    char text[20];
    std::snprintf(text, sizeof text, "%016llx", static_cast<unsigned long long>(mixed(seed)));
    return text;
}

std::string filled(std::string_view pattern, const std::string &pod)
{
    std::string text(pattern);
    if (const auto at = text.find("%s"); at != std::string::npos)
        text.replace(at, 2, pod);
    return text;
}

} // namespace

ClusterEvent SyntheticEstate::event(std::uint64_t number) const
{
    const std::uint64_t pod = number / kEventsPerPod;
    const std::uint64_t deployment = pod % deployments;
    const std::uint64_t rollout = pod / deployments / kPodsPerRollout;
    const std::uint64_t cluster = deployment % clusters;
    const std::uint64_t node = mixed(pod) % nodes;
    // Six Normal to two Warning kinds, the rest by the pod's luck.
    const Kind &kind = kKinds[number % kEventsPerPod];

    const std::string ns = "team-" + std::to_string(deployment % 40);
    const std::string workload = "service-" + std::to_string(deployment);
    const std::string set = workload + "-" + suffix(deployment * 1'000 + rollout, 9);
    const std::string name = set + "-" + suffix(pod + 7'000'000'000, 5);
    const std::string host = "node-" + std::to_string(cluster) + "-" + std::to_string(node);
    const Timestamp last = start + step * static_cast<std::int64_t>(number);

    ClusterEvent event{
        .cluster = {"cluster-" + std::to_string(cluster)},
        .uid = uuid(number),
        .name = name + "." + hex16(number),
        .ns = ns,
        .type = kind.type,
        .reason = std::string(kind.reason),
        .message = filled(kind.message, name),
        .component = std::string(kind.component),
        .host = host,
        .involved = {.kind = "Pod", .ns = ns, .name = name},
        .involvedUid = uuid(pod + 1'000'000'000),
        .first = last - Duration{static_cast<std::int64_t>(mixed(number) % 600'000)},
        .last = last,
        .count = static_cast<std::int64_t>(mixed(number) % 7 + 1),
        .owners = {{.kind = "ReplicaSet", .ns = ns, .name = set},
            {.kind = "Deployment", .ns = ns, .name = workload}},
    };
    if (number % 500 == 499) {
        event.involved = {.kind = "Node", .ns = "", .name = host};
        event.name = host + "." + hex16(number);
        event.ns = "default";
        event.type = EventType::Warning;
        event.reason = "NodeNotReady";
        event.message = "Node " + host + " status is now: NodeNotReady";
        event.owners.clear();
    }
    return event;
}

std::vector<ClusterEvent> SyntheticEstate::events(std::uint64_t first, std::uint64_t count) const
{
    std::vector<ClusterEvent> list;
    list.reserve(count);
    for (std::uint64_t i = 0; i < count; ++i)
        list.push_back(event(first + i));
    return list;
}

} // namespace binnacle::demo

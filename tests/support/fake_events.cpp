#include "tests/support/fake_console.h"

#include <algorithm>
#include <array>
#include <random>

namespace binnacle::fake {

namespace {

struct Happening
{
    EventType type;
    const char *reason;
    const char *kind;
    const char *ns;
    const char *name;
    const char *component;
    const char *message;
};

constexpr std::array kHappenings{
    Happening{EventType::Warning, "Unhealthy", "Pod", "shop", "checkout-6d8f7c9b5-x2k4p", "kubelet",
        "Readiness probe failed: HTTP probe failed with statuscode: 503"},
    Happening{EventType::Warning, "BackOff", "Pod", "data", "payments-db-0", "kubelet",
        "Back-off restarting failed container postgres in pod payments-db-0"},
    Happening{EventType::Warning, "FailedMount", "Pod", "data", "payments-db-0", "kubelet",
        "MountVolume.SetUp failed for volume \"wal\": rpc error: code = Unavailable"},
    Happening{EventType::Normal, "ScalingReplicaSet", "Deployment", "shop", "checkout",
        "deployment-controller", "Scaled up replica set checkout-6d8f7c9b5 to 6 from 4"},
    Happening{EventType::Warning, "NodeHasDiskPressure", "Node", "", "node-5", "kubelet",
        "Node node-5 status is now: NodeHasDiskPressure"},
    Happening{EventType::Warning, "Evicted", "Pod", "ml", "recommender-0", "kubelet",
        "The node was low on resource: ephemeral-storage."},
    Happening{EventType::Normal, "Pulled", "Pod", "pay", "fraud-check-7f9c-9wz2l", "kubelet",
        "Successfully pulled image \"fraud-check:1.4.0\" in 1.2s"},
    Happening{EventType::Normal, "Scheduled", "Pod", "pay", "fraud-check-7f9c-9wz2l",
        "default-scheduler", "Successfully assigned pay/fraud-check-7f9c-9wz2l to node-2"},
    Happening{EventType::Normal, "Killing", "Pod", "shop", "cart-5b7d4f6c8-q7m1c", "kubelet",
        "Stopping container cart"},
    Happening{EventType::Warning, "FreeDiskSpaceFailed", "Node", "", "node-5", "kubelet",
        "Failed to garbage collect required amount of images"},
};

} // namespace

console::Events makeEvents(Timestamp now, int count)
{
    std::minstd_rand random(7);
    console::Events result;
    const std::array<std::string, 4> clusters{"prod-eu", "prod-us", "staging", "edge-lab"};
    for (int i = 0; i < count; ++i) {
        const Happening &what = kHappenings.at(random() % kHappenings.size());
        const bool isRecent = i * 5 < count * 2;
        ClusterEvent event;
        event.last
            = now - (isRecent ? Duration{random() % 2'400'000} : Duration{random() % 86'400'000});
        event.cluster = ClusterId{isRecent ? clusters[0] : clusters.at(random() % clusters.size())};
        event.uid = "c4f1" + std::to_string(1000 + i) + "-0000-4000-8000-9b2e00000000";
        event.name = std::string(what.name) + ".17a" + std::to_string(i);
        event.ns = what.ns[0] ? what.ns : "default";
        event.type = what.type;
        event.reason = what.reason;
        event.message = what.message;
        event.component = what.component;
        event.host = std::string_view(what.name).starts_with("node-") ? what.name : "node-5";
        event.involved = {.kind = what.kind, .ns = what.ns, .name = what.name};
        event.involvedUid = "uid-" + std::string(what.name);
        event.count = 1 + static_cast<std::int64_t>(random() % 12);
        event.first = event.last - Duration{event.count * 30'000};
        event.countIsMinimum = random() % 40 == 0;
        result.push_back(std::move(event));
    }
    std::ranges::sort(result, std::ranges::greater{}, &ClusterEvent::last);
    for (std::size_t i = 0; i < result.size(); ++i)
        result[i].id = static_cast<EventRowId>(result.size() - i);
    return result;
}

} // namespace binnacle::fake

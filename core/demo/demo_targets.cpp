#include "core/demo/demo_targets.h"

#include <array>

namespace binnacle::demo {

namespace {

struct Promise
{
    const char *host;
    double availability; // percent
    int p95Latency;      // milliseconds
};

constexpr std::array kPromises = std::to_array<Promise>({
    {"shop.example.com", 99.9, 300},
    {"shop.example.com/checkout", 99.9, 400},
    {"api.example.com", 99.5, 250},
    {"accounts.example.com", 99.9, 150},
    {"static.example.com", 99.0, 100},
    {"pay.example.com", 99.95, 400},
});

} // namespace

std::vector<SloTarget> demoTargets()
{
    std::vector<SloTarget> targets;
    for (const char *cluster : {"prod-eu", "prod-us"}) {
        for (const Promise &promise : kPromises) {
            for (const SloWindow window :
                {SloWindow::OneDay, SloWindow::SevenDays, SloWindow::ThirtyDays}) {
                SloTarget target;
                target.cluster = ClusterId{cluster};
                target.type = SloTargetType::Ingress;
                target.host = promise.host;
                target.window = window;
                target.availability = promise.availability;
                target.p95Latency = promise.p95Latency;
                targets.push_back(std::move(target));
            }
        }
    }
    return targets;
}

} // namespace binnacle::demo

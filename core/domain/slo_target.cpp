#include "core/domain/slo_target.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace binnacle {

namespace {

using std::chrono::days;

struct WindowRow
{
    SloWindow window;
    std::string_view name;
    Duration length;
    double availability;
    int p95Latency;
};

constexpr std::array<WindowRow, 3> kWindows{{
    {SloWindow::OneDay, "1d", days{1}, 95, 300},
    {SloWindow::SevenDays, "7d", days{7}, 96, 280},
    {SloWindow::ThirtyDays, "30d", days{30}, 97, 250},
}};

const WindowRow &rowOf(SloWindow window)
{
    return *std::ranges::find(kWindows, window, &WindowRow::window);
}

} // namespace

std::string_view sloWindowName(SloWindow window)
{
    return rowOf(window).name;
}

std::optional<SloWindow> sloWindowFromName(std::string_view name)
{
    const auto found = std::ranges::find(kWindows, name == "24h" ? "1d" : name, &WindowRow::name);
    return found == kWindows.end() ? std::nullopt : std::optional(found->window);
}

Duration sloWindowLength(SloWindow window)
{
    return rowOf(window).length;
}

std::string_view sloTargetTypeName(SloTargetType type)
{
    return type == SloTargetType::Service ? "service" : "ingress";
}

SloTarget defaultTarget(SloWindow window)
{
    const WindowRow &row = rowOf(window);
    return {.window = window, .availability = row.availability, .p95Latency = row.p95Latency};
}

Status validate(const SloTarget &target)
{
    if (target.host.empty())
        return Error{ErrorCode::InvalidArgument, "host: name a domain, service key or service"};
    if (!std::isfinite(target.availability) || target.availability <= 0
        || target.availability > 100)
        return Error{ErrorCode::InvalidArgument,
            "availabilityTarget: a percentage above 0 and up to 100, for example 99.9"};
    if (target.p95Latency < 1 || target.p95Latency > 600'000)
        return Error{ErrorCode::InvalidArgument, "p95LatencyTarget: 1 to 600000 milliseconds"};
    return Done{};
}

std::string_view sloStatusName(SloStatus status)
{
    switch (status) {
    case SloStatus::Healthy:
        return "healthy";
    case SloStatus::Warning:
        return "warning";
    case SloStatus::Critical:
        return "critical";
    case SloStatus::Unknown:
        break;
    }
    return "unknown";
}

SloStatus worse(SloStatus a, SloStatus b)
{
    return std::max(a, b);
}

} // namespace binnacle

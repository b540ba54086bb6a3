#include "core/domain/slo_report.h"

#include <algorithm>

namespace binnacle {

std::string_view sloTrendName(SloTrend trend)
{
    switch (trend) {
    case SloTrend::Up:
        return "up";
    case SloTrend::Down:
        return "down";
    case SloTrend::Stable:
        break;
    }
    return "stable";
}

std::optional<double> Measured::requestRate() const
{
    const double seconds = std::chrono::duration<double>(covered).count();
    if (seconds <= 0)
        return std::nullopt;
    return static_cast<double>(traffic.requests) / seconds;
}

double Measured::coverage() const
{
    const auto length = static_cast<double>((range.length() - excluded).count());
    return length > 0 ? std::min(static_cast<double>(covered.count()) / length, 1.0) : 0;
}

SloStatus meshStatus(const Traffic &traffic)
{
    constexpr double kCriticalErrors = 5; // percent
    constexpr double kWarningErrors = 1;
    constexpr double kSlow = 500; // ms
    const std::optional<double> errors = traffic.errorRate();
    if (!errors)
        return SloStatus::Unknown;
    if (*errors > kCriticalErrors)
        return SloStatus::Critical;
    const auto p99 = traffic.latency.quantile(0.99);
    const bool isSlow = p99 && (p99->ms > kSlow || (p99->isSaturated && p99->ms >= kSlow));
    return *errors > kWarningErrors || isSlow ? SloStatus::Warning : SloStatus::Healthy;
}

} // namespace binnacle

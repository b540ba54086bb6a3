#include "core/domain/slo_report.h"

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
    const auto length = static_cast<double>(range.length().count());
    return length > 0 ? static_cast<double>(covered.count()) / length : 0;
}

} // namespace binnacle

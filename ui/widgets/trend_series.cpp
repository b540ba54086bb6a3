#include "ui/widgets/trend_series.h"

#include <algorithm>

namespace binnacle::ui {

std::optional<std::size_t> TrendSeries::indexAt(Timestamp at) const
{
    if (step <= Duration::zero() || at < start)
        return std::nullopt;
    const auto index = static_cast<std::size_t>((at - start) / step);
    return index < values.size() ? std::optional(index) : std::nullopt;
}

std::optional<double> TrendSeries::valueAt(Timestamp at) const
{
    const auto index = indexAt(at);
    return index ? values[*index] : std::nullopt;
}

QString reasonAt(const std::vector<TrendSpan> &spans, Timestamp at)
{
    const auto found = std::ranges::find_if(spans,
        [at](const TrendSpan &span) { return !span.reason.isEmpty() && span.range.contains(at); });
    return found == spans.end() ? QString() : found->reason;
}

} // namespace binnacle::ui

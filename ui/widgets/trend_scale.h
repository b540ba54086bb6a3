#pragma once

#include "ui/widgets/trend_series.h"

#include <optional>
#include <span>
#include <vector>

namespace binnacle::ui {

// From values to shares of a chart's height.
class TrendScale
{
public:
    enum class Kind { Linear, Logarithmic };

    struct Limits // unset: as the data need it
    {
        std::optional<double> bottom;
        std::optional<double> top;
    };

    TrendScale() = default;
    // Linear: from zero to a little above the highest value. Logarithmic: whole powers of ten.
    static TrendScale fitting(std::span<const TrendSeries> series, Kind kind, const Limits &limits);

    double shareOf(double value) const; // 0 at the bottom, 1 at the top; clamped
    // Round values, at least `spacing` pixels apart on a chart of that height.
    std::vector<double> ticks(double height, double spacing = 26) const;

    double bottom() const { return m_bottom; }
    double top() const { return m_top; }

private:
    Kind m_kind = Kind::Linear;
    double m_bottom = 0;
    double m_top = 1;
    double m_origin = 0; // of the (logarithmic) axis
    double m_length = 1;
};

} // namespace binnacle::ui

#include "ui/widgets/trend_scale.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace binnacle::ui {

namespace {

constexpr double kLeastLogarithm = 0.1;
constexpr double kHeadroom = 1.08;
constexpr std::array kNice{1.0, 2.0, 2.5, 5.0, 10.0};

struct Extent
{
    double lowest = 0;
    double highest = 1;
};

Extent extentOf(std::span<const TrendSeries> series)
{
    double lowest = std::numeric_limits<double>::infinity();
    double highest = -lowest;
    for (const TrendSeries &line : series) {
        for (const auto &value : line.values) {
            if (!value || !std::isfinite(*value))
                continue;
            lowest = std::min(lowest, *value);
            highest = std::max(highest, *value);
        }
    }
    return lowest <= highest ? Extent{lowest, highest} : Extent{};
}

} // namespace

TrendScale TrendScale::fitting(std::span<const TrendSeries> series, Kind kind, const Limits &limits)
{
    TrendScale scale;
    scale.m_kind = kind;
    const Extent extent = extentOf(series);
    if (kind == Kind::Logarithmic) {
        const double lowest = std::max(extent.lowest, kLeastLogarithm);
        scale.m_bottom = std::pow(10, std::floor(std::log10(lowest)));
        scale.m_top = std::pow(10, std::ceil(std::log10(std::max(extent.highest, lowest * 1.01))));
    } else {
        scale.m_bottom = 0;
        scale.m_top = extent.highest > 0 ? extent.highest * kHeadroom : 1;
    }
    scale.m_bottom = limits.bottom.value_or(scale.m_bottom);
    scale.m_top = std::max(limits.top.value_or(scale.m_top), scale.m_bottom + 1e-9);
    const bool isLinear = kind == Kind::Linear;
    scale.m_origin = isLinear ? scale.m_bottom : std::log10(scale.m_bottom);
    scale.m_length = (isLinear ? scale.m_top : std::log10(scale.m_top)) - scale.m_origin;
    return scale;
}

double TrendScale::shareOf(double value) const
{
    const double along = m_kind == Kind::Linear ? value : std::log10(std::max(value, m_bottom));
    return std::clamp((along - m_origin) / m_length, 0.0, 1.0);
}

std::vector<double> TrendScale::ticks(double height, double spacing) const
{
    std::vector<double> values;
    if (m_kind == Kind::Logarithmic) {
        const int decades = static_cast<int>(std::log10(m_top * 1.0001 / m_bottom));
        for (int decade = 0; decade <= decades; ++decade)
            values.push_back(m_bottom * std::pow(10, decade));
        return values;
    }
    const int most = std::max(2, static_cast<int>(height / spacing));
    const double rough = (m_top - m_bottom) / most;
    const double power = std::pow(10, std::floor(std::log10(rough)));
    const auto nice
        = std::ranges::find_if(kNice, [&](double factor) { return factor * power >= rough; });
    const double step = (nice == kNice.end() ? kNice.back() : *nice) * power;
    const auto last = std::llround(std::floor(m_top / step + 1e-6));
    for (auto tick = std::llround(std::ceil(m_bottom / step)); tick <= last; ++tick)
        values.push_back(static_cast<double>(tick) * step);
    return values;
}

} // namespace binnacle::ui

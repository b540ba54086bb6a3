#include "core/demo/log_normal.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace binnacle::demo {

LogNormal LogNormal::ofMedian(double median, double sigma)
{
    return {std::log(median), sigma};
}

LogNormal LogNormal::ofMoments(double mean, double variance)
{
    const double squared = std::log1p(variance / (mean * mean));
    return {std::log(mean) - squared / 2, std::sqrt(squared)};
}

double LogNormal::mean() const
{
    return std::exp(mu + sigma * sigma / 2);
}

double LogNormal::variance() const
{
    return std::expm1(sigma * sigma) * std::exp(2 * mu + sigma * sigma);
}

double LogNormal::quantile95() const
{
    constexpr double kNormal95 = 1.6448536;
    return std::exp(mu + kNormal95 * sigma);
}

double LogNormal::shareUpTo(double logMs) const
{
    if (sigma <= 0)
        return logMs >= mu ? 1 : 0;
    return 0.5 * std::erfc((mu - logMs) / (sigma * std::numbers::sqrt2));
}

void Moments::add(const LogNormal &part, double weight)
{
    const double mean = part.mean();
    m_weight += weight;
    m_first += weight * mean;
    m_second += weight * (part.variance() + mean * mean);
}

LogNormal Moments::mixture() const
{
    const double mean = m_first / m_weight;
    return LogNormal::ofMoments(mean, std::max(0.0, m_second / m_weight - mean * mean));
}

} // namespace binnacle::demo

#include "core/topology/significance.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <numbers>
#include <vector>

namespace binnacle::topology {

namespace {

double normalTest(const Proportion &a, const Proportion &b)
{
    const double pooled = (a.hits + b.hits) / (a.trials + b.trials);
    const double variance = pooled * (1 - pooled) * (1 / a.trials + 1 / b.trials);
    const double z = (a.hits / a.trials - b.hits / b.trials) / std::sqrt(variance);
    return std::erfc(std::abs(z) / std::numbers::sqrt2);
}

std::int64_t wholeNumber(double count)
{
    constexpr double kLargest = 9e15; // beyond that a double does not count ones
    return static_cast<std::int64_t>(std::round(std::min(count, kLargest)));
}

// Two-sided: the sum of the chances of all tables with the same margins that are at most as likely
// as the one observed. All relative to that one, so no factorials are needed.
double fisherTest(const Proportion &a, const Proportion &b)
{
    const std::int64_t hits = wholeNumber(a.hits) + wholeNumber(b.hits);
    const std::int64_t trialsOfA = wholeNumber(a.trials);
    const std::int64_t trialsOfB = wholeNumber(b.trials);
    const std::int64_t observed = wholeNumber(a.hits);
    // Chance of one hit more in `a`, relative to that of `k`.
    const auto ratio = [&](std::int64_t k) {
        const auto real = [](std::int64_t number) { return static_cast<double>(number); };
        return real(hits - k) * real(trialsOfA - k)
            / (real(k + 1) * real(trialsOfB - hits + k + 1));
    };
    constexpr double kRounding = 1 + 1e-7;
    double all = 1;
    double asExtreme = 1;
    const auto count = [&](double weight) {
        all += weight;
        if (weight <= kRounding)
            asExtreme += weight;
    };
    double weight = 1;
    for (std::int64_t k = observed; k < std::min(hits, trialsOfA); ++k)
        count(weight *= ratio(k));
    weight = 1;
    for (std::int64_t k = observed; k > std::max(std::int64_t{0}, hits - trialsOfB); --k)
        count(weight /= ratio(k - 1));
    return std::min(1.0, asExtreme / all);
}

Proportion above(const LatencyHistogram &histogram, double bound)
{
    return {
        std::round(histogram.total() - histogram.countUpTo(bound)), std::round(histogram.total())};
}

} // namespace

std::optional<double> chanceOfDifference(const Proportion &a, const Proportion &b)
{
    if (a.trials < 1 || b.trials < 1)
        return std::nullopt;
    const double hits = a.hits + b.hits;
    const double trials = a.trials + b.trials;
    if (hits <= 0 || hits >= trials)
        return 1;
    constexpr double kLeastExpected = 5;
    const double leastTrials = std::min(a.trials, b.trials);
    const bool isNormal = leastTrials * std::min(hits, trials - hits) / trials >= kLeastExpected;
    return isNormal ? normalTest(a, b) : fisherTest(a, b);
}

std::optional<double> chanceOfP95Difference(const LatencyHistogram &a, const LatencyHistogram &b)
{
    std::vector<double> common;
    std::ranges::set_intersection(a.bounds(), b.bounds(), std::back_inserter(common));
    LatencyHistogram pooled = a;
    pooled.add(b);
    const auto p95 = pooled.quantile(0.95);
    if (a.isEmpty() || b.isEmpty() || common.empty() || !p95)
        return std::nullopt;
    const auto next = std::ranges::lower_bound(common, p95->ms);
    std::vector<double> bounds;
    if (next != common.begin())
        bounds.push_back(*(next - 1));
    if (next != common.end())
        bounds.push_back(*next);
    double least = 1;
    for (const double bound : bounds) {
        if (const auto chance = chanceOfDifference(above(a, bound), above(b, bound)))
            least = std::min(least, *chance);
    }
    return std::min(1.0, least * static_cast<double>(bounds.size()));
}

} // namespace binnacle::topology

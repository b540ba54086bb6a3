#pragma once

#include "core/domain/latency_histogram.h"

#include <optional>

namespace binnacle::topology {

// The probability, 0..1, that two samples of one and the same population differ at least as much.
// Nothing when there is nothing to compare.

// Of two shares, `hits` of `trials` each: the two-proportion z-test with pooled variance where the
// normal distribution is a fair approximation (all expected counts at least 5: Cochran 1954), else
// Fisher's exact test. REQUIRES: 0 <= hits <= trials.
struct Proportion
{
    double hits = 0;
    double trials = 0;
};
std::optional<double> chanceOfDifference(const Proportion &a, const Proportion &b);

// Of two 95th percentiles: the median test for another quantile (Conover, Practical Nonparametric
// Statistics, 3rd ed., §4.3). Requests above a bound beside the 95th percentile of both samples
// together are compared as shares. Buckets do not tell where within them a request lies, so the
// bounds just below and just above are both tried and the smaller chance is doubled (Bonferroni).
// Only bounds that both histograms have are used, since interpolated counts are not observations.
std::optional<double> chanceOfP95Difference(const LatencyHistogram &a, const LatencyHistogram &b);

} // namespace binnacle::topology

#pragma once

#include "core/codec/exposition.h"
#include "core/collect/collector.h"
#include "core/collect/metric_roles.h"
#include "core/collect/series_key.h"
#include "core/domain/traffic.h"

#include <span>
#include <string>
#include <string_view>

namespace binnacle::collect {

// The namespace that stands for everything outside the mesh.
inline constexpr std::string_view kExternalNamespace = "_external";

// What restarts as one and is known or new as one: a pod, or the scraped ingress controller.
struct SeriesSource
{
    SeriesKey key;
    std::string_view ns; // of the pod, empty when there is none
    std::string_view pod;
};

// What one series counts, from its labels (contract 02 §2.3 and §2.4). Views are those of the
// labels and die with them.
struct SeriesMeaning
{
    MetricRole role;
    SeriesSource source;
    // It does not count, but where it is its source is running: another series that the source
    // begins to expose later starts at 0.
    bool showsSource = false;
    // Why it does not count; empty: it does, and what follows is set.
    std::string_view ignoredBecause;

    TrafficKey row;
    std::string code;
    std::string method;
    bool isFailure = false;
    bool isTls = false;
    // Without the label nobody can tell probes from requests: contract 02 §2.4, correction.
    bool mayHoldProbes = false;
    double bound = 0; // Bucket only: ms, +Inf for the last
};

SeriesMeaning meaningOf(const MetricRole &role, std::span<const codec::ExpositionLabel> labels,
    const CollectSettings &settings);

// Seconds or milliseconds as written in `le`, times `toMilliseconds`, rounded to six significant
// digits (contract 02 §2.6), so that 0.005 s and 5 ms are the same bound. NaN when not a number.
double boundOf(std::string_view le, double toMilliseconds);

} // namespace binnacle::collect

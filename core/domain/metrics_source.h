#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/ids.h"

#include <cstddef>
#include <string>

namespace binnacle {

// A metrics endpoint that this program scrapes by itself.
struct MetricsSource
{
    std::string id;       // stable; made when it is saved first
    std::string name;     // may be empty: the location is shown
    std::string location; // http(s) URL, file, or directory of "<epoch seconds>.prom"
    ClusterId cluster;
    Duration interval{10'000};
    bool isEnabled = true;
    std::string tokenFile; // holds the bearer token; empty: none. Secrets are not stored here

    friend bool operator==(const MetricsSource &, const MetricsSource &) = default;
};

// Errors: InvalidArgument naming the field.
Status validate(const MetricsSource &source);

struct MetricsSourceState
{
    MetricsSource source;
    Timestamp lastScrape{}; // that was good; unknown: none yet
    Duration took{};
    std::size_t samples = 0;
    std::size_t services = 0;
    std::size_t edges = 0;
    std::size_t ingressServices = 0;
    Status health = Done{}; // why the last scrape failed
    Timestamp failingSince{};
};

} // namespace binnacle

#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/collect/series_key.h"

#include <string>
#include <string_view>
#include <vector>

namespace binnacle::collect {

// What the next scrape is compared with: enough to go on counting after a restart.
struct Baseline
{
    struct Reading
    {
        SeriesKey series;
        double value = 0;
        Timestamp at{};
    };
    struct Source
    {
        SeriesKey key;
        Timestamp at{}; // when it was last there
    };

    Timestamp at{}; // of the last scrape
    std::vector<Reading> readings;
    std::vector<Source> sources;
};

std::string encodeBaseline(const Baseline &baseline);
// Errors: Corrupt, NewerFormat.
Result<Baseline> decodeBaseline(std::string_view bytes);

} // namespace binnacle::collect

#pragma once

#include "core/codec/exposition.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace binnacle::collect {

// Stands for a series: 128 bits over the metric's name and its complete label set, in whatever
// order the labels are written and however the number in `le` is ("1" or "1.0"). Good against
// accident, not against somebody who computes collisions; whoever can write a metrics endpoint can
// as well write wrong numbers there. Saved with baselines, so the function never changes.
struct SeriesKey
{
    std::uint64_t high = 0;
    std::uint64_t low = 0;

    SeriesKey &operator+=(const SeriesKey &other)
    {
        high += other.high;
        low += other.low;
        return *this;
    }

    friend bool operator==(const SeriesKey &, const SeriesKey &) = default;
    friend auto operator<=>(const SeriesKey &, const SeriesKey &) = default;
};

struct SeriesKeyHash
{
    std::size_t operator()(const SeriesKey &key) const { return key.low; }
};

// The key of the whole is the sum of its parts.
SeriesKey keyOfName(std::string_view name);
SeriesKey keyOfLabel(std::string_view name, std::string_view value);

// The key of a series, and what the keys of all parts of one histogram have in common: the name of
// the family and the labels without the bound.
struct SeriesKeys
{
    SeriesKey series;
    SeriesKey histogram;
};
SeriesKeys keysOf(
    std::string_view name, std::string_view family, std::span<const codec::ExpositionLabel> labels);

} // namespace binnacle::collect

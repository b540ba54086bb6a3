#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace binnacle::demo {

// A small generator (SplitMix64) whose numbers are the same on every platform and library, which
// <random>'s distributions are not: the same seed must tell the same story everywhere.
class Random
{
public:
    explicit Random(std::uint64_t seed)
        : m_state(seed)
    {}

    std::uint64_t next();
    double uniform();                                          // 0 <= x < 1
    std::int64_t between(std::int64_t low, std::int64_t high); // both included
    bool chance(double probability);
    // Waiting time of a process that happens every `mean` on average, never below a second.
    Duration wait(Duration mean);
    // Letters and digits as Kubernetes picks them for generated names: no vowels, no look-alikes.
    std::string word(std::size_t length);

private:
    std::uint64_t m_state;
};

// Stable over runs, unlike std::hash.
std::uint64_t stableHash(std::string_view text, std::uint64_t seed = 0);

// A well-formed UUIDv4 that depends on nothing but its arguments.
std::string stableUuid(std::string_view text, std::uint64_t seed);

} // namespace binnacle::demo

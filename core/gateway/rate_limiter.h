#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>

namespace binnacle::gateway {

// A token bucket for each caller: `rate` a second lasting, `burst` at once. Thread-safe; memory is
// bounded.
class RateLimiter
{
public:
    RateLimiter(double rate, double burst);

    // Zero: go on. Else how long to wait. `now` is monotonic.
    Duration take(const std::string &caller, Duration now);

private:
    struct Bucket
    {
        double tokens = 0;
        Duration filledAt{};
    };
    void makeRoom(Duration now);

    const double m_rate;
    const double m_burst;
    std::mutex m_mutex;
    std::unordered_map<std::string, Bucket> m_buckets; // guarded by m_mutex
};

} // namespace binnacle::gateway

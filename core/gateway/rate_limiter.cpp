#include "core/gateway/rate_limiter.h"

#include <algorithm>
#include <cmath>

namespace binnacle::gateway {

namespace {

constexpr std::size_t kMostCallers = 10'000;

} // namespace

RateLimiter::RateLimiter(double rate, double burst)
    : m_rate(std::max(rate, 0.001))
    , m_burst(std::max(burst, 1.0))
{}

Duration RateLimiter::take(const std::string &caller, Duration now)
{
    const std::scoped_lock lock(m_mutex);
    makeRoom(now);
    const auto [entry, isNew] = m_buckets.try_emplace(caller, Bucket{m_burst, now});
    Bucket &bucket = entry->second;
    const double seconds = std::chrono::duration<double>(now - bucket.filledAt).count();
    bucket.tokens = std::min(m_burst, bucket.tokens + std::max(seconds, 0.0) * m_rate);
    bucket.filledAt = now;
    if (bucket.tokens >= 1) {
        bucket.tokens -= 1;
        return {};
    }
    return Duration{static_cast<Duration::rep>(std::ceil((1 - bucket.tokens) / m_rate * 1e3))};
}

// Full buckets say nothing that a new one would not.
void RateLimiter::makeRoom(Duration now)
{
    if (m_buckets.size() < kMostCallers)
        return;
    const Duration refill{static_cast<Duration::rep>(m_burst / m_rate * 1e3)};
    std::erase_if(
        m_buckets, [&](const auto &entry) { return now - entry.second.filledAt >= refill; });
    while (m_buckets.size() >= kMostCallers)
        m_buckets.erase(m_buckets.begin());
}

} // namespace binnacle::gateway

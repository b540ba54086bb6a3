#include "core/notify/rate_limit.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace binnacle::notify {

namespace {

constexpr double kWhole = 1 - 1e-9; // sums of fractions

} // namespace

TokenBucket::TokenBucket(double capacity, double perSecond, Duration now)
    : m_capacity(capacity)
    , m_perSecond(perSecond)
    , m_tokens(capacity)
    , m_filledAt(now)
{}

void TokenBucket::fill(Duration now)
{
    if (now <= m_filledAt)
        return;
    const double seconds = std::chrono::duration<double>(now - m_filledAt).count();
    m_tokens = std::min(m_capacity, m_tokens + seconds * m_perSecond);
    m_filledAt = now;
}

int TokenBucket::available(Duration now)
{
    fill(now);
    return static_cast<int>(m_tokens + (1 - kWhole));
}

void TokenBucket::take(Duration now)
{
    fill(now);
    m_tokens = std::max(0.0, m_tokens - 1);
}

void TokenBucket::drain(Duration now)
{
    m_tokens = 0;
    m_filledAt = now;
}

Duration TokenBucket::untilNext(Duration now)
{
    fill(now);
    if (m_tokens >= kWhole)
        return Duration{0};
    return Duration{static_cast<std::int64_t>(std::ceil(1'000 * (1 - m_tokens) / m_perSecond))};
}

RateLimit::RateLimit(ChannelType type, Duration now)
{
    switch (type) {
    case ChannelType::Slack: // 1 a second
        m_buckets = {TokenBucket(1, 1, now)};
        break;
    case ChannelType::DingTalk: // 20 a minute, more are blocked for ten
        m_buckets = {TokenBucket(5, 15.0 / 60, now)};
        break;
    case ChannelType::Feishu: // 5 a second and 100 a minute
        m_buckets = {TokenBucket(2, 3, now), TokenBucket(20, 80.0 / 60, now)};
        break;
    case ChannelType::Email: // 30 a minute
        m_buckets = {TokenBucket(6, 24.0 / 60, now)};
        break;
    case ChannelType::Webhook: // ours: whoever is there shall not drown
        m_buckets = {TokenBucket(20, 10, now)};
        break;
    }
}

int RateLimit::available(Duration now)
{
    int tokens = std::numeric_limits<int>::max();
    for (TokenBucket &bucket : m_buckets)
        tokens = std::min(tokens, bucket.available(now));
    return tokens;
}

void RateLimit::take(Duration now)
{
    for (TokenBucket &bucket : m_buckets)
        bucket.take(now);
}

void RateLimit::drain(Duration now)
{
    for (TokenBucket &bucket : m_buckets)
        bucket.drain(now);
}

Duration RateLimit::untilNext(Duration now)
{
    Duration wait{0};
    for (TokenBucket &bucket : m_buckets)
        wait = std::max(wait, bucket.untilNext(now));
    return wait;
}

} // namespace binnacle::notify

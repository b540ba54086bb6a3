#pragma once

#include "core/base/time.h"
#include "core/domain/notification.h"

#include <vector>

namespace binnacle::notify {

// Fills with `perSecond` tokens, up to `capacity`. Time is monotonic (Clock::elapsed()).
class TokenBucket
{
public:
    TokenBucket(double capacity, double perSecond, Duration now);

    int available(Duration now);
    // REQUIRES: available() > 0
    void take(Duration now);
    void drain(Duration now); // empty from now on
    Duration untilNext(Duration now);

private:
    void fill(Duration now);

    double m_capacity;
    double m_perSecond;
    double m_tokens;
    Duration m_filledAt;
};

// What a provider lets one channel send, contract 06 §6.4. Capacity and refill of a minute are
// together within the provider's limit, so no minute holds more, wherever it begins.
class RateLimit
{
public:
    RateLimit(ChannelType type, Duration now);

    int available(Duration now);
    void take(Duration now);
    // After a restart nobody knows what was sent a moment ago: as if all had been.
    void drain(Duration now);
    Duration untilNext(Duration now); // 0: at once

private:
    std::vector<TokenBucket> m_buckets; // all of them have to have one
};

} // namespace binnacle::notify

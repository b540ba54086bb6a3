#include "core/base/clock.h"

namespace binnacle {

Clock::~Clock() = default;

Timestamp SystemClock::now() const
{
    return std::chrono::floor<Duration>(std::chrono::system_clock::now());
}

Duration SystemClock::elapsed() const
{
    return std::chrono::floor<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

} // namespace binnacle

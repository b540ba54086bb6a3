#pragma once

#include "core/base/time.h"

#include <condition_variable>
#include <mutex>
#include <stop_token>

namespace binnacle::kube {

// Sleeps; ends early, with false, when stopped.
inline bool pauseFor(Duration duration, const std::stop_token &stop)
{
    std::mutex mutex;
    std::condition_variable_any wakeUp;
    std::unique_lock lock(mutex);
    wakeUp.wait_for(lock, stop, duration, [] { return false; });
    return !stop.stop_requested();
}

} // namespace binnacle::kube

#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>

namespace binnacle {

// Hands the newest immutable value from a producer thread to a consumer thread and forgets the
// ones in between: a burst of a thousand snapshots costs the consumer one wake-up and one repaint.
//
// Thread-safe. `wake` runs on the producer's thread and must only post.
template<typename T>
class LatestBox
{
public:
    explicit LatestBox(std::function<void()> wake)
        : m_wake(std::move(wake))
    {}

    void put(std::shared_ptr<const T> value)
    {
        const std::scoped_lock lock(m_mutex);
        const bool wasEmpty = !m_value;
        m_value = std::move(value);
        if (wasEmpty)
            m_wake();
    }

    // Null when nothing arrived since the last call.
    std::shared_ptr<const T> take()
    {
        const std::scoped_lock lock(m_mutex);
        return std::exchange(m_value, nullptr);
    }

private:
    std::mutex m_mutex;
    std::shared_ptr<const T> m_value; // guarded by m_mutex
    const std::function<void()> m_wake;
};

} // namespace binnacle

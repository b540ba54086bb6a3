#pragma once

#include "core/base/clock.h"

#include <atomic>

namespace binnacle::test {

// Time that moves only when told to. Thread-safe.
class FakeClock final : public Clock
{
public:
    Timestamp now() const override { return fromEpochMs(m_wallMs); }
    Duration elapsed() const override { return Duration{m_elapsedMs}; }

    void advance(Duration by)
    {
        m_wallMs += by.count();
        m_elapsedMs += by.count();
    }
    // The wall clock was set; monotonic time goes on.
    void jump(Duration by) { m_wallMs += by.count(); }

private:
    std::atomic<std::int64_t> m_wallMs{1'772'355'600'000}; // 2026-03-01T09:00:00Z
    std::atomic<std::int64_t> m_elapsedMs{1'000'000};
};

} // namespace binnacle::test

#pragma once

#include "core/base/time.h"

namespace binnacle {

// Where components get the time from, so tests can set it. Thread-safe.
class Clock
{
public:
    virtual ~Clock();

    // Wall time: for display and for what is stored.
    virtual Timestamp now() const = 0;

    // Monotonic: for deadlines, ages and leases. Never jumps; its epoch means nothing.
    virtual Duration elapsed() const = 0;
};

class SystemClock final : public Clock
{
public:
    Timestamp now() const override;
    Duration elapsed() const override;
};

} // namespace binnacle

#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <chrono>
#include <stop_token>

namespace binnacle::query {

// Ends a query that nobody waits for any more or that takes too long. One for each run; long loops
// ask it every few thousand rows. Only time tells a cancelled run from one that ran out of it, so
// `stop` may be requested for both reasons.
class RunGuard
{
public:
    RunGuard(std::stop_token stop, Duration limit)
        : m_stop(std::move(stop))
        , m_limit(limit)
    {}

    static constexpr std::size_t kRowsBetweenLooks = 4'096;

    // Timeout, Cancelled or Done.
    Status check() const
    {
        if (elapsed() >= m_limit)
            return ranOut();
        if (m_stop.stop_requested())
            return Error{ErrorCode::Cancelled, "the query was cancelled"};
        return Done{};
    }
    static Error ranOutOf(Duration limit)
    {
        return {ErrorCode::Timeout,
            "the query took longer than " + std::to_string(limit.count())
                + " ms; narrow it by cluster, namespace or time"};
    }
    // What a failing read was really about; what says so already is kept with all it says.
    Error explain(const Error &error) const
    {
        if (error.message.starts_with(ranOut().message))
            return error;
        const bool mayBeOurs
            = error.code == ErrorCode::Cancelled || error.code == ErrorCode::Timeout;
        return mayBeOurs && elapsed() >= m_limit ? ranOut() : error;
    }
    const std::stop_token &token() const { return m_stop; }
    double milliseconds() const
    {
        return std::chrono::duration<double, std::milli>(Clock::now() - m_begun).count();
    }

private:
    using Clock = std::chrono::steady_clock;

    Duration elapsed() const
    {
        return std::chrono::duration_cast<Duration>(Clock::now() - m_begun);
    }
    Error ranOut() const { return ranOutOf(m_limit); }

    std::stop_token m_stop;
    Duration m_limit;
    Clock::time_point m_begun = Clock::now();
};

} // namespace binnacle::query

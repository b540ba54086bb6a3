#include "core/demo/back_fill.h"

#include <algorithm>
#include <utility>

namespace binnacle::demo {

namespace {

constexpr Duration kMinute{60'000};
constexpr Duration kHour = 60 * kMinute;
constexpr Duration kByMinute = 2 * kHour;
constexpr Duration kByFiveMinutes = 47 * kHour; // raw rows live for two days
constexpr Duration kBeforeHour{1'000};

// At the limit, or at most a period less a millisecond before it.
Timestamp gridBefore(Timestamp limit, Duration period)
{
    const Timestamp shifted = limit + kBeforeHour;
    return shifted - Duration{toEpochMs(shifted) % period.count()} - kBeforeHour;
}

class Planner
{
public:
    Planner(Timestamp end, Timestamp start)
        : m_at(end)
        , m_start(start)
    {}

    // Goes back to `limit` in steps of `period`, with `perChunk` stretches in a post.
    void goBack(Timestamp limit, Duration period, std::size_t perChunk)
    {
        const Timestamp stop = std::max(gridBefore(limit, kHour), m_start);
        BackFillChunk chunk;
        while (m_at > stop) {
            Timestamp from = gridBefore(m_at, period);
            if (from == m_at)
                from -= period;
            from = std::max(from, stop);
            chunk.push_back({from, m_at});
            m_at = from;
            if (chunk.size() == perChunk || m_at <= stop)
                close(chunk);
        }
    }

    std::vector<BackFillChunk> take() { return std::move(m_chunks); }

private:
    void close(BackFillChunk &chunk)
    {
        std::reverse(chunk.begin(), chunk.end());
        m_chunks.push_back(std::exchange(chunk, {}));
    }

    Timestamp m_at;
    const Timestamp m_start;
    std::vector<BackFillChunk> m_chunks;
};

} // namespace

std::vector<BackFillChunk> planBackFill(Timestamp end, Duration length)
{
    const Timestamp wholeSecond = end - Duration{toEpochMs(end) % 1'000};
    const Timestamp start
        = length > kByFiveMinutes ? gridBefore(wholeSecond - length, kHour) : wholeSecond - length;
    Planner planner(wholeSecond, start);
    planner.goBack(wholeSecond - kByMinute, kMinute, 120);
    planner.goBack(wholeSecond - kByFiveMinutes, 5 * kMinute, 144);
    planner.goBack(start, kHour, 72);
    return planner.take();
}

} // namespace binnacle::demo

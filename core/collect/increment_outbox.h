#pragma once

#include "core/base/time.h"
#include "core/domain/increments.h"

#include <cstdint>
#include <optional>
#include <string>

namespace binnacle::collect {

// What was collected and is not yet acknowledged (contract 02 §2.5: deltas are cleared only after
// the acknowledgement). What was offered once keeps its sequence number and content until it is
// acknowledged, because the hub may have it although its answer was lost; what comes meanwhile is
// merged and follows under the next number. So nothing is counted twice and nothing gets lost.
//
// Not thread-safe.
class IncrementOutbox
{
public:
    // `bootId` names this run of the agent. What waits longer than `keep` is given up.
    explicit IncrementOutbox(std::string bootId, Duration keep = Duration{30 * 60'000});

    void add(SloIncrements increments);
    // What to send now; null: nothing waits. Valid until acknowledge() or add().
    const SloIncrements *offer();
    // The hub has what was offered last.
    void acknowledge();

    std::uint64_t givenUp() const { return m_givenUp; } // increments dropped for their age

private:
    const std::string m_bootId;
    const Duration m_keep;
    std::uint64_t m_nextSeq = 1;
    std::uint64_t m_givenUp = 0;
    std::optional<SloIncrements> m_offered;
    std::optional<SloIncrements> m_waiting;
};

} // namespace binnacle::collect

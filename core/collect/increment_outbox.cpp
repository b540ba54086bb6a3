#include "core/collect/increment_outbox.h"

#include "core/collect/collector.h"

#include <utility>

namespace binnacle::collect {

IncrementOutbox::IncrementOutbox(std::string bootId, Duration keep)
    : m_bootId(std::move(bootId))
    , m_keep(keep)
{}

void IncrementOutbox::add(SloIncrements increments)
{
    const auto tooOld = [&](const std::optional<SloIncrements> &kept) {
        return kept && increments.at - (kept->at - kept->interval) > m_keep;
    };
    if (tooOld(m_waiting)) {
        m_waiting.reset();
        ++m_givenUp;
    }
    if (tooOld(m_offered)) {
        m_offered.reset();
        ++m_givenUp;
    }
    if (m_waiting)
        mergeInto(*m_waiting, increments);
    else
        m_waiting = std::move(increments);
}

const SloIncrements *IncrementOutbox::offer()
{
    if (!m_offered && m_waiting) {
        m_offered = std::exchange(m_waiting, std::nullopt);
        m_offered->bootId = m_bootId;
        m_offered->seq = m_nextSeq++;
    }
    return m_offered ? &*m_offered : nullptr;
}

void IncrementOutbox::acknowledge()
{
    m_offered.reset();
}

} // namespace binnacle::collect

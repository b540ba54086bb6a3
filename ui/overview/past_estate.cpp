#include "ui/overview/past_estate.h"

#include "core/console/on_answer.h"

namespace binnacle::ui {

namespace {

// States are kept every five minutes; what is older than twice that was not there.
constexpr Duration kStale{10 * 60'000};

} // namespace

PastEstate::PastEstate(console::EstateFeed &estate, QObject *parent)
    : QObject(parent)
    , m_estate(estate)
{}

void PastEstate::look(Timestamp at)
{
    if (at == m_at)
        return;
    m_at = at;
    ++m_generation;
    m_states.clear();
    if (!isKnown(at))
        return;
    const auto estate = m_estate.estate(); // for as long as the loop runs
    for (const console::ClusterView &cluster : estate->clusters)
        ask(cluster.id);
}

void PastEstate::ask(const ClusterId &cluster)
{
    console::onAnswer(m_estate.snapshotAt(cluster, m_at), this,
        [this, cluster, generation = m_generation](
            const Result<std::shared_ptr<const ClusterSnapshot>> &state) {
            if (generation != m_generation)
                return;
            m_states[cluster] = state ? *state : nullptr;
            emit changed();
        });
}

console::ClusterView PastEstate::asOf(const console::ClusterView &live) const
{
    console::ClusterView past = live;
    const auto found = m_states.find(live.id);
    past.snapshot = found == m_states.end() ? nullptr : found->second;
    past.times = {};
    past.conflict = false;
    past.remembered = false;
    past.status = AgentStatus::Offline;
    if (past.snapshot) {
        past.times.lastSnapshot = past.times.lastHeartbeat = past.snapshot->fetchedAt;
        if (m_at - past.snapshot->fetchedAt <= kStale)
            past.status = AgentStatus::Online;
    }
    return past;
}

} // namespace binnacle::ui

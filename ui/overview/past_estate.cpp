#include "ui/overview/past_estate.h"

#include "core/console/on_answer.h"

namespace binnacle::ui {

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
    m_contacts.clear();
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
    console::onAnswer(m_estate.contactAt(cluster, m_at), this,
        [this, cluster, generation = m_generation](
            const Result<std::shared_ptr<const console::PastContact>> &contact) {
            if (generation != m_generation || !contact)
                return;
            m_contacts[cluster] = **contact;
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
    // States are kept far apart, so the age of one says nothing about when its agent was heard.
    past.status = past.snapshot ? AgentStatus::Online : AgentStatus::OnlineNoData;
    if (past.snapshot)
        past.times.lastSnapshot = past.snapshot->fetchedAt;
    const auto contact = m_contacts.find(live.id);
    if (contact != m_contacts.end() && contact->second.status != AgentStatus::Online) {
        past.status = contact->second.status;
        past.times.lastHeartbeat = contact->second.heard;
    }
    return past;
}

} // namespace binnacle::ui

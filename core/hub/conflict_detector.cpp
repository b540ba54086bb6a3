#include "core/hub/conflict_detector.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace binnacle::hub {

namespace {

constexpr Duration kWindow = std::chrono::minutes(10);

} // namespace

void ConflictDetector::observe(const ClusterSnapshot &snapshot, Duration now)
{
    const bool byTime = wentBackInTime(snapshot, now);
    const bool byContent = changedFaceAgain(faceOf(snapshot), now);
    if (byTime || byContent)
        m_conflictAt = now;
}

bool ConflictDetector::isActive(Duration now) const
{
    return m_conflictAt && now - *m_conflictAt < kWindow;
}

bool ConflictDetector::wentBackInTime(const ClusterSnapshot &snapshot, Duration now)
{
    const bool back = snapshot.fetchedAt < m_lastFetched;
    m_lastFetched = snapshot.fetchedAt;
    if (!back)
        return false;
    const bool again = m_wentBackAt && now - *m_wentBackAt < kWindow;
    m_wentBackAt = now;
    return again;
}

bool ConflictDetector::changedFaceAgain(Face face, Duration now)
{
    if (!m_face || !isOther(face, *m_face)) {
        // An empty cluster has no face; it may be either.
        if (!m_face || !face.nodes.empty() || !face.systemUid.empty())
            m_face = std::move(face);
        return false;
    }
    const bool again
        = m_formerFace && !isOther(face, *m_formerFace) && now - m_formerSeenAt < kWindow;
    m_formerFace = std::exchange(m_face, std::move(face));
    m_formerSeenAt = now;
    return again;
}

ConflictDetector::Face ConflictDetector::faceOf(const ClusterSnapshot &snapshot)
{
    Face face;
    const auto system = std::ranges::find_if(
        snapshot.namespaces, [](const Namespace &ns) { return ns.meta.name == "kube-system"; });
    if (system != snapshot.namespaces.end())
        face.systemUid = system->meta.uid;
    face.nodes.reserve(snapshot.nodes.size());
    for (const Node &node : snapshot.nodes)
        face.nodes.emplace_back(node.meta.name);
    std::ranges::sort(face.nodes);
    return face;
}

bool ConflictDetector::isOther(const Face &a, const Face &b)
{
    if (!a.systemUid.empty() && !b.systemUid.empty())
        return a.systemUid != b.systemUid;
    std::vector<std::string> common;
    std::ranges::set_intersection(a.nodes, b.nodes, std::back_inserter(common));
    return !a.nodes.empty() && !b.nodes.empty() && common.empty();
}

} // namespace binnacle::hub

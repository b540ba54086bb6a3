#pragma once

#include "core/domain/cluster_snapshot.h"

#include <optional>
#include <string>
#include <vector>

namespace binnacle::hub {

// Notices that two agents report under one cluster id: the stream of snapshots goes back and forth
// between two sources. Either their clocks differ (fetchedAt goes backwards again and again) or
// what they describe does (another kube-system namespace, or no node in common, and back again).
// One step back alone is an agent's clock being set or a cluster being rebuilt.
class ConflictDetector
{
public:
    // Every snapshot in the order it came; `now` is monotonic.
    void observe(const ClusterSnapshot &snapshot, Duration now);
    // Until ten minutes passed without another sign of it.
    bool isActive(Duration now) const;

private:
    struct Face // by what a cluster is told from another
    {
        std::string systemUid;          // of the namespace kube-system; often not sent
        std::vector<std::string> nodes; // sorted
    };
    static Face faceOf(const ClusterSnapshot &snapshot);
    static bool isOther(const Face &a, const Face &b);
    bool wentBackInTime(const ClusterSnapshot &snapshot, Duration now);
    bool changedFaceAgain(Face face, Duration now);

    Timestamp m_lastFetched{};
    std::optional<Duration> m_wentBackAt;
    std::optional<Face> m_face;
    std::optional<Face> m_formerFace; // the other one the stream showed before
    Duration m_formerSeenAt{};
    std::optional<Duration> m_conflictAt;
};

} // namespace binnacle::hub

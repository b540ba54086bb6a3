#pragma once

#include "core/commands/blast_radius.h"
#include "core/commands/blast_service.h"

#include <string>
#include <string_view>
#include <vector>

namespace binnacle::commands {

// Writes one BlastRadius, topic by topic. For blastRadius() only.
class BlastReport
{
public:
    explicit BlastReport(const BlastInput &input);

    BlastRadius take();

private:
    void tellChange();
    void tellCalls();
    void tellCallees();
    void tellIndirectCallees();
    void tellReplicas();
    void tellDisruption();
    void tellAutoscaler();
    void tellCapacity();
    void tellRoomAfterCordon(const ClusterSnapshot &snapshot);
    void tellBudget();
    void tellAlerts();
    void tellHistory();
    void warnOfState();
    void warnOfImage();
    void decideRisk();

    void add(BlastLine::Topic topic, WarningLevel level, std::string text);
    void warn(std::string sentence);
    std::vector<std::string> names(const std::vector<AffectedService> &services, bool rates) const;
    double addedLoad() const; // percent
    bool isRoll() const;      // restart or update_image
    std::size_t countTargets() const;
    std::string targetName() const { return m_input.command.target.name; }

    const BlastInput &m_input;
    const ClusterSnapshot *m_snapshot;
    const std::vector<ServiceRef> m_targets;
    const std::vector<Dependant> m_dependants;
    const PodChange m_pods;
    std::optional<double> m_burn; // the fastest of what depends on the target
    bool m_isTight = false;       // a disruption budget at its limit, or nothing stays
    BlastRadius m_radius;
};

} // namespace binnacle::commands

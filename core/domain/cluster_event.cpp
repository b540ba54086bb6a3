#include "core/domain/cluster_event.h"

#include <algorithm>
#include <array>

namespace binnacle {

std::string_view eventTypeName(EventType type)
{
    return type == EventType::Warning ? "Warning" : "Normal";
}

bool isCriticalReason(std::string_view reason)
{
    static constexpr std::array<std::string_view, 9> kReasons{"Failed", "FailedScheduling",
        "FailedMount", "FailedAttachVolume", "OOMKilled", "BackOff", "CrashLoopBackOff",
        "Unhealthy", "NodeNotReady"};
    return std::ranges::find(kReasons, reason) != kReasons.end();
}

} // namespace binnacle

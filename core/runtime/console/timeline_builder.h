#pragma once

#include "core/console/console_types.h"
#include "core/domain/alert.h"
#include "core/domain/command.h"
#include "core/domain/slo_report.h"

#include <vector>

namespace binnacle::runtime {

struct BurnMark
{
    std::string subject; // "shop.example.com/checkout"
    BurnSpan span;
};

// Makes the incident timeline from what the store knows of one cluster and range. Pure.
//
// The likely start is where the rate of new Warnings rises and stays: the minute of the clock from
// which on they come at least three times as often as before, with at least ten of them; of several
// the one at which two steady rates explain their numbers best. The likely cause is the first
// Warning about a node, else the first critical one, within fifteen minutes before or five after
// that; the likely start is then when it was first seen.
struct TimelineSource
{
    TimeRange range;
    // Newest first. Also those that came first in the range and again after it.
    std::vector<ClusterEvent> warnings;
    std::vector<ClusterEvent> rollouts; // ScalingReplicaSet and Pulled, newest first
    std::vector<CommandRecord> commands;
    std::vector<Alert> alerts;   // that fired in the range or before and were not over then
    std::vector<BurnMark> burns; // oldest first
    Timestamp completeSince{};   // unknown: everything is there
};
console::Timeline buildTimeline(const TimelineSource &source);

} // namespace binnacle::runtime

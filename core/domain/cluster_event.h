#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"
#include "core/domain/resource_ref.h"

#include <string>
#include <string_view>
#include <vector>

namespace binnacle {

// Stored as an integer; append only, never renumber.
enum class EventType : int { Normal = 0, Warning = 1 };

std::string_view eventTypeName(EventType type); // "Normal", "Warning"

// One Kubernetes event: `count` occurrences of the same thing between `first` and `last`.
// Identity is (cluster, uid): two clusters restored from one backup may share uids.
//
// Invariants after cleaning (core/ingest): uid, reason, first and last are set, first <= last,
// count >= 1, text is valid UTF-8, message is at most 32 KiB.
struct ClusterEvent
{
    EventRowId id = 0; // 0: not stored yet
    ClusterId cluster;
    std::string uid;
    std::string name; // of the Event object itself
    std::string ns;   // of the Event object itself
    EventType type = EventType::Normal;
    std::string reason;
    std::string message;
    std::string component; // who reported it: "kubelet"
    std::string host;      // node it concerns; derived where the agent did not send it
    ResourceRef involved;
    std::string involvedUid;
    Timestamp first{};
    Timestamp last{};
    std::int64_t count = 1;
    // More happened than `count` says: the source's spam filter aggregated or dropped
    // occurrences. Shown as "≥ count".
    bool countIsMinimum = false;

    // Owners of the involved object, nearest first (Pod -> ReplicaSet -> Deployment), resolved from
    // the snapshot the event came in. Written to the store; left empty when read back.
    std::vector<ResourceRef> owners;
};

// What a person should look at first: a Warning with one of the reasons of contract 01 §1.8.
bool isCriticalReason(std::string_view reason);

} // namespace binnacle

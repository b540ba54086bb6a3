#pragma once

#include "core/base/result.h"
#include "core/domain/cluster_event.h"

#include <string>
#include <string_view>
#include <vector>

namespace binnacle::codec {

// Events as Kubernetes itself prints them: `kubectl get events -o json` (a List), one Event, or a
// watch/NDJSON stream of either, core/v1 and events.k8s.io/v1 alike. Cleaned by the rules of
// contract 04 §4.3: first = firstTimestamp or eventTime or creationTimestamp; last = lastTimestamp
// or first; `series` overrides last and count; count 0 means 1; a "(combined from similar events)"
// message marks the count as a minimum; a missing uid is replaced by a key made from the content.
// `cluster` is left empty: the file does not say.
//
// Errors as decodeSnapshot. Reentrant.
Result<std::vector<ClusterEvent>> decodeEventList(const std::string &json);

// What a file given to `import` or dropped on the window holds.
enum class DocumentKind { Snapshot, EventList, Unknown };
DocumentKind sniffDocument(std::string_view json);

// The rules above for one event, whatever it was decoded from. Also used for snapshots.
struct EventTimes
{
    Timestamp created{};
    Timestamp first{};
    Timestamp last{};
    Timestamp eventTime{};
    Timestamp seriesLast{};
    std::int64_t count = 0;
    std::int64_t seriesCount = 0;
};
void settleTimes(ClusterEvent &event, const EventTimes &times);

} // namespace binnacle::codec

#pragma once

#include "core/domain/cluster_event.h"

#include <span>

namespace binnacle::ingest {

// Recognises what the event recorder of Kubernetes' Go client leaves behind when it holds back
// occurrences, and marks those counts as minima. It does so in two ways (client-go, events_cache):
//
//   - More than 10 similar events in 600 s become one whose message starts with
//     "(combined from similar events)". Always marked.
//   - Each source may report 25 occurrences about one object at once and one more every 300 s; the
//     rest is dropped unseen. A source that reported just about as many as that lets through over
//     the time its events span was probably cut short. Marked when the sum of its counts about the
//     object is at least 25 and within 10 % of the allowance; a source far beyond the allowance is
//     evidently not held back, one below it has lost nothing yet.
void markSuspectedLoss(std::span<ClusterEvent> events);

} // namespace binnacle::ingest

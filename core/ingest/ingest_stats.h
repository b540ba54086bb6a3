#pragma once

#include <atomic>
#include <cstdint>

namespace binnacle::ingest {

// Thread-safe, monotonic. Rates are the reader's business.
struct IngestStats
{
    std::atomic<std::uint64_t> snapshots{0};
    std::atomic<std::uint64_t> snapshotBytes{0}; // as received
    std::atomic<std::uint64_t> heartbeats{0};
    std::atomic<std::uint64_t> rejected{0};   // 4xx answers
    std::atomic<std::uint64_t> superseded{0}; // dropped unread: a newer one of the cluster waited
    std::atomic<std::uint64_t> clusterIdMismatches{0};
    std::atomic<std::uint64_t> clustersRefused{0}; // messages of clusters beyond the limit
    std::atomic<std::uint64_t> eventsInserted{0};
    std::atomic<std::uint64_t> eventsUpdated{0};
};

} // namespace binnacle::ingest

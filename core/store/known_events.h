#pragma once

#include "core/domain/cluster_event.h"

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace binnacle::store {

// Remembers of every recently seen event just enough to say that a sighting changes nothing, in 32
// bytes. An event it does not know is not an error: the database decides then, and it learns.
// Identity is a 64-bit hash of cluster and uid; two events that share one would also have to agree
// in count and times to be mistaken for each other.
//
// Not thread-safe.
class KnownEvents
{
public:
    bool contains(const ClusterEvent &event) const;
    // The stored event already says everything `event` says.
    bool covers(const ClusterEvent &event) const;
    // `event` is what is stored now.
    void remember(const ClusterEvent &event);
    void clear();

    std::size_t size() const { return m_size; }
    std::size_t bytes() const;

private:
    struct Entry
    {
        std::uint64_t key = 0; // 0: free
        std::int64_t lastMs = 0;
        std::int64_t firstMs = 0;
        std::uint32_t count = 0;   // saturated; the top bit is countIsMinimum
        std::uint16_t message = 0; // hash
        bool hasHost = false;
    };

    static std::uint64_t keyOf(const ClusterEvent &event);
    static Entry entryOf(const ClusterEvent &event);
    const Entry *find(std::uint64_t key) const;
    void insert(const Entry &entry);
    void makeRoom();

    std::vector<Entry> m_slots; // a power of two, linear probing
    std::size_t m_size = 0;
};

} // namespace binnacle::store

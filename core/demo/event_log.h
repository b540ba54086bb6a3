#pragma once

#include "core/base/time.h"
#include "core/domain/cluster_event.h"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

namespace binnacle::demo {

struct ObjectRef
{
    std::string_view kind;
    std::string ns;
    std::string name;
    std::string uid;
};

struct EventDraft
{
    EventType type = EventType::Normal;
    std::string_view reason;
    std::string message;
    std::string_view source; // component: "kubelet"
    ObjectRef involved;
};

// The Event objects of one simulated API server, with what Kubernetes does to them: the recorder
// folds repeats into one event with a count, its spam filter drops what exceeds 25 in a burst and
// then one in five minutes per source and object, and the server forgets an event one hour after
// its last update.
class EventLog
{
public:
    struct Entry
    {
        std::string uid;
        std::string name;
        std::string ns;
        EventDraft content;
        std::int64_t count = 1;
        Timestamp first{};
        Timestamp last{};
    };

    // Uids are drawn from `seed` and `cluster`.
    EventLog(std::string cluster, std::uint64_t seed);

    void record(EventDraft draft, Timestamp at);
    // Call with non-decreasing times.
    void expire(Timestamp now);

    // In the order of their first occurrence.
    const std::map<std::uint64_t, Entry> &entries() const { return m_entries; }

private:
    struct Bucket
    {
        double tokens = 25;
        Timestamp refilled{};
    };

    bool passesSpamFilter(const EventDraft &draft, Timestamp at);

    const std::string m_cluster;
    const std::uint64_t m_seed;
    std::uint64_t m_nextNumber = 1;
    std::map<std::uint64_t, Entry> m_entries;
    std::unordered_map<std::string, std::uint64_t> m_numbers; // content -> key of m_entries
    std::unordered_map<std::string, Bucket> m_buckets;        // source and object -> allowance
};

} // namespace binnacle::demo

#include "core/ingest/spam_filter.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>
#include <vector>

namespace binnacle::ingest {

namespace {

constexpr std::string_view kCombined = "(combined from similar events)";
constexpr std::int64_t kBurst = 25;
constexpr Duration kRefill = std::chrono::seconds(300);

// What the client's filter keeps a budget for. What differs most comes first: comparing is cheap.
using Budget = std::tuple<std::string_view, std::string_view, std::string_view, std::string_view,
    std::string_view, std::string_view>;

Budget budgetOf(const ClusterEvent &event)
{
    return {event.involved.name, event.involvedUid, event.involved.ns, event.component, event.host,
        event.involved.kind};
}

struct Usage
{
    std::int64_t reported = 0;
    Timestamp first = Timestamp::max();
    Timestamp last = Timestamp::min();

    bool looksExhausted() const
    {
        const std::int64_t allowed = kBurst + (last - first) / kRefill;
        return reported >= allowed && reported <= allowed + allowed / 10;
    }
};

} // namespace

void markSuspectedLoss(std::span<ClusterEvent> events)
{
    std::map<Budget, Usage> usages;
    std::vector<const Usage *> usageOf; // of each event
    usageOf.reserve(events.size());
    for (const ClusterEvent &event : events) {
        Usage &usage = usages[budgetOf(event)];
        usageOf.push_back(&usage);
        // Counts are the sender's word and may be absurd.
        constexpr std::int64_t kPlenty = 1'000'000'000;
        usage.reported = std::min(usage.reported + std::min(event.count, kPlenty), kPlenty);
        usage.first = std::min(usage.first, event.first);
        usage.last = std::max(usage.last, event.last);
    }
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (events[i].message.starts_with(kCombined) || usageOf[i]->looksExhausted())
            events[i].countIsMinimum = true;
    }
}

} // namespace binnacle::ingest

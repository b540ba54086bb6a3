#include "core/demo/event_log.h"

#include "core/demo/random.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace binnacle::demo {

namespace {

constexpr Duration kTimeToLive{3'600'000};
constexpr double kBurst = 25;
constexpr Duration kTokenEvery{300'000};

std::string contentKey(const EventDraft &draft)
{
    std::string key(draft.source);
    key.append("|").append(draft.involved.uid).append("|").append(draft.reason);
    key.append("|").append(draft.message);
    return key;
}

// Kubernetes names an event after its object and the nanosecond of its first occurrence.
std::string eventName(const ObjectRef &involved, Timestamp at, std::uint64_t salt)
{
    const auto nanoseconds = static_cast<std::uint64_t>(toEpochMs(at)) * 1'000'000U + salt;
    std::array<char, 24> hex{};
    std::snprintf(hex.data(), hex.size(), ".%016llx", static_cast<unsigned long long>(nanoseconds));
    return involved.name + hex.data();
}

} // namespace

EventLog::EventLog(std::string cluster, std::uint64_t seed)
    : m_cluster(std::move(cluster))
    , m_seed(seed)
{}

void EventLog::record(EventDraft draft, Timestamp at)
{
    if (!passesSpamFilter(draft, at))
        return;
    const std::string key = contentKey(draft);
    if (const auto known = m_numbers.find(key); known != m_numbers.end()) {
        Entry &entry = m_entries.at(known->second);
        ++entry.count;
        entry.last = std::max(entry.last, at);
        return;
    }
    const std::uint64_t number = m_nextNumber++;
    const std::string identity = m_cluster + "/event/" + std::to_string(number);
    Entry entry;
    entry.uid = stableUuid(identity, m_seed);
    entry.name = eventName(draft.involved, at, stableHash(identity, m_seed) % 1'000'000U);
    entry.ns = draft.involved.ns.empty() ? "default" : draft.involved.ns;
    entry.first = at;
    entry.last = at;
    entry.content = std::move(draft);
    m_numbers.emplace(key, number);
    m_entries.emplace(number, std::move(entry));
}

void EventLog::expire(Timestamp now)
{
    std::erase_if(m_entries, [&](const auto &item) {
        if (item.second.last + kTimeToLive > now)
            return false;
        m_numbers.erase(contentKey(item.second.content));
        return true;
    });
    // A bucket that is full again says nothing.
    std::erase_if(m_buckets, [&](const auto &item) {
        return now - item.second.refilled > kTokenEvery * static_cast<std::int64_t>(kBurst);
    });
}

bool EventLog::passesSpamFilter(const EventDraft &draft, Timestamp at)
{
    std::string key(draft.source);
    key.append("|").append(draft.involved.uid);
    auto [place, isNew] = m_buckets.try_emplace(std::move(key), Bucket{kBurst, at});
    Bucket &bucket = place->second;
    if (!isNew && at > bucket.refilled) {
        const auto passed = static_cast<double>((at - bucket.refilled).count());
        bucket.tokens
            = std::min(kBurst, bucket.tokens + passed / static_cast<double>(kTokenEvery.count()));
        bucket.refilled = at;
    }
    if (bucket.tokens < 1)
        return false;
    bucket.tokens -= 1;
    return true;
}

} // namespace binnacle::demo

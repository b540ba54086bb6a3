#include "core/store/known_events.h"

#include <algorithm>
#include <cstring>
#include <iterator>

namespace binnacle::store {

namespace {

constexpr std::size_t kFirstSlots = 1U << 12U;
constexpr std::size_t kMaxSlots = 1U << 20U; // 32 MiB
constexpr std::uint32_t kMaxCount = 0x7FFFFFFF;
constexpr std::uint32_t kMinimumBit = 0x80000000;

std::size_t roomOf(std::size_t slots)
{
    return slots / 4 * 3;
}

std::uint64_t hashOf(std::string_view text)
{
    return std::hash<std::string_view>{}(text);
}

std::uint16_t shortHash(std::string_view text)
{
    const std::uint64_t hash = hashOf(text);
    return static_cast<std::uint16_t>(hash ^ (hash >> 32U));
}

} // namespace

std::uint64_t KnownEvents::keyOf(const ClusterEvent &event)
{
    std::uint64_t key = hashOf(event.uid) ^ (hashOf(event.cluster.value) * 0x9E3779B97F4A7C15ULL);
    key ^= key >> 29U;
    return key == 0 ? 1 : key;
}

KnownEvents::Entry KnownEvents::entryOf(const ClusterEvent &event)
{
    const auto count
        = static_cast<std::uint32_t>(std::clamp<std::int64_t>(event.count, 0, kMaxCount));
    return {
        .key = keyOf(event),
        .lastMs = toEpochMs(event.last),
        .firstMs = toEpochMs(event.first),
        .count = count | (event.countIsMinimum ? kMinimumBit : 0U),
        .message = shortHash(event.message),
        .hasHost = !event.host.empty(),
    };
}

const KnownEvents::Entry *KnownEvents::find(std::uint64_t key) const
{
    if (m_slots.empty())
        return nullptr;
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = key & mask; m_slots[at].key != 0; at = (at + 1) & mask) {
        if (m_slots[at].key == key)
            return &m_slots[at];
    }
    return nullptr;
}

bool KnownEvents::contains(const ClusterEvent &event) const
{
    return find(keyOf(event)) != nullptr;
}

bool KnownEvents::covers(const ClusterEvent &event) const
{
    const Entry *known = find(keyOf(event));
    if (!known)
        return false;
    const auto knownCount = static_cast<std::int64_t>(known->count & kMaxCount);
    const bool isMinimum = (known->count & kMinimumBit) != 0;
    const std::int64_t last = toEpochMs(event.last);
    if (last > known->lastMs || toEpochMs(event.first) < known->firstMs)
        return false;
    if (event.count > knownCount || (event.countIsMinimum && !isMinimum))
        return false;
    if (!event.host.empty() && !known->hasHost)
        return false;
    return last < known->lastMs || shortHash(event.message) == known->message;
}

void KnownEvents::remember(const ClusterEvent &event)
{
    if (m_size >= roomOf(m_slots.size()))
        makeRoom();
    insert(entryOf(event));
}

void KnownEvents::insert(const Entry &entry)
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = entry.key & mask;
    while (m_slots[at].key != 0 && m_slots[at].key != entry.key)
        at = (at + 1) & mask;
    if (m_slots[at].key == 0)
        ++m_size;
    m_slots[at] = entry;
}

// Grows, or at its bound forgets the half that was seen longest ago.
void KnownEvents::makeRoom()
{
    std::vector<Entry> kept;
    kept.reserve(m_size);
    std::ranges::copy_if(
        m_slots, std::back_inserter(kept), [](const Entry &entry) { return entry.key != 0; });
    const std::size_t slots
        = m_slots.empty() ? kFirstSlots : std::min(m_slots.size() * 2, kMaxSlots);
    if (m_slots.size() == kMaxSlots) {
        const auto middle = kept.begin() + static_cast<std::ptrdiff_t>(kept.size() / 2);
        std::nth_element(kept.begin(), middle, kept.end(),
            [](const Entry &a, const Entry &b) { return a.lastMs > b.lastMs; });
        kept.erase(middle, kept.end());
    }
    m_slots.assign(slots, Entry{});
    m_size = 0;
    for (const Entry &entry : kept)
        insert(entry);
}

void KnownEvents::clear()
{
    m_slots = {};
    m_size = 0;
}

std::size_t KnownEvents::bytes() const
{
    return m_slots.capacity() * sizeof(Entry);
}

} // namespace binnacle::store

#include "core/collect/known_series.h"

#include "core/codec/exposition_bytes.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <utility>

namespace binnacle::collect {

namespace {

constexpr std::size_t kFirstBlock = 4U << 10; // each next one as large as all before
constexpr std::size_t kLargestBlock = 256U << 10;
constexpr std::size_t kFewestSlots = 256;
constexpr std::size_t kManySlots = 32U << 10;
constexpr std::size_t kLeastShared = 32; // bytes; below that sharing saves nothing

__extension__ using Wide = unsigned __int128;

// Multiply and fold, as wyhash does: every bit of both reaches every bit of the result.
std::uint64_t folded(std::uint64_t a, std::uint64_t b)
{
    const Wide product = Wide{a} * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

} // namespace

KnownSeries::KnownSeries()
    : m_seed(folded(
        static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count())
            ^ 0xa076'1d64'78bd'642f,
        static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(this)) ^ 0xe703'7ed1'a0b4'28db))
    , m_slots(kFewestSlots)
{}

std::uint32_t KnownSeries::hashOf(std::string_view series) const
{
    using codec::exposition::eightBytes;
    constexpr std::uint64_t kOne = 0xa076'1d64'78bd'642f;
    constexpr std::uint64_t kTwo = 0xe703'7ed1'a0b4'28db;
    const char *at = series.data();
    std::size_t left = series.size();
    std::uint64_t a = m_seed ^ left;
    std::uint64_t b = m_seed;
    for (; left >= 32; at += 32, left -= 32) {
        a = folded(eightBytes(at) ^ kOne, eightBytes(at + 8) ^ a);
        b = folded(eightBytes(at + 16) ^ kTwo, eightBytes(at + 24) ^ b);
    }
    for (; left >= 8; at += 8, left -= 8)
        a = folded(eightBytes(at) ^ kOne, a ^ kTwo);
    std::uint64_t rest = 0;
    std::memcpy(&rest, at, left);
    const std::uint64_t hash = folded(a ^ kTwo, folded(rest ^ kOne, b ^ kTwo) ^ kOne);
    return static_cast<std::uint32_t>(hash ^ (hash >> 32U));
}

std::uint32_t KnownSeries::find(std::string_view series, std::uint32_t hash) const
{
    const std::size_t mask = m_slots.size() - 1;
    for (std::size_t at = hash & mask; m_slots[at].number != 0; at = (at + 1) & mask) {
        if (m_slots[at].hash != hash)
            continue;
        const Entry &entry = m_entries[m_slots[at].number - 1];
        if (entry.size() == series.size() && entry.equals(series.data()))
            return m_slots[at].number - 1;
    }
    return kNone;
}

void KnownSeries::insertSlot(Slot slot)
{
    const std::size_t mask = m_slots.size() - 1;
    std::size_t at = slot.hash & mask;
    while (m_slots[at].number != 0)
        at = (at + 1) & mask;
    m_slots[at] = slot;
}

void KnownSeries::reserve(std::size_t entries)
{
    m_entries.reserve(entries);
    if (entries * 2 > m_slots.size())
        growSlots(std::bit_ceil(entries * 2));
}

void KnownSeries::growSlots(std::size_t size)
{
    const std::vector<Slot> slots = std::exchange(m_slots, std::vector<Slot>(size));
    for (const Slot slot : slots) {
        if (slot.number != 0)
            insertSlot(slot);
    }
}

const char *KnownSeries::store(std::string_view bytes)
{
    if (bytes.size() > m_blockFree) {
        const std::size_t usual = std::clamp(m_blockBytes, kFirstBlock, kLargestBlock);
        const std::size_t size = std::max(usual, bytes.size());
        m_blocks.push_back(std::make_unique_for_overwrite<char[]>(size));
        m_blockAt = m_blocks.back().get();
        m_blockFree = size;
        m_blockBytes += size;
    }
    char *const start = m_blockAt;
    std::memcpy(start, bytes.data(), bytes.size());
    m_blockAt += bytes.size();
    m_blockFree -= bytes.size();
    m_keyBytes += bytes.size();
    return start;
}

std::uint32_t KnownSeries::add(std::string_view series, std::uint32_t hash, SeriesId id)
{
    const std::size_t common = codec::exposition::commonBytes(
        series.data(), m_shared.data(), std::min(series.size(), m_shared.size()));
    Entry entry{.hash = hash, .series = id};
    if (common >= kLeastShared && common >= series.size() / 2) {
        entry.prefix = m_shared.data();
        entry.prefixBytes = static_cast<std::uint32_t>(common);
        entry.suffix = store(series.substr(common));
    } else {
        entry.prefix = store(series);
        entry.prefixBytes = static_cast<std::uint32_t>(series.size());
        entry.suffix = entry.prefix;
        m_shared = {entry.prefix, series.size()};
    }
    entry.suffixBytes = static_cast<std::uint32_t>(series.size()) - entry.prefixBytes;
    const auto number = static_cast<std::uint32_t>(m_entries.size());
    m_entries.push_back(entry);
    if (m_entries.size() * 2 > m_slots.size()) // in large steps while it is small
        growSlots(m_slots.size() * (m_slots.size() < kManySlots ? 4 : 2));
    insertSlot({hash, number + 1});
    return number;
}

std::size_t KnownSeries::bytes() const
{
    return m_entries.capacity() * sizeof(Entry) + m_slots.capacity() * sizeof(Slot)
        + m_blocks.capacity() * sizeof(m_blocks[0]) + m_blockBytes;
}

void KnownSeries::forgetOrder()
{
    for (Entry &entry : m_entries)
        entry.next = kNone;
}

std::uint32_t KnownSeries::keepSince(std::uint32_t number, std::uint32_t first)
{
    KnownSeries kept;
    kept.m_seed = m_seed; // the hashes stay
    std::vector<std::uint32_t> renumbered(m_entries.size(), kNone);
    std::string series;
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        const Entry &entry = m_entries[i];
        if (entry.lastSeen < number)
            continue;
        series.assign(entry.prefix, entry.prefixBytes).append(entry.suffix, entry.suffixBytes);
        renumbered[i] = kept.add(series, entry.hash, entry.series);
        kept.m_entries.back().lastSeen = entry.lastSeen;
    }
    for (std::uint32_t i = 0; i < m_entries.size(); ++i) {
        if (renumbered[i] == kNone)
            continue;
        const std::uint32_t next = m_entries[i].next;
        const std::uint32_t following = renumbered[i] + 1 < kept.size() ? renumbered[i] + 1 : kNone;
        kept[renumbered[i]].next
            = next != kNone && renumbered[next] != kNone ? renumbered[next] : following;
    }
    const std::uint32_t newFirst = first != kNone ? renumbered[first] : kNone;
    *this = std::move(kept);
    if (newFirst != kNone)
        return newFirst;
    return m_entries.empty() ? kNone : 0;
}

} // namespace binnacle::collect

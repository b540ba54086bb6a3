#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::collect {

using SeriesId = std::uint32_t;
inline constexpr SeriesId kIgnoredSeries = 0xffff'ffff;

// The bytes of series (name and labels as written) with what is remembered of each, by number of
// the entry in order of addition, and a hash table over them. Series that are added one after the
// other mostly differ in their last label only, so the beginning is kept once for many.
class KnownSeries
{
public:
    static constexpr std::uint32_t kNone = 0xffff'ffff;

    struct Entry
    {
        const char *prefix = nullptr; // the bytes are prefix, then suffix
        const char *suffix = nullptr;
        std::uint32_t prefixBytes = 0;
        std::uint32_t suffixBytes = 0;
        std::uint32_t hash = 0;
        std::uint32_t next = kNone; // the entry that followed in the last scrape
        std::uint32_t lastSeen = 0; // number of a scrape
        SeriesId series = kIgnoredSeries;

        std::size_t size() const { return std::size_t{prefixBytes} + suffixBytes; }
        // REQUIRES: size() bytes at `at`
        bool equals(const char *at) const
        {
            return std::memcmp(at, prefix, prefixBytes) == 0
                && std::memcmp(at + prefixBytes, suffix, suffixBytes) == 0;
        }
    };

    KnownSeries();

    std::uint32_t hashOf(std::string_view series) const;
    // kNone: not known.
    std::uint32_t find(std::string_view series, std::uint32_t hash) const;
    // REQUIRES: not known yet
    std::uint32_t add(std::string_view series, std::uint32_t hash, SeriesId id);

    void reserve(std::size_t entries);

    Entry &operator[](std::uint32_t entry) { return m_entries[entry]; }
    const Entry &operator[](std::uint32_t entry) const { return m_entries[entry]; }
    std::size_t size() const { return m_entries.size(); }
    std::size_t keyBytes() const { return m_keyBytes; } // as kept
    std::size_t bytes() const;                          // all memory

    void forgetOrder(); // no entry has a next one
    // Keeps the entries last seen in scrape `number` or later, under new numbers. Gives the new
    // number of `first`, the first entry when that one goes.
    std::uint32_t keepSince(std::uint32_t number, std::uint32_t first);

private:
    struct Slot
    {
        std::uint32_t hash = 0;
        std::uint32_t number = 0; // of the entry, from 1; 0 is free
    };
    const char *store(std::string_view bytes);
    void growSlots(std::size_t size);
    void insertSlot(Slot slot);

    std::uint64_t m_seed; // so that nobody can prepare series that collide
    std::vector<Entry> m_entries;
    std::vector<Slot> m_slots; // linear probing, at most half full
    std::vector<std::unique_ptr<char[]>> m_blocks;
    std::size_t m_blockFree = 0; // in the last block
    char *m_blockAt = nullptr;
    std::size_t m_keyBytes = 0;
    std::size_t m_blockBytes = 0;
    std::string_view m_shared; // what following series may share the beginning of
};

} // namespace binnacle::collect

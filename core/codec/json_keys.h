#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace binnacle::codec {

// Equality of short texts, inline: overlapping words cost less than the call of memcmp.
inline bool sameText(std::string_view a, std::string_view b)
{
    const auto same = [&]<typename Word>(std::size_t at, Word left) {
        Word right;
        std::memcpy(&left, a.data() + at, sizeof(Word));
        std::memcpy(&right, b.data() + at, sizeof(Word));
        return left == right;
    };
    const std::size_t size = a.size();
    if (size != b.size())
        return false;
    if (size > 2 * sizeof(std::uint64_t))
        return a == b;
    if (size >= sizeof(std::uint64_t))
        return same(0, std::uint64_t{}) && same(size - sizeof(std::uint64_t), std::uint64_t{});
    if (size >= sizeof(std::uint32_t))
        return same(0, std::uint32_t{}) && same(size - sizeof(std::uint32_t), std::uint32_t{});
    for (std::size_t i = 0; i < size; ++i) {
        if (a[i] != b[i])
            return false;
    }
    return true;
}

// A string literal as a template argument: fields.at<"podIP">().
template<std::size_t N>
struct Literal
{
    char text[N]{};

    consteval Literal(const char (&literal)[N])
    {
        for (std::size_t i = 0; i < N; ++i)
            text[i] = literal[i];
    }
    constexpr std::string_view view() const { return {text, N - 1}; }
};

// The member names that one kind of JSON object may have, built at compile time. Finds a name in
// both spellings of contract 01 §1.10, camelCase and snake_case, with one hash and one comparison:
// a large snapshot has a million names.
template<std::size_t N>
class KeyTable
{
public:
    static constexpr std::size_t kSize = N;
    static constexpr std::uint8_t kUnknown = 0xff;

    struct Match
    {
        std::uint8_t id = kUnknown;
        bool camel = false;
    };

    consteval explicit KeyTable(const std::array<std::string_view, N> &names)
    {
        static_assert(N < 128);
        m_slots.fill(kUnknown);
        for (std::size_t i = 0; i < N; ++i) {
            m_names[i] = names[i];
            add(spelling(names[i], false), i, true);
            const Spelling snake = spelling(names[i], true);
            if (snake.view() != names[i])
                add(snake, i, false);
        }
    }

    Match find(std::string_view key) const
    {
        if (key.empty())
            return {};
        for (std::size_t slot = hash(key);; slot = (slot + 1) % kSlots) {
            const std::uint8_t entry = m_slots[slot];
            if (entry == kUnknown)
                return {};
            if (sameText(m_entries[entry].spelling.view(), key))
                return {m_entries[entry].id, m_entries[entry].camel};
        }
    }

    consteval std::uint8_t idOf(std::string_view name) const
    {
        for (std::size_t i = 0; i < N; ++i) {
            if (m_names[i] == name)
                return static_cast<std::uint8_t>(i);
        }
        return kUnknown;
    }

    constexpr std::string_view nameOf(std::size_t id) const { return m_names[id]; }

private:
    static constexpr std::size_t slotsFor(std::size_t names)
    {
        std::size_t count = 8;
        while (count < names * 8)
            count *= 2;
        return count;
    }
    static constexpr std::size_t kSlots = slotsFor(N);
    static constexpr std::size_t kLongest = 39;

    struct Spelling
    {
        char text[kLongest]{};
        std::uint8_t size = 0;

        constexpr std::string_view view() const { return {text, size}; }
    };
    struct Entry
    {
        Spelling spelling;
        std::uint8_t id = 0;
        bool camel = false;
    };

    static constexpr bool isUpper(char c) { return c >= 'A' && c <= 'Z'; }

    // "podIPs" -> "pod_ips": a capital starts a word unless it follows another one.
    static constexpr Spelling spelling(std::string_view name, bool snake)
    {
        Spelling result;
        for (std::size_t i = 0; i < name.size(); ++i) {
            if (snake && isUpper(name[i]) && i > 0 && !isUpper(name[i - 1]))
                result.text[result.size++] = '_';
            result.text[result.size++]
                = snake && isUpper(name[i]) ? static_cast<char>(name[i] + ('a' - 'A')) : name[i];
        }
        return result;
    }

    static constexpr std::size_t hash(std::string_view key)
    {
        const auto byte = [](char c) { return static_cast<std::size_t>(c) & 0xffU; };
        return (key.size() * 31 + byte(key.front()) * 7 + byte(key.back()) * 13
                   + byte(key[key.size() / 2]) * 3)
            % kSlots;
    }

    constexpr void add(const Spelling &text, std::size_t id, bool camel)
    {
        std::size_t slot = hash(text.view());
        while (m_slots[slot] != kUnknown)
            slot = (slot + 1) % kSlots;
        m_entries[m_used] = {text, static_cast<std::uint8_t>(id), camel};
        m_slots[slot] = static_cast<std::uint8_t>(m_used++);
    }

    std::array<std::string_view, N> m_names{};
    std::array<Entry, 2 * N> m_entries{};
    std::array<std::uint8_t, kSlots> m_slots{};
    std::size_t m_used = 0;
};

template<typename... Names>
consteval auto keys(const Names &...names)
{
    return KeyTable<sizeof...(Names)>(
        std::array<std::string_view, sizeof...(Names)>{std::string_view(names)...});
}

} // namespace binnacle::codec

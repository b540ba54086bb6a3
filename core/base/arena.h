#pragma once

#include <cstring>
#include <forward_list>
#include <memory>
#include <memory_resource>
#include <span>
#include <string_view>
#include <type_traits>

namespace binnacle {

// Holds the bytes behind the string_views and spans of one immutable value. A snapshot of ten
// thousand pods has half a million small strings; one arena makes them a handful of allocations.
//
// Not thread-safe while it is filled; immutable and shareable afterwards.
class Arena
{
public:
    std::string_view copy(std::string_view text)
    {
        if (text.empty())
            return {};
        auto *bytes = static_cast<char *>(m_memory.allocate(text.size(), 1));
        std::memcpy(bytes, text.data(), text.size());
        return {bytes, text.size()};
    }

    // Value-initialised; lives as long as the arena, is never destroyed one by one.
    template<typename T>
    std::span<T> array(std::size_t count)
    {
        static_assert(std::is_trivially_destructible_v<T>);
        if (count == 0)
            return {};
        auto *items = static_cast<T *>(m_memory.allocate(count * sizeof(T), alignof(T)));
        std::uninitialized_value_construct_n(items, count);
        return {items, count};
    }

    // A further arena, for another thread to fill, that lives as long as this one.
    Arena &branch() { return m_branches.emplace_front(); }

private:
    static constexpr std::size_t kFirstBlock = 16UL * 1024;
    std::pmr::monotonic_buffer_resource m_memory{kFirstBlock};
    std::forward_list<Arena> m_branches;
};

} // namespace binnacle

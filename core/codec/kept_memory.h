#pragma once

#include <cstddef>
#include <string>

namespace binnacle::codec {

// What a thread keeps of its working memory between two bodies, unless a rare giant blew it up.
inline constexpr std::size_t kKeptCapacity = 32U << 20;

inline void releaseIfLarge(std::string &memory)
{
    if (memory.capacity() > kKeptCapacity)
        std::string().swap(memory); // an assignment would keep the capacity
}

} // namespace binnacle::codec

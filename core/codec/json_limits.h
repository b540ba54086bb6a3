#pragma once

#include <cstddef>

namespace binnacle::codec {

// reliability limits for any JSON that comes from outside; hitting one is an error that names it.
struct JsonLimits
{
    std::size_t depth = 64;
    std::size_t nodes = 2'000'000;
    std::size_t stringBytes = 4U << 20;
    std::size_t numberChars = 64;
};

// Readable bytes that a parser needs behind the end of a document; reserve() them and nothing is
// copied.
inline constexpr std::size_t kJsonPadding = 64;

} // namespace binnacle::codec

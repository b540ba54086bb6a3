#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace binnacle {

// Words of an enumeration that counts from 0, in its order.
template<typename Enum, std::size_t N>
constexpr std::string_view nameOf(const std::array<std::string_view, N> &names, Enum value)
{
    return names.at(static_cast<std::size_t>(value));
}

template<typename Enum, std::size_t N>
std::optional<Enum> fromName(const std::array<std::string_view, N> &names, std::string_view name)
{
    const auto it = std::ranges::find(names, name);
    if (it == names.end())
        return std::nullopt;
    return static_cast<Enum>(it - names.begin());
}

} // namespace binnacle

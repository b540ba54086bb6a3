#pragma once

#include <compare>
#include <functional>
#include <string>

namespace binnacle {

// A string that cannot be mistaken for another kind of string.
template<typename Tag>
struct Id
{
    std::string value;

    bool isEmpty() const { return value.empty(); }
    friend bool operator==(const Id &, const Id &) = default;
    friend auto operator<=>(const Id &, const Id &) = default;
};

} // namespace binnacle

template<typename Tag>
struct std::hash<binnacle::Id<Tag>>
{
    std::size_t operator()(const binnacle::Id<Tag> &id) const noexcept
    {
        return std::hash<std::string>{}(id.value);
    }
};

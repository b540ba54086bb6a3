#pragma once

#include "core/base/error.h"

#include <utility>
#include <variant>

namespace binnacle {

// Either a T or the reason there is none. A small subset of std::expected, which g++ 12 offers
// only in C++23 mode, so the later switch is an alias. A dropped error is a warning.
template<typename T, typename E = Error>
class [[nodiscard]] Result
{
public:
    Result(T value)
        : m_state(std::in_place_index<0>, std::move(value))
    {}
    Result(E error)
        : m_state(std::in_place_index<1>, std::move(error))
    {}

    bool has_value() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }

    // REQUIRES: has_value()
    const T &operator*() const & { return std::get<0>(m_state); }
    T &operator*() & { return std::get<0>(m_state); }
    T &&operator*() && { return std::get<0>(std::move(m_state)); }
    const T *operator->() const { return &std::get<0>(m_state); }
    T *operator->() { return &std::get<0>(m_state); }

    // REQUIRES: !has_value()
    const E &error() const & { return std::get<1>(m_state); }
    E &&error() && { return std::get<1>(std::move(m_state)); }

private:
    std::variant<T, E> m_state;
};

// For operations that only succeed or fail: `return Done{};`
struct Done
{
};
using Status = Result<Done>;

} // namespace binnacle

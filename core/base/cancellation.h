#pragma once

#include <functional>
#include <stop_token>

namespace binnacle {

// Long work takes a std::stop_token and looks at it at least every few milliseconds; it then
// returns ErrorCode::Cancelled. Progress is told through this: done and total in the same unit
// (rows, bytes); total 0 means "not known yet". Called on the working thread.
using Progress = std::function<void(std::size_t done, std::size_t total)>;

} // namespace binnacle

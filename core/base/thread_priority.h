#pragma once

#include <functional>

namespace binnacle {

// Runs `work` on a thread of its own that gives way to this one where processors are short, and
// waits for it. So do, from then on, all threads that are started in `work`, and those that they
// start: a thread inherits the nice value. `steps` of nice below this thread, of which the system
// allows no more than 19 in all. `work` must not throw, and keeps nothing that belongs to its
// thread.
void runBehind(int steps, const std::function<void()> &work);

// Of everything that works behind a window.
inline constexpr int kBehindWindow = 5;

} // namespace binnacle

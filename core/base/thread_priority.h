#pragma once

#include <functional>

namespace binnacle {

// Runs `work` on a thread of its own that gives way to this one where processors are short, and
// waits for it. So do, from then on, all threads that are started in `work`, and those that they
// start: a thread inherits the nice value. `steps` of nice, 1 to 19.
void runBehind(int steps, const std::function<void()> &work);

} // namespace binnacle

#include "core/base/thread_priority.h"

#include <sys/resource.h>
#include <thread>

namespace binnacle {

void runBehind(int steps, const std::function<void()> &work)
{
    std::thread([steps, &work] {
        // Of the calling thread alone, other than POSIX says; lowering is always allowed.
        ::setpriority(PRIO_PROCESS, 0, ::getpriority(PRIO_PROCESS, 0) + steps);
        work();
    }).join();
}

} // namespace binnacle

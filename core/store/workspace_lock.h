#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>

namespace binnacle::store {

// The right to write a workspace: an advisory lock on a file that names its holder. The system
// drops it with the process, so what a killed process leaves behind holds nobody up.
class WorkspaceLock
{
public:
    // ReadOnly, with the holder in the message, when another process (or part of this one) has it.
    static Result<std::unique_ptr<WorkspaceLock>> take(const std::string &file);
    ~WorkspaceLock();
    WorkspaceLock(const WorkspaceLock &) = delete;
    WorkspaceLock &operator=(const WorkspaceLock &) = delete;

private:
    explicit WorkspaceLock(int descriptor);

    int m_descriptor;
};

} // namespace binnacle::store

#include "core/store/workspace_lock.h"

#include <cerrno>
#include <cstring>
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace binnacle::store {

namespace {

Error systemError(const std::string &doing)
{
    const int reason = errno;
    ErrorCode code = ErrorCode::Unavailable;
    if (reason == ENOSPC || reason == EDQUOT)
        code = ErrorCode::DiskFull;
    else if (reason == EACCES || reason == EPERM || reason == EROFS)
        code = ErrorCode::PermissionDenied;
    return {code, doing + ": " + std::strerror(reason)};
}

std::string holderOf(int descriptor)
{
    char text[32] = {};
    const ssize_t size = ::pread(descriptor, text, sizeof text - 1, 0);
    std::string holder(text, size > 0 ? static_cast<std::size_t>(size) : 0);
    while (!holder.empty() && holder.back() == '\n')
        holder.pop_back();
    return holder;
}

} // namespace

WorkspaceLock::WorkspaceLock(int descriptor)
    : m_descriptor(descriptor)
{}

WorkspaceLock::~WorkspaceLock()
{
    ::close(m_descriptor);
}

Result<std::unique_ptr<WorkspaceLock>> WorkspaceLock::take(const std::string &file)
{
    const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return systemError("open " + file);
    std::unique_ptr<WorkspaceLock> lock(new WorkspaceLock(descriptor));
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK)
            return systemError("lock " + file);
        const std::string holder = holderOf(descriptor);
        return Error{ErrorCode::ReadOnly,
            "another Binnacle (process " + (holder.empty() ? "unknown" : holder) + ") has it open"};
    }
    const std::string self = std::to_string(::getpid()) + "\n";
    // Who holds it is a courtesy; on a full disk the lock itself still counts.
    if (::ftruncate(descriptor, 0) == 0 && ::pwrite(descriptor, self.data(), self.size(), 0) < 0)
        errno = 0;
    return lock;
}

} // namespace binnacle::store

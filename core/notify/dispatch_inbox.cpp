#include "core/notify/dispatch_inbox.h"

#include "core/notify/transfer_loop.h"

#include <utility>

namespace binnacle::notify {

void DispatchInbox::post(std::function<void()> task)
{
    const std::scoped_lock lock(m_mutex);
    if (m_loop == nullptr)
        return;
    m_tasks.push_back(std::move(task));
    m_loop->wake();
}

std::vector<std::function<void()>> DispatchInbox::take()
{
    const std::scoped_lock lock(m_mutex);
    return std::exchange(m_tasks, {});
}

void DispatchInbox::close()
{
    const std::scoped_lock lock(m_mutex);
    m_loop = nullptr;
    m_tasks.clear();
}

} // namespace binnacle::notify

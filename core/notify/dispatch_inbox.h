#pragma once

#include <functional>
#include <mutex>
#include <vector>

namespace binnacle::notify {

class TransferLoop;

// What other threads hand to the dispatcher's. Outlives it as long as somebody has a callback.
class DispatchInbox
{
public:
    explicit DispatchInbox(TransferLoop &loop)
        : m_loop(&loop)
    {}

    void post(std::function<void()> task); // thread-safe; dropped once closed
    std::vector<std::function<void()>> take();
    void close();

private:
    std::mutex m_mutex;
    TransferLoop *m_loop;                       // guarded by m_mutex; null: closed
    std::vector<std::function<void()>> m_tasks; // guarded by m_mutex
};

} // namespace binnacle::notify

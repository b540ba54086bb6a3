#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <utility>

namespace binnacle {

// Who wants to hear of something. Thread-safe. Listeners run on the thread that notifies, one call
// at a time; they must only post, and never add or drop a listener from inside the call.
template<typename... Args>
class Listeners
{
    struct State
    {
        std::mutex mutex;
        std::map<std::uint64_t, std::function<void(const Args &...)>> called; // guarded by mutex
        std::uint64_t next = 1;                                               // guarded by mutex
    };

public:
    // Listens until it is destroyed; then the listener neither runs nor will run.
    class Subscription
    {
    public:
        Subscription() = default;
        Subscription(std::weak_ptr<State> state, std::uint64_t id)
            : m_state(std::move(state))
            , m_id(id)
        {}
        ~Subscription() { drop(); }
        Subscription(Subscription &&other) noexcept
            : m_state(std::exchange(other.m_state, {}))
            , m_id(other.m_id)
        {}
        Subscription &operator=(Subscription &&other) noexcept
        {
            if (this != &other) {
                drop();
                m_state = std::exchange(other.m_state, {});
                m_id = other.m_id;
            }
            return *this;
        }
        Subscription(const Subscription &) = delete;
        Subscription &operator=(const Subscription &) = delete;

    private:
        void drop()
        {
            if (const auto state = m_state.lock()) {
                const std::scoped_lock lock(state->mutex);
                state->called.erase(m_id);
            }
        }

        std::weak_ptr<State> m_state;
        std::uint64_t m_id = 0;
    };

    [[nodiscard]] Subscription add(std::function<void(const Args &...)> listener)
    {
        const std::scoped_lock lock(m_state->mutex);
        const std::uint64_t id = m_state->next++;
        m_state->called.emplace(id, std::move(listener));
        return Subscription(m_state, id);
    }

    void notify(const Args &...args) const
    {
        const std::scoped_lock lock(m_state->mutex);
        for (const auto &[id, listener] : m_state->called)
            listener(args...);
    }

private:
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace binnacle

#pragma once

#include "core/base/time.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace binnacle::demo {

// What will happen in a simulated cluster, in order of simulated time. Things due at the same
// instant happen in the order they were planned, so the size of the steps in which time is advanced
// never changes the story.
class Agenda
{
public:
    using Action = std::function<void()>;

    explicit Agenda(Timestamp start)
        : m_now(start)
    {}

    Timestamp now() const { return m_now; }

    // A moment in the past happens at the next advance.
    void at(Timestamp moment, Action action) { m_actions.emplace(moment, std::move(action)); }
    void after(Duration delay, Action action) { at(m_now + delay, std::move(action)); }

    // Actions may plan further ones, also within the same step.
    void advance(Timestamp to)
    {
        while (!m_actions.empty() && m_actions.begin()->first <= to) {
            auto due = m_actions.extract(m_actions.begin());
            m_now = std::max(m_now, due.key());
            due.mapped()();
        }
        m_now = std::max(m_now, to);
    }

private:
    Timestamp m_now;
    std::multimap<Timestamp, Action> m_actions;
};

} // namespace binnacle::demo

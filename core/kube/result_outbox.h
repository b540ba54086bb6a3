#pragma once

#include "core/base/time.h"
#include "core/domain/ids.h"

#include <cstdint>
#include <list>
#include <optional>
#include <string>

namespace binnacle::kube {

// Results that the hub has not acknowledged yet. Each is tried again with a back-off of its own and
// given up after ten minutes; a hub that restarts meanwhile loses none. Not thread-safe.
class ResultOutbox
{
public:
    struct Item
    {
        std::uint64_t number = 0;
        CommandId command;
        std::string body;
    };

    explicit ResultOutbox(Duration keep = Duration{600'000});

    // Moments are monotonic, of Clock::elapsed().
    void add(CommandId command, std::string body, Duration now);
    // The one to send now.
    std::optional<Item> due(Duration now) const;
    // When there will be one; nullopt when nothing waits.
    std::optional<Duration> nextAt() const;

    void acknowledged(std::uint64_t number);
    // It will be tried again, or not: false when it was given up.
    bool failed(std::uint64_t number, Duration now);

    bool isEmpty() const { return m_waiting.empty(); }

private:
    struct Waiting
    {
        Item item;
        Duration giveUpAt{};
        Duration nextAt{};
        Duration backOff{};
    };

    const Duration m_keep;
    std::uint64_t m_nextNumber = 1;
    std::list<Waiting> m_waiting;
};

} // namespace binnacle::kube

#include "core/kube/result_outbox.h"

#include <algorithm>
#include <utility>

namespace binnacle::kube {

namespace {

constexpr Duration kFirstBackOff{200};
constexpr Duration kLongestBackOff{30'000};

} // namespace

ResultOutbox::ResultOutbox(Duration keep)
    : m_keep(keep)
{}

void ResultOutbox::add(CommandId command, std::string body, Duration now)
{
    m_waiting.push_back({.item = {m_nextNumber++, std::move(command), std::move(body)},
        .giveUpAt = now + m_keep,
        .nextAt = now,
        .backOff = kFirstBackOff});
}

std::optional<ResultOutbox::Item> ResultOutbox::due(Duration now) const
{
    const auto first = std::ranges::min_element(m_waiting, {}, &Waiting::nextAt);
    return first == m_waiting.end() || first->nextAt > now ? std::nullopt
                                                           : std::optional(first->item);
}

std::optional<Duration> ResultOutbox::nextAt() const
{
    const auto first = std::ranges::min_element(m_waiting, {}, &Waiting::nextAt);
    return first == m_waiting.end() ? std::nullopt : std::optional(first->nextAt);
}

void ResultOutbox::acknowledged(std::uint64_t number)
{
    m_waiting.remove_if([&](const Waiting &one) { return one.item.number == number; });
}

bool ResultOutbox::failed(std::uint64_t number, Duration now)
{
    const auto found = std::ranges::find_if(
        m_waiting, [&](const Waiting &one) { return one.item.number == number; });
    if (found == m_waiting.end())
        return false;
    if (now >= found->giveUpAt) {
        m_waiting.erase(found);
        return false;
    }
    // The last attempt is made when the time is over, not before.
    found->nextAt = std::min(now + found->backOff, found->giveUpAt);
    found->backOff = std::min(found->backOff * 2, kLongestBackOff);
    return true;
}

} // namespace binnacle::kube

#pragma once

#include "core/base/time.h"
#include "core/gateway/gateway.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <list>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace binnacle::gateway {

// One message as all its subscribers get it.
struct TopicMessage
{
    std::string topic;
    std::uint64_t seq = 0;                   // 1, 2, 3 … in each topic
    std::shared_ptr<const std::string> text; // {"topic":…,"seq":…,"ts":…,"data":…}
    Audience audience;
};

struct SequenceRange // both ends belong to it
{
    std::uint64_t from = 0;
    std::uint64_t to = 0;
};

struct TopicLimits
{
    std::size_t messages = 200; // kept of each topic
    std::size_t bytes = 64U << 20;
    std::size_t topics = 50'000;
};

// Numbers messages and keeps the last of each topic for those who come back. Memory is bounded over
// all topics: the oldest messages go first. Not thread-safe.
class TopicLog
{
public:
    explicit TopicLog(const TopicLimits &limits = {})
        : m_limits(limits)
    {}

    // REQUIRES: `json` is a well-formed value.
    std::shared_ptr<const TopicMessage> append(
        const std::string &topic, std::string_view json, Timestamp at, Audience audience);

    std::uint64_t newest(const std::string &topic) const; // 0: none yet

    struct Replay
    {
        std::optional<SequenceRange> lost; // no longer kept
        std::vector<std::shared_ptr<const TopicMessage>> messages;
    };
    // What came after `seq`. A number that was not given out yet is of an earlier run: everything
    // that is kept comes.
    Replay since(const std::string &topic, std::uint64_t seq) const;

    std::size_t bytes() const { return m_bytes; }

private:
    using Kept = std::list<std::shared_ptr<const TopicMessage>>; // all topics, oldest first
    struct Topic
    {
        std::uint64_t newest = 0;
        std::deque<Kept::iterator> messages;
    };
    void dropOldestOf(Topic &topic);
    void dropOldest();

    const TopicLimits m_limits;
    std::unordered_map<std::string, Topic> m_topics;
    Kept m_kept;
    std::size_t m_bytes = 0;
    // Numbers of topics that were dropped whole are not given out again.
    std::uint64_t m_usedUp = 0;
};

} // namespace binnacle::gateway

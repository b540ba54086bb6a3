#pragma once

#include "core/base/time.h"
#include "core/domain/principal.h"
#include "core/gateway/topic_log.h"
#include "core/http/websocket.h"

#include <atomic>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>

namespace binnacle::gateway {

// Close codes of our own (RFC 6455 leaves 4000–4999 to applications).
inline constexpr std::uint16_t kCloseUnauthorized = 4401;

// One open socket: who it is, what it wants, what it could not be given in time. On the
// subscriptions' thread, but for what says otherwise.
class Subscriber
{
public:
    Subscriber(std::uint64_t id, std::shared_ptr<http::WebSocket> socket);

    std::uint64_t id() const { return m_id; }

    // A message of a topic, where `who` may see it. When more than 4 MiB wait, it is counted as
    // missed instead; the client is told as soon as it has read most of what waits.
    void offer(const TopicMessage &message);
    void missed(const std::string &topic, const SequenceRange &range);
    // An answer to something it said. Who does not read even those is closed.
    void tell(std::string json);
    void tellError(std::string_view topic, const Error &error);
    // Tells what was missed.
    void catchUp();
    void close(std::uint16_t code, std::string reason);

    std::uint64_t missedMessages() const { return m_missedMessages; }

    std::optional<Principal> who;
    Duration authenticateBy{}; // monotonic; while nobody is known
    std::set<std::string> topics;

    // Messages of the client that wait for the thread; any thread.
    std::atomic<int> unread = 0;
    // Wants to hear when its socket is drained; any thread.
    std::atomic<bool> isBehind = false;

private:
    const std::uint64_t m_id;
    const std::shared_ptr<http::WebSocket> m_socket;
    std::map<std::string, SequenceRange> m_missed;
    std::uint64_t m_missedMessages = 0;
};

// Whether a message is for this account.
bool mayRead(const Principal &who, const Audience &audience);

} // namespace binnacle::gateway

#pragma once

#include "core/base/core_thread.h"
#include "core/gateway/door.h"
#include "core/gateway/gateway.h"
#include "core/gateway/subscriber.h"
#include "core/gateway/topic_log.h"

#include <rapidjson/document.h>

#include <atomic>
#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

namespace binnacle::gateway {

// Who is told what, over WS /api/v2/subscribe. Thread-safe; what it does happens on a thread of its
// own, and there only.
//
// A client says who it is with the Authorization header, with the subprotocols "binnacle" and
// "bearer.<token>", or with its first message {"type":"auth","token":…}. Then:
//   {"op":"sub","topics":["snapshot:prod-a"],"since":41} and {"op":"unsub","topics":[…]}
// Topics: snapshot:<cluster>, status:<cluster>, events:<cluster>, slo:<cluster>, commands:<id>,
// each also with * for all, and alerts. It gets
//   {"topic":…,"seq":…,"ts":…,"data":…}
//   {"type":"authenticated"|"subscribed"|"unsubscribed"|"missed"|"error",…}
// `seq` counts in each topic from 1 in each `run`; messages about what an account may not see are
// left out of its count without a word. The last 200 of a topic can be had again with `since`.
class Subscriptions
{
public:
    // Its sockets are closed and their network threads joined before it is destroyed.
    Subscriptions(const GatewayParts &parts, std::shared_ptr<Door> door);

    // A WebSocket handshake; network thread.
    void accept(const http::Exchange &exchange);
    // REQUIRES: `json` is a well-formed value.
    void publish(std::string topic, std::string json, Audience audience);

    CoreThread &thread() { return m_thread; }
    std::int64_t open() const { return m_open; }
    std::uint64_t messages() const { return m_messages; } // handed to sockets or missed
    std::uint64_t missed() const { return m_missed; }

private:
    using Peer = std::shared_ptr<Subscriber>;
    struct Caller // of the handshake
    {
        http::Request request; // its path and address
        std::optional<Principal> who;
    };
    http::WebSocketEvents opened(std::shared_ptr<http::WebSocket> socket, const Caller &caller);
    void handle(const Peer &peer, const http::Request &request, const std::string &text);
    void authenticate(
        const Peer &peer, const http::Request &request, const rapidjson::Document &json);
    void subscribe(const Peer &peer, const rapidjson::Document &json);
    void subscribeTo(
        const Peer &peer, const std::string &topic, std::optional<std::uint64_t> since);
    void unsubscribe(const Peer &peer, const std::string &topic);
    Status mayListen(const Principal &who, const std::string &topic) const;
    void emit(const std::string &topic, const std::string &json, Audience audience);
    void offerTo(const std::string &name, const TopicMessage &message);
    void sweep();
    void expel(const Peer &peer, std::string reason);
    void leaveTopics(const Peer &peer);
    void remove(const Peer &peer);

    const GatewayParts m_parts;
    const std::shared_ptr<Door> m_door;
    const std::string m_run; // tells one start of the gateway from another
    std::atomic<std::uint64_t> m_nextId = 1;
    std::atomic<std::int64_t> m_open = 0;
    std::atomic<std::int64_t> m_unknown = 0; // of them, nobody knows who
    std::atomic<std::uint64_t> m_messages = 0;
    std::atomic<std::uint64_t> m_missed = 0;
    TopicLog m_log;
    std::unordered_map<std::uint64_t, Peer> m_peers;
    std::unordered_map<std::string, std::vector<Peer>> m_listeners; // by topic or "kind:*"
    CoreThread m_thread;                                            // last: joins first
};

} // namespace binnacle::gateway

#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

namespace binnacle::http {

// An open WebSocket (RFC 6455), server side. Any thread. Pings every 30 s by itself and closes when
// nothing came back; answers pings; a message is at most 64 KiB inbound, text only.
class WebSocket
{
public:
    virtual ~WebSocket() = default;

    // Queues a text message; the text is shared by all sockets that send it. False: the socket is
    // closed. The caller bounds what waits with queuedBytes().
    virtual bool send(std::shared_ptr<const std::string> text) = 0;
    // Not yet taken by the system.
    virtual std::size_t queuedBytes() const = 0;
    // Sends what is queued, then the close frame. Idempotent.
    virtual void close(std::uint16_t code, std::string reason) = 0;
};

// What happens to a socket; on the network thread, one at a time. Whatever takes longer is posted
// elsewhere.
struct WebSocketEvents
{
    std::function<void(std::string text)> message;
    std::function<void()> drained; // nothing is queued any more
    std::function<void()> closed;  // the last call
};

// Accepts the upgrade with 101: `opened` gets the socket, on the network thread, and says who
// listens. `protocol` is the subprotocol that was chosen from the request's; empty: none. Call it
// instead of Exchange::respond, once.
using AcceptWebSocket = std::function<void(
    std::string protocol, std::function<WebSocketEvents(std::shared_ptr<WebSocket>)> opened)>;

} // namespace binnacle::http

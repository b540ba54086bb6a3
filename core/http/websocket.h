#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace binnacle::http {

struct Request;

// An open WebSocket (RFC 6455), server side. Any thread. Pings by itself (HttpLimits) and closes
// when nothing came back; answers pings; a message is at most 64 KiB inbound, text only.
class WebSocket
{
public:
    virtual ~WebSocket() = default;

    // Queues a text message; the text is shared by all sockets that send it. False: the socket is
    // closed. The caller bounds what waits with queuedBytes().
    virtual bool send(std::shared_ptr<const std::string> text) = 0;
    // Not yet taken by the system.
    virtual std::size_t queuedBytes() const = 0;
    // Drops what is queued, but for a message that is already on its way, and sends the close
    // frame. A peer that does not answer it soon is cut off. Idempotent.
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
// listens; it is not called when the client has left meanwhile. `protocol` is the subprotocol that
// was chosen from the request's; empty: none. Call it instead of Exchange::respond, once.
using OpenedWebSocket = std::function<WebSocketEvents(std::shared_ptr<WebSocket>)>;
using AcceptWebSocket = std::function<void(std::string protocol, OpenedWebSocket opened)>;

// The subprotocols that a client offers, in its order.
std::vector<std::string> offeredProtocols(const Request &request);

} // namespace binnacle::http

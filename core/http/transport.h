#pragma once

#include <cstddef>
#include <memory>
#include <string_view>

namespace binnacle::http {

enum class IoOutcome { Done, WantRead, WantWrite, Eof, Failed };

struct IoResult
{
    IoOutcome outcome = IoOutcome::Failed;
    std::size_t bytes = 0; // moved; only with Done
};

// Bytes over a connected, non-blocking socket, plain or TLS; never waits. Borrows the descriptor.
// A virtual seam instead of a template, so that a session compiles once.
class Transport
{
public:
    virtual ~Transport() = default;

    // Until Done; plain sockets have none.
    virtual IoResult handshake() = 0;
    virtual IoResult read(char *into, std::size_t size) = 0;
    // After a WantRead or WantWrite call again with the same bytes. `more` says that other bytes
    // follow at once.
    virtual IoResult write(std::string_view bytes, bool more) = 0;
    // Tells the peer that nothing follows and half-closes the socket.
    virtual void finish() = 0;
};

std::unique_ptr<Transport> makePlainTransport(int descriptor);

} // namespace binnacle::http

#pragma once

#include "core/base/time.h"
#include "core/notify/payload.h"

#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace binnacle::notify {

struct TransportSettings
{
    Duration connectTimeout{10'000};
    Duration totalTimeout{30'000};
    std::string caFile; // PEM of authorities; empty: those of the system
    // "host:port:address": asked before DNS, for names that only exist here.
    std::vector<std::string> fixedAddresses;
};

// What came back from one attempt.
struct Answer
{
    int status = 0;         // of HTTP or SMTP; 0: none came
    std::string body;       // its first 4 KiB; of SMTP the replies that matter
    Duration retryAfter{0}; // Retry-After; 0: not said
    std::string redirect;   // host that it redirects to
    std::string failure;    // why no whole answer came; empty: it came
    bool isBlocked = false; // it would have led where nothing must be sent
    Duration took{};
};

// Of the calling thread: the TLS library writes to sockets that the other side closed.
void ignoreBrokenPipes();

// One message on its way over HTTP or SMTP, through libcurl: TLS 1.2 or later and verified, no
// redirects, no proxy, a connection of its own, the peer's address checked before it is connected
// to. Lives on one thread; not started before it is performed or added to a loop.
class Transfer
{
public:
    // Nothing of `outgoing` is needed afterwards. REQUIRES: its configuration has no problems.
    Transfer(const Outgoing &outgoing, const TransportSettings &settings);
    ~Transfer();
    Transfer(const Transfer &) = delete;
    Transfer &operator=(const Transfer &) = delete;

    // Blocks until it is over; aborts when asked to stop.
    Answer perform(const std::stop_token &stop = {});

    // For TransferLoop: libcurl's handle, and the answer once it said how it ended.
    void *handle() const;
    Answer finish(int code);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace binnacle::notify

#pragma once

#include "core/http/head_scanner.h"
#include "core/http/http_message.h"
#include "core/http/http_settings.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace binnacle::http {

// What the connection must know of a request besides the request itself.
struct RequestHead
{
    bool http11 = false;
    bool keepAlive = false;
    bool expectsContinue = false;
    bool isWebSocketHandshake = false; // well formed, version 13
    std::string authority;             // of an absolute target; empty in the usual origin form
    std::string host;                  // Host header; may be missing in HTTP/1.0
    std::string origin;                // Origin header
};

// Why a request is refused; always ends the connection, since where the next one starts is unknown.
struct ReadFailure
{
    int status = 400;
    std::string message;
};

// Bytes in, requests out: no sockets, no clock, so it is fuzzed and tested alone. Boost.Beast's
// parser for the head, fenced by stricter checks of our own. One for each connection; idle it holds
// no memory.
class RequestReader
{
public:
    enum class State {
        Head,
        Body, // head() is known; may still be refused by the caller before it feeds more
        Complete,
        Failed,
    };

    explicit RequestReader(const HttpLimits &limits);
    ~RequestReader();
    RequestReader(const RequestReader &) = delete;
    RequestReader &operator=(const RequestReader &) = delete;

    // Returns how many bytes were used. Stops at the end of the head and at the end of the request;
    // what is left belongs to the body or to the next request.
    std::size_t feed(std::string_view bytes);

    State state() const { return m_state; }
    // Whether a byte of the current request has arrived.
    bool started() const;
    // Bytes of the current body held so far.
    std::size_t bodyBytes() const;
    // REQUIRES: Body or Complete
    const RequestHead &head() const;
    // REQUIRES: Failed
    const ReadFailure &failure() const { return m_failure; }

    // Refused by the caller: gives the memory back and takes no more bytes.
    void abandon();

    // REQUIRES: Complete. Starts over for the next request.
    Request take();

private:
    struct Current;

    std::size_t skipEmptyLines(std::string_view bytes);
    std::size_t feedHead(std::string_view bytes);
    std::size_t feedBody(std::string_view bytes);
    void parseHead(std::string_view head);
    void beginBody(bool chunked, std::uint64_t length);
    void failTooLarge();
    void fail(int status, std::string message);

    const HttpLimits &m_limits;
    State m_state = State::Head;
    HeadScanner m_scanner;
    int m_leadingLines = 0;
    std::string m_pending;              // an unfinished head
    std::unique_ptr<Current> m_current; // from the end of the head on
    ReadFailure m_failure;
};

} // namespace binnacle::http

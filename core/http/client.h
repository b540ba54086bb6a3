#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::http {

struct ClientResponse
{
    int status = 0;
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::string body;
};

struct ClientRequest
{
    std::string_view method = "GET";
    std::string target = "/"; // path and query, already encoded
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    Duration timeout{10'000};
    std::size_t answerLimit = 16U << 20;
};

// One keep-alive connection to one host, plain HTTP, used by the simulated agents and
// `binnaclectl agent`. Blocking; not thread-safe except interrupt().
class Client
{
public:
    Client(std::string host, std::uint16_t port);
    ~Client();
    Client(const Client &) = delete;
    Client &operator=(const Client &) = delete;

    // Reconnects when the server closed the kept connection. Errors: Unavailable, Timeout,
    // TooLarge, MalformedBody, Cancelled.
    Result<ClientResponse> send(const ClientRequest &request);

    // Any thread: makes a running and every later send() return Cancelled.
    void interrupt();

private:
    struct Connection;
    std::unique_ptr<Connection> m_connection;
};

} // namespace binnacle::http

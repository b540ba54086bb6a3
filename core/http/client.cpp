#include "core/http/client.h"

#include "core/http/client_socket.h"
#include "core/http/response_reader.h"

#include <algorithm>
#include <array>
#include <chrono>

namespace binnacle::http {

namespace {

constexpr std::size_t kReadBytes = 16U << 10;

bool hasLineBreak(std::string_view text)
{
    return text.find_first_of(std::string_view("\r\n\0", 3)) != std::string_view::npos;
}

bool isSendable(const ClientRequest &request)
{
    const auto badTarget = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
    if (request.target.empty() || request.method.empty()
        || std::any_of(request.target.begin(), request.target.end(), badTarget)
        || std::any_of(request.method.begin(), request.method.end(), badTarget))
        return false;
    return std::none_of(request.headers.begin(), request.headers.end(), [](const auto &header) {
        return hasLineBreak(header.first) || hasLineBreak(header.second);
    });
}

std::string hostHeader(const std::string &host, std::uint16_t port)
{
    const bool bracketed = host.find(':') != std::string::npos;
    return (bracketed ? "[" + host + "]" : host) + ":" + std::to_string(port);
}

} // namespace

struct Client::Connection
{
    // `unanswered` is set when a kept connection ended before the first byte of an answer, which
    // is how a server's idle timeout and a request cross each other.
    struct Attempt
    {
        Result<ClientResponse> result;
        bool unanswered = false;
    };

    Attempt exchange(
        const ClientRequest &request, const std::string &head, ClientSocket::TimePoint deadline);
    Attempt receive(const ClientRequest &request, ClientSocket::TimePoint deadline);

    std::string host;
    std::uint16_t port = 0;
    ClientSocket socket;
};

Client::Connection::Attempt Client::Connection::receive(
    const ClientRequest &request, ClientSocket::TimePoint deadline)
{
    ResponseReader reader(request.answerLimit, request.method == "HEAD");
    std::array<char, kReadBytes> buffer{};
    for (;;) {
        auto count = socket.read(buffer.data(), buffer.size(), deadline);
        if (!count) {
            const bool lost = count.error().code == ErrorCode::Unavailable;
            return {std::move(count).error(), lost && !reader.started()};
        }
        if (*count == 0) {
            if (Status complete = reader.finish(); !complete)
                return {std::move(complete).error(), !reader.started()};
            socket.close();
            return {reader.take()};
        }
        auto done = reader.feed({buffer.data(), *count});
        if (!done)
            return {std::move(done).error()};
        if (!*done)
            continue;
        if (!reader.keepAlive())
            socket.close();
        return {reader.take()};
    }
}

Client::Connection::Attempt Client::Connection::exchange(
    const ClientRequest &request, const std::string &head, ClientSocket::TimePoint deadline)
{
    if (!socket.isOpen()) {
        if (Status connected = socket.connect(host, port, deadline); !connected) {
            return {withContext(std::move(connected).error(), hostHeader(host, port))};
        }
    }
    Status sent = socket.write(head, deadline);
    if (sent)
        sent = socket.write(request.body, deadline);
    // A server that refuses a long body answers before it has read it all: look for the answer.
    if (!sent && sent.error().code != ErrorCode::Unavailable)
        return {std::move(sent).error()};
    return receive(request, deadline);
}

Client::Client(std::string host, std::uint16_t port)
    : m_connection(std::make_unique<Connection>())
{
    m_connection->host = std::move(host);
    m_connection->port = port;
}

Client::~Client() = default;

void Client::interrupt()
{
    m_connection->socket.interrupt();
}

Result<ClientResponse> Client::send(const ClientRequest &request)
{
    if (!isSendable(request)) {
        return Error{ErrorCode::InvalidArgument,
            "a request target, method or header holds a space or a line break"};
    }
    std::string head(request.method);
    head += " " + request.target
        + " HTTP/1.1\r\nHost: " + hostHeader(m_connection->host, m_connection->port) + "\r\n";
    for (const auto &[name, value] : request.headers)
        head.append(name).append(": ").append(value).append("\r\n");
    if (!request.body.empty() || request.method == "POST" || request.method == "PUT")
        head += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
    head += "\r\n";

    const auto deadline = std::chrono::steady_clock::now() + request.timeout;
    ClientSocket &socket = m_connection->socket;
    if (socket.isOpen() && socket.isStale())
        socket.close();
    const bool kept = socket.isOpen();
    Connection::Attempt attempt = m_connection->exchange(request, head, deadline);
    if (!attempt.result) {
        socket.close();
        if (kept && attempt.unanswered)
            attempt = m_connection->exchange(request, head, deadline);
    }
    if (!attempt.result)
        socket.close();
    return std::move(attempt.result);
}

} // namespace binnacle::http

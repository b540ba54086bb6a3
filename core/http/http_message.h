#pragma once

#include "core/base/result.h"
#include "core/http/websocket.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::http {

enum class Method { Get, Head, Post, Put, Delete, Other };

struct Request
{
    Method method = Method::Get;
    std::string path;                         // decoded, without the query
    std::map<std::string, std::string> query; // decoded; the first of equal names wins
    std::vector<std::pair<std::string, std::string>> headers; // names in lower case
    std::vector<std::string> captures; // what the {placeholders} of the route matched, in order
    std::string body;
    std::string remoteAddress; // "127.0.0.1"

    // Empty when absent. `name` in lower case.
    std::string_view header(std::string_view name) const;
};

struct Response
{
    int status = 200;
    std::string body;
    std::string contentType = "application/json";
    std::vector<std::pair<std::string, std::string>> headers;
};

// How the writing of an answer ended; see Respond.
enum class Delivery { Written, Lost };

// Answers one request: call exactly once, at any later time, on any thread; when it is dropped
// uncalled the client gets a 500. `then` is told, on the network thread, whether the whole answer
// reached the socket; a long poll that hands out a command needs to know. It never runs inside the
// call, except after the server stopped: then at once, with Lost. Lost also when the client has
// hung up meanwhile, and for HEAD, whose answers carry no body.
using Respond = std::function<void(Response, std::function<void(Delivery)> then)>;

// Runs on a network thread: hand work over 64 KiB to a pool. `hangup` lets a handler that answers
// later learn that the client is gone: set a callback, it runs at most once, on a network thread,
// and not any more once the request is answered. Who sets one counts a half-closed connection (FIN)
// as gone; without one such a client still gets its answer.
struct Exchange
{
    Request request;
    Respond respond;
    std::function<void(std::function<void()>)> onHangup;
    // Set when the request is a well-formed WebSocket handshake (GET, version 13).
    AcceptWebSocket acceptWebSocket{};
};
using Handler = std::function<void(Exchange)>;

Response json(std::string body, int status = 200);

// {"error":"…","code":"BN-…"} with the only mapping from ErrorCode to status in the product.
Response failure(const Error &error);
int statusOf(ErrorCode code);

} // namespace binnacle::http

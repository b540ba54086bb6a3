#pragma once

#include "core/http/http_message.h"
#include "core/http/request_reader.h"

#include <optional>
#include <string>
#include <string_view>

namespace binnacle::http {

// RFC 6455 §4.2, the server's half of the opening handshake.

// Why a request with an Upgrade header is refused; nullopt: a handshake of version 13.
std::optional<ReadFailure> refusalOfHandshake(const Request &request, bool http11);

// Sec-WebSocket-Accept of a key.
std::string webSocketAccept(std::string_view key);

// The head of the 101 answer. `protocol`: the subprotocol; empty: none.
std::string switchingHead(std::string_view key, std::string_view protocol);

} // namespace binnacle::http

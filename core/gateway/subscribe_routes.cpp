#include "core/gateway/route.h"

#include <utility>

namespace binnacle::gateway {

namespace {

// Who comes without a handshake.
void explain(Call call)
{
    http::Response response = http::failure({ErrorCode::InvalidArgument,
        "this is a WebSocket: send a handshake of version 13 with Upgrade: websocket"});
    response.status = 426;
    response.headers = {{"Upgrade", "websocket"}, {"Sec-WebSocket-Version", "13"}};
    call.answer(std::move(response));
}

} // namespace

std::vector<Route> subscribeRoutes()
{
    return {{http::Method::Get, kSubscribePath,
        R"(A WebSocket that tells what changes: {"op":"sub","topics":["snapshot:prod-eu"]})",
        Capability::ReadState, {}, {}, "", 101, explain}};
}

} // namespace binnacle::gateway

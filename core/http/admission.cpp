#include "core/http/admission.h"

namespace binnacle::http {

std::optional<ReadFailure> refusalOf(const HostPolicy &policy, const RequestHead &head)
{
    // Only HTTP/1.0 may come without a Host; a browser never does.
    if (!head.host.empty() && !policy.allowsHost(head.host))
        return ReadFailure{403, "this server does not go by the name in the Host header"};
    if (!head.authority.empty() && !policy.allowsHost(head.authority))
        return ReadFailure{403, "this server does not go by the name in the request target"};
    if (head.origin.empty())
        return std::nullopt;
    const std::string served = lowerCase(head.authority.empty() ? head.host : head.authority);
    if (!policy.allowsOrigin(head.origin) || !lowerCase(head.origin).ends_with("://" + served))
        return ReadFailure{403, "requests from pages of another origin are refused"};
    return std::nullopt;
}

std::optional<ReadFailure> refusalOfRest(const RequestHead &head, std::string_view rest)
{
    // Some old clients send an empty line after a body.
    if (head.keepAlive || rest.find_first_not_of("\r\n") == std::string_view::npos)
        return std::nullopt;
    return ReadFailure{400, "data after a request that closes the connection"};
}

Response responseTo(const ReadFailure &why)
{
    const auto code = [&why] {
        switch (why.status) {
        case 403:
            return ErrorCode::PermissionDenied;
        case 408:
            return ErrorCode::Timeout;
        case 413:
        case 431:
            return ErrorCode::TooLarge;
        case 503:
            return ErrorCode::Unavailable;
        default:
            return ErrorCode::MalformedBody;
        }
    };
    Response response = failure({code(), why.message});
    response.status = why.status;
    if (why.status == 426)
        response.headers = {{"Upgrade", "websocket"}, {"Sec-WebSocket-Version", "13"}};
    return response;
}

} // namespace binnacle::http

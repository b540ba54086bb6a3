#include "core/http/head_rules.h"

#include "core/http/host_policy.h"
#include "core/http/request_target.h"
#include "core/http/websocket_handshake.h"

#include <algorithm>
#include <array>

namespace binnacle::http {

namespace {

using Refusal = std::optional<ReadFailure>;

std::size_t countOf(const Request &request, std::string_view name)
{
    return static_cast<std::size_t>(std::count_if(request.headers.begin(), request.headers.end(),
        [name](const auto &header) { return header.first == name; }));
}

bool sameWord(std::string_view a, std::string_view b)
{
    return lowerCase(a) == b;
}

Refusal setMethod(std::string_view name, Request &request)
{
    struct Known
    {
        std::string_view name;
        Method method;
    };
    constexpr auto kKnown = std::to_array<Known>({
        {"GET", Method::Get},
        {"HEAD", Method::Head},
        {"POST", Method::Post},
        {"PUT", Method::Put},
        {"DELETE", Method::Delete},
        {"OPTIONS", Method::Other},
        {"PATCH", Method::Other},
        {"TRACE", Method::Other},
        {"PURGE", Method::Other},
        {"LINK", Method::Other},
        {"UNLINK", Method::Other},
    });
    if (name == "PRI")
        return ReadFailure{400, "HTTP/2 is not spoken here; use HTTP/1.1"};
    for (const Known &known : kKnown) {
        if (known.name == name) {
            request.method = known.method;
            return std::nullopt;
        }
    }
    return ReadFailure{501, "unknown method"};
}

Refusal setTarget(const RequestLine &line, Request &request, RequestHead &head)
{
    auto target = parseTarget(line.target);
    if (!target)
        return ReadFailure{400, "malformed request target"};
    if (target->path == "*" && line.method != "OPTIONS")
        return ReadFailure{400, "the target * is for OPTIONS only"};
    request.path = std::move(target->path);
    request.query = std::move(target->query);
    head.authority = std::move(target->authority);
    return std::nullopt;
}

Refusal checkHost(const RequestLine &line, const Request &request, RequestHead &head)
{
    const std::size_t hosts = countOf(request, "host");
    if (hosts > 1 || (hosts == 0 && line.http11))
        return ReadFailure{400, "exactly one Host header is required"};
    head.host = request.header("host");
    if (hosts == 1 && !isWellFormedHost(head.host))
        return ReadFailure{400, "malformed Host header"};
    if (countOf(request, "origin") > 1)
        return ReadFailure{400, "more than one Origin header"};
    head.origin = request.header("origin");
    return std::nullopt;
}

// A body whose length two parsers may see differently is how requests are smuggled.
Refusal checkLength(const RequestLine &line, const Request &request)
{
    const std::size_t lengths = countOf(request, "content-length");
    const std::size_t encodings = countOf(request, "transfer-encoding");
    if (lengths > 0 && encodings > 0)
        return ReadFailure{400, "both Content-Length and Transfer-Encoding"};
    const std::string_view length = request.header("content-length");
    if (lengths > 1 || length.find(',') != std::string_view::npos)
        return ReadFailure{400, "more than one Content-Length"};
    if (lengths == 1 && length.empty())
        return ReadFailure{400, "empty Content-Length"};
    if (encodings == 0)
        return std::nullopt;
    if (!line.http11)
        return ReadFailure{400, "Transfer-Encoding in HTTP/1.0"};
    if (encodings > 1 || !sameWord(request.header("transfer-encoding"), "chunked"))
        return ReadFailure{501, "the only Transfer-Encoding spoken here is chunked"};
    return std::nullopt;
}

Refusal checkExtras(const Request &request, RequestHead &head)
{
    if (countOf(request, "upgrade") > 0) {
        if (auto refusal = refusalOfHandshake(request, head.http11))
            return refusal;
        head.isWebSocketHandshake = true;
    }
    if (countOf(request, "expect") == 0)
        return std::nullopt;
    if (!sameWord(request.header("expect"), "100-continue"))
        return ReadFailure{417, "unknown expectation"};
    head.expectsContinue = head.http11;
    return std::nullopt;
}

} // namespace

std::optional<ReadFailure> applyHeadRules(
    const RequestLine &line, Request &request, RequestHead &head)
{
    Refusal refusal = checkLength(line, request);
    if (!refusal)
        refusal = checkHost(line, request, head);
    if (!refusal)
        refusal = setMethod(line.method, request);
    if (!refusal)
        refusal = setTarget(line, request, head);
    if (!refusal)
        refusal = checkExtras(request, head);
    return refusal;
}

} // namespace binnacle::http

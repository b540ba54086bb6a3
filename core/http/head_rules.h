#pragma once

#include "core/http/request_reader.h"

#include <optional>
#include <string_view>

namespace binnacle::http {

struct RequestLine
{
    std::string_view method;
    std::string_view target;
    bool http11 = false;
};

// The rules of RFC 9112 that Beast leaves to us: exactly one Host, message length that cannot be
// read in two ways, known methods, a well-formed target. Fills method, path and query of `request`
// (whose headers are set) and `head`; returns the reason to refuse.
std::optional<ReadFailure> applyHeadRules(
    const RequestLine &line, Request &request, RequestHead &head);

} // namespace binnacle::http

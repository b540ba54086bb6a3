#pragma once

#include "core/http/host_policy.h"
#include "core/http/request_reader.h"

#include <optional>

namespace binnacle::http {

// Why a request must not reach a handler although it is well formed: it names another host, or a
// browser sent it from a page of another origin. Decided before the body is read.
std::optional<ReadFailure> refusalOf(const HostPolicy &policy, const RequestHead &head);

// Whether a request says it is the last one but more came behind it: the mark of smuggling.
std::optional<ReadFailure> refusalOfRest(const RequestHead &head, std::string_view rest);

// What the client is told; the connection ends with it.
Response responseTo(const ReadFailure &why);

} // namespace binnacle::http

#pragma once

#include "core/http/http_message.h"

#include <string>
#include <string_view>

namespace binnacle::gateway {

// What a client wants of the form of an answer, RFC 9110.

// Gzip where the client takes it and it is worth it: 1 KiB and more.
void compressFor(const http::Request &request, http::Response &response);
// Whether Accept-Encoding allows gzip: "gzip;q=0" does not, "*" does.
bool acceptsGzip(std::string_view acceptEncoding);

// A strong entity tag of a body, quotes included.
std::string entityTag(std::string_view body);
// If-None-Match: one of the list, compared weakly, or "*".
bool matchesEntityTag(std::string_view ifNoneMatch, std::string_view tag);

} // namespace binnacle::gateway

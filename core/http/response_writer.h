#pragma once

#include "core/http/http_message.h"

#include <string>

namespace binnacle::http {

// Status line and headers with the empty line; the body follows as it is. Line breaks inside header
// values become spaces, so no handler can split a response.
std::string responseHead(const Response &response, bool keepAlive);

} // namespace binnacle::http

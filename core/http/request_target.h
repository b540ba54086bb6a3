#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace binnacle::http {

// What the second word of a request line says, decoded.
struct RequestTarget
{
    std::string authority;                    // only of the absolute form "http://host:port/path"
    std::string path;                         // "*" for OPTIONS *
    std::map<std::string, std::string> query; // the first of equal names wins
};

// nullopt when malformed: neither origin nor absolute form, a fragment, a broken escape in the
// path, a NUL. A broken escape in the query is kept as it is, because agents send values raw.
std::optional<RequestTarget> parseTarget(std::string_view target);

} // namespace binnacle::http

#pragma once

#include "core/base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace binnacle::collect {

// One way in that a Traefik rule opens.
struct RouteTarget
{
    std::string domain = "*"; // as written when it is a pattern, else lower case
    std::string pathPrefix = "/";
    bool isDomainPattern = false; // HostRegexp

    friend bool operator==(const RouteTarget &, const RouteTarget &) = default;
};

// Reads the rule of a Traefik router (contract 02 §2.7): Host, HostRegexp, Path, PathPrefix and
// PathRegexp with any number of arguments, `&&`, `||`, `!` and parentheses. Other matchers, and
// what a `!` leaves over, do not narrow domain or path. Each (domain, path) once, in order of
// writing; none when the rule can never match. Words in back quotes, or in double quotes with
// escapes.
//
// Errors: InvalidArgument naming the byte, also for rules beyond all use (32 levels, 1 000 ways,
// 64 KiB).
Result<std::vector<RouteTarget>> parseRouteMatch(std::string_view rule);

} // namespace binnacle::collect

#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace binnacle::http {

// Defence against DNS rebinding and cross-site requests (ASVS 4.4.2): the Host header must name
// this server, and a request that a browser page caused (Origin present) must come from it.
// Immutable, thread-safe.
class HostPolicy
{
public:
    // `boundAddress` and loopback names are always allowed, with any port. A server bound to every
    // interface ("0.0.0.0", "::") also answers to any IP literal: rebinding needs a name.
    HostPolicy(
        std::string_view boundAddress, std::vector<std::string> allowedHosts, bool tls = false);

    // "localhost." with its trailing dot is refused like any unknown name.
    bool allowsHost(std::string_view hostHeader) const;
    // Empty (no Origin header) is allowed: agents and command-line clients send none. The scheme
    // must be the one served, the host an allowed one; the port is the caller's to compare.
    bool allowsOrigin(std::string_view originHeader) const;

private:
    std::vector<std::string> m_hosts; // lower case, without port; IP literals normalised
    std::string m_originPrefix;       // "http://" or "https://"
    bool m_anyLiteral = false;
};

// Whether `host` has the form of a Host header: a name or address with an optional port.
bool isWellFormedHost(std::string_view host);

// ASCII only, as header names and host names are.
std::string lowerCase(std::string_view text);

} // namespace binnacle::http

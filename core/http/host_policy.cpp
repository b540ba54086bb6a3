#include "core/http/host_policy.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <optional>

namespace binnacle::http {

namespace {

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

bool isHostChar(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '.'
        || c == '_';
}

bool isPort(std::string_view text)
{
    return text.size() <= 5 && std::all_of(text.begin(), text.end(), isDigit);
}

// The canonical text of an IP literal (without brackets); nullopt when it is none.
std::optional<std::string> literal(const std::string &host)
{
    std::array<unsigned char, sizeof(in6_addr)> address{};
    std::array<char, INET6_ADDRSTRLEN> text{};
    for (const int family : {AF_INET, AF_INET6}) {
        if (inet_pton(family, host.c_str(), address.data()) == 1
            && inet_ntop(family, address.data(), text.data(), text.size()))
            return text.data();
    }
    return std::nullopt;
}

// The host without its port, lower case, brackets removed; nullopt when malformed.
std::optional<std::string> hostOf(std::string_view header)
{
    if (header.empty())
        return std::nullopt;
    if (header.front() == '[') {
        const std::size_t end = header.find(']');
        if (end == std::string_view::npos)
            return std::nullopt;
        const std::string_view host = header.substr(1, end - 1);
        const std::string_view rest = header.substr(end + 1);
        if (host.find(':') == std::string_view::npos)
            return std::nullopt;
        if (!rest.empty() && (rest.front() != ':' || !isPort(rest.substr(1))))
            return std::nullopt;
        return literal(std::string(host));
    }
    std::string_view host = header;
    const std::size_t colon = header.find(':');
    if (colon != std::string_view::npos) {
        host = header.substr(0, colon);
        if (!isPort(header.substr(colon + 1)))
            return std::nullopt;
    }
    if (host.empty() || !std::all_of(host.begin(), host.end(), isHostChar))
        return std::nullopt;
    return lowerCase(host);
}

} // namespace

std::string lowerCase(std::string_view text)
{
    std::string out(text);
    for (char &c : out) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool isWellFormedHost(std::string_view host)
{
    return hostOf(host).has_value();
}

HostPolicy::HostPolicy(
    std::string_view boundAddress, std::vector<std::string> allowedHosts, bool tls)
    : m_hosts{"127.0.0.1", "localhost", "::1"}
    , m_originPrefix(tls ? "https://" : "http://")
    , m_anyLiteral(boundAddress == "0.0.0.0" || boundAddress == "::")
{
    allowedHosts.emplace_back(boundAddress);
    for (const std::string &host : allowedHosts) {
        if (const auto address = literal(host))
            m_hosts.push_back(*address);
        else if (auto name = hostOf(host))
            m_hosts.push_back(std::move(*name));
    }
}

bool HostPolicy::allowsHost(std::string_view hostHeader) const
{
    const auto host = hostOf(hostHeader);
    if (!host)
        return false;
    if (std::find(m_hosts.begin(), m_hosts.end(), *host) != m_hosts.end())
        return true;
    return m_anyLiteral && literal(*host).has_value();
}

bool HostPolicy::allowsOrigin(std::string_view originHeader) const
{
    if (originHeader.empty())
        return true;
    if (lowerCase(originHeader.substr(0, m_originPrefix.size())) != m_originPrefix)
        return false;
    return allowsHost(originHeader.substr(m_originPrefix.size()));
}

} // namespace binnacle::http

#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

struct sockaddr;

namespace binnacle::notify {

// An address of IPv4 or IPv6 and what may be reached there.
class NetworkAddress
{
public:
    enum class Reach {
        Public,
        Loopback, // this machine, also by 0.0.0.0
        Private,  // RFC 1918, RFC 6598 (shared), RFC 4193 (unique local)
        Never,    // link-local, metadata services of clouds, multicast, reserved
    };

    // nullopt: a family other than those two.
    static std::optional<NetworkAddress> from(const sockaddr &address);
    // In every spelling that inet_aton and inet_pton know: "127.0.0.1", "0x7f.1", "2130706433",
    // "::1". nullopt: a name.
    static std::optional<NetworkAddress> from(std::string_view text);

    // Of an IPv6 address that carries one of IPv4 (mapped, compatible, NAT64, 6to4, Teredo), that
    // one's.
    Reach reach() const;

private:
    using Bytes = std::array<std::uint8_t, 16>;
    explicit NetworkAddress(const Bytes &bytes)
        : m_bytes(bytes)
    {}
    static NetworkAddress fromIpv4(std::uint32_t address);

    Bytes m_bytes; // IPv4 as ::ffff:a.b.c.d
};

} // namespace binnacle::notify

#include "core/notify/network_address.h"

#include <algorithm>
#include <arpa/inet.h>
#include <cstring>
#include <netinet/in.h>
#include <span>
#include <sys/socket.h>

namespace binnacle::notify {

namespace {

using Reach = NetworkAddress::Reach;

struct Ipv4Range
{
    std::uint32_t network;
    unsigned bits;
    Reach reach;
};

constexpr std::uint32_t ipv4(unsigned a, unsigned b, unsigned c, unsigned d)
{
    return a << 24U | b << 16U | c << 8U | d;
}

// The first that matches decides. IANA's special-purpose registry, and the metadata services that
// clouds put elsewhere: Alibaba, Oracle (in 192.0.0.0/24), Azure's wire server.
constexpr std::array kIpv4Ranges{
    Ipv4Range{ipv4(0, 0, 0, 0), 32, Reach::Loopback},
    Ipv4Range{ipv4(0, 0, 0, 0), 8, Reach::Never},
    Ipv4Range{ipv4(127, 0, 0, 0), 8, Reach::Loopback},
    Ipv4Range{ipv4(169, 254, 0, 0), 16, Reach::Never},
    Ipv4Range{ipv4(100, 100, 100, 200), 32, Reach::Never},
    Ipv4Range{ipv4(168, 63, 129, 16), 32, Reach::Never},
    Ipv4Range{ipv4(10, 0, 0, 0), 8, Reach::Private},
    Ipv4Range{ipv4(172, 16, 0, 0), 12, Reach::Private},
    Ipv4Range{ipv4(192, 168, 0, 0), 16, Reach::Private},
    Ipv4Range{ipv4(100, 64, 0, 0), 10, Reach::Private},
    Ipv4Range{ipv4(198, 18, 0, 0), 15, Reach::Private}, // benchmarks of a network's own devices
    Ipv4Range{ipv4(192, 0, 0, 0), 24, Reach::Never},
    Ipv4Range{ipv4(192, 0, 2, 0), 24, Reach::Never},
    Ipv4Range{ipv4(198, 51, 100, 0), 24, Reach::Never},
    Ipv4Range{ipv4(203, 0, 113, 0), 24, Reach::Never},
    Ipv4Range{ipv4(224, 0, 0, 0), 4, Reach::Never},
    Ipv4Range{ipv4(240, 0, 0, 0), 4, Reach::Never},
};

Reach reachOfIpv4(std::uint32_t address)
{
    const auto range = std::ranges::find_if(kIpv4Ranges, [address](const Ipv4Range &candidate) {
        const std::uint32_t mask = ~std::uint32_t{0} << (32U - candidate.bits);
        return (address & mask) == candidate.network;
    });
    return range == kIpv4Ranges.end() ? Reach::Public : range->reach;
}

using Prefix = std::span<const std::uint8_t>;

constexpr std::array<std::uint8_t, 12> kMapped{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF};
constexpr std::array<std::uint8_t, 12> kTranslated{0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0};
constexpr std::array<std::uint8_t, 12> kCompatible{};
constexpr std::array<std::uint8_t, 12> kNat64{0, 0x64, 0xFF, 0x9B};
constexpr std::array<std::uint8_t, 6> kNat64Local{0, 0x64, 0xFF, 0x9B, 0, 1};
constexpr std::array<std::uint8_t, 2> k6to4{0x20, 0x02};
constexpr std::array<std::uint8_t, 4> kTeredo{0x20, 0x01, 0, 0};
constexpr std::array<std::uint8_t, 4> kDocumentation{0x20, 0x01, 0x0D, 0xB8};
constexpr std::array<std::uint8_t, 16> kAwsMetadata{
    0xFD, 0, 0x0E, 0xC2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x02, 0x54};
constexpr std::array<std::uint8_t, 16> kOwn{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};
constexpr std::array<std::uint8_t, 16> kAny{};

bool startsWith(Prefix bytes, Prefix prefix)
{
    return std::ranges::equal(bytes.first(prefix.size()), prefix);
}

std::uint32_t ipv4At(Prefix bytes, std::size_t at)
{
    return ipv4(bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]);
}

} // namespace

NetworkAddress NetworkAddress::fromIpv4(std::uint32_t address)
{
    Bytes bytes{};
    std::ranges::copy(kMapped, bytes.begin());
    for (unsigned i = 0; i < 4; ++i)
        bytes[12 + i] = static_cast<std::uint8_t>(address >> (24U - 8U * i) & 0xFFU);
    return NetworkAddress(bytes);
}

std::optional<NetworkAddress> NetworkAddress::from(const sockaddr &address)
{
    if (address.sa_family == AF_INET) {
        sockaddr_in known{};
        std::memcpy(&known, &address, sizeof(known));
        return fromIpv4(ntohl(known.sin_addr.s_addr));
    }
    if (address.sa_family != AF_INET6)
        return std::nullopt;
    sockaddr_in6 known{};
    std::memcpy(&known, &address, sizeof(known));
    Bytes bytes{};
    std::memcpy(bytes.data(), &known.sin6_addr, bytes.size());
    return NetworkAddress(bytes);
}

std::optional<NetworkAddress> NetworkAddress::from(std::string_view text)
{
    const std::string terminated(text);
    in_addr old{};
    if (inet_aton(terminated.c_str(), &old) != 0)
        return fromIpv4(ntohl(old.s_addr));
    Bytes bytes{};
    if (inet_pton(AF_INET6, terminated.substr(0, terminated.find('%')).c_str(), bytes.data()) == 1)
        return NetworkAddress(bytes);
    return std::nullopt;
}

NetworkAddress::Reach NetworkAddress::reach() const
{
    if (m_bytes == kOwn || m_bytes == kAny)
        return Reach::Loopback;
    if (m_bytes == kAwsMetadata || startsWith(m_bytes, kDocumentation) || m_bytes[0] == 0xFF)
        return Reach::Never;
    for (const Prefix carrier :
        {Prefix(kMapped), Prefix(kTranslated), Prefix(kCompatible), Prefix(kNat64)}) {
        if (startsWith(m_bytes, carrier))
            return reachOfIpv4(ipv4At(m_bytes, 12));
    }
    if (startsWith(m_bytes, k6to4))
        return reachOfIpv4(ipv4At(m_bytes, 2));
    if (startsWith(m_bytes, kTeredo))
        return reachOfIpv4(~ipv4At(m_bytes, 12));
    if (startsWith(m_bytes, kNat64Local) || (m_bytes[0] & 0xFEU) == 0xFC)
        return Reach::Private;
    if (m_bytes[0] == 0xFE && (m_bytes[1] & 0xC0U) == 0x80)
        return Reach::Never; // link-local
    if (m_bytes[0] == 0xFE && (m_bytes[1] & 0xC0U) == 0xC0)
        return Reach::Private; // site-local, RFC 3879
    return Reach::Public;
}

} // namespace binnacle::notify

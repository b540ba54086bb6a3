#include "core/access/login_guard.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

namespace binnacle::access {

namespace {

constexpr std::size_t kMostKeys = 20'000;
constexpr std::size_t kAddressFactor = 6; // several people may share an address

// The address, or the /64 an IPv6 address belongs to.
std::string networkOf(const std::string &address)
{
    constexpr std::size_t kNetworkBytes = 8;
    std::array<unsigned char, 16> bytes{};
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1)
        return address;
    // ::ffff:192.0.2.1 and ::1 are hosts.
    if (std::all_of(bytes.begin(), bytes.begin() + kNetworkBytes, [](auto b) { return b == 0; }))
        return address;
    return {bytes.begin(), bytes.begin() + kNetworkBytes};
}

std::string accountKey(const std::string &username, const std::string &network)
{
    return network + '\n' + username;
}

} // namespace

LoginGuard::LoginGuard(int failures, Duration window)
    : m_most(static_cast<std::size_t>(std::max(failures, 1)))
    , m_window(window)
{}

Duration LoginGuard::waitOf(Failures &failures, std::size_t most, Timestamp now) const
{
    while (!failures.empty() && now - failures.front() >= m_window)
        failures.pop_front();
    if (failures.size() < most)
        return {};
    const Timestamp oldestThatCounts = failures[failures.size() - most];
    return m_window - (now - oldestThatCounts);
}

Duration LoginGuard::wait(const std::string &username, const std::string &network, Timestamp now)
{
    Duration longest{};
    const auto account = m_failures.find(accountKey(username, network));
    if (account != m_failures.end())
        longest = std::max(longest, waitOf(account->second, m_most, now));
    const auto everybody = m_failures.find(network);
    if (everybody != m_failures.end())
        longest = std::max(longest, waitOf(everybody->second, m_most * kAddressFactor, now));
    return longest;
}

Duration LoginGuard::begin(const std::string &username, const std::string &address, Timestamp now)
{
    const std::string network = networkOf(address);
    if (const Duration left = wait(username, network, now); left.count() > 0)
        return left;
    makeRoom(now);
    m_failures[accountKey(username, network)].push_back(now);
    m_failures[network].push_back(now);
    return {};
}

void LoginGuard::succeeded(const std::string &username, const std::string &address)
{
    const std::string network = networkOf(address);
    m_failures.erase(accountKey(username, network));
    const auto everybody = m_failures.find(network);
    if (everybody != m_failures.end() && !everybody->second.empty())
        everybody->second.pop_back(); // this one was no failure
}

// Drops what no longer counts, then, if that was not enough, whatever comes first.
void LoginGuard::makeRoom(Timestamp now)
{
    if (m_failures.size() < kMostKeys)
        return;
    std::erase_if(m_failures, [&](const auto &entry) {
        return entry.second.empty() || now - entry.second.back() >= m_window;
    });
    while (m_failures.size() >= kMostKeys)
        m_failures.erase(m_failures.begin());
}

} // namespace binnacle::access

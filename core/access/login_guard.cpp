#include "core/access/login_guard.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>

namespace binnacle::access {

namespace {

constexpr std::size_t kMostKeys = 20'000;
// Of the failures that one account may have from one address:
constexpr std::size_t kAddressFactor = 6;     // several people may share an address
constexpr std::size_t kAccountFactor = 2;     // an account from everywhere
constexpr std::size_t kEverythingFactor = 60; // all accounts from everywhere: one a second
constexpr Duration kManySourcesWindow = std::chrono::minutes{5};
constexpr std::size_t kFamiliarNetworks = 8;

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

// Waiting until fewer than `most` are left of what failed within `window`; drops what is older.
Duration waitOf(std::deque<Timestamp> &failures, std::size_t most, Duration window, Timestamp now)
{
    while (!failures.empty() && now - failures.front() >= window)
        failures.pop_front();
    if (failures.size() < most)
        return {};
    const Timestamp oldestThatCounts = failures[failures.size() - most];
    return window - (now - oldestThatCounts);
}

// Drops entries of which nothing counts any more.
void dropOld(std::map<std::string, std::deque<Timestamp>> &entries, Duration window, Timestamp now)
{
    std::erase_if(entries, [&](const auto &entry) {
        return entry.second.empty() || now - entry.second.back() >= window;
    });
}

void takeBack(std::deque<Timestamp> &failures)
{
    if (!failures.empty())
        failures.pop_back();
}

} // namespace

LoginGuard::LoginGuard(int failures, Duration window)
    : m_most(static_cast<std::size_t>(std::max(failures, 1)))
    , m_window(window)
{}

bool LoginGuard::isFamiliar(const std::string &username, const std::string &network) const
{
    const auto known = m_familiar.find(username);
    return known != m_familiar.end()
        && std::ranges::find(known->second, network) != known->second.end();
}

Duration LoginGuard::wait(const Source &source, Timestamp now)
{
    Duration longest{};
    const auto look
        = [&](auto &entries, const std::string &key, std::size_t most, Duration window) {
              const auto entry = entries.find(key);
              if (entry != entries.end())
                  longest = std::max(longest, waitOf(entry->second, most, window, now));
          };
    look(m_failures, accountKey(source.username, source.network), m_most, m_window);
    look(m_failures, source.network, m_most * kAddressFactor, m_window);
    if (!source.isFamiliar) {
        look(m_accounts, source.username, m_most * kAccountFactor, kManySourcesWindow);
        longest = std::max(
            longest, waitOf(m_everything, m_most * kEverythingFactor, kManySourcesWindow, now));
    }
    return longest;
}

Duration LoginGuard::begin(const std::string &username, const std::string &address, Timestamp now,
    const std::string &lastAddress)
{
    const std::string network = networkOf(address);
    const bool isLast = !lastAddress.empty() && networkOf(lastAddress) == network;
    const Source source{.username = username,
        .network = network,
        .isFamiliar = isLast || isFamiliar(username, network)};
    if (const Duration left = wait(source, now); left.count() > 0)
        return left;
    makeRoom(now);
    m_failures[accountKey(username, network)].push_back(now);
    m_failures[network].push_back(now);
    if (!source.isFamiliar) {
        m_accounts[username].push_back(now);
        m_everything.push_back(now);
    } else if (isLast) {
        remember(username, network); // succeeded() must know that it was familiar all along
    }
    return {};
}

void LoginGuard::remember(const std::string &username, const std::string &network)
{
    std::deque<std::string> &networks = m_familiar[username];
    std::erase(networks, network);
    networks.push_back(network);
    if (networks.size() > kFamiliarNetworks)
        networks.pop_front();
    if (m_familiar.size() > kMostKeys)
        m_familiar.erase(m_familiar.begin());
}

void LoginGuard::succeeded(const std::string &username, const std::string &address)
{
    const std::string network = networkOf(address);
    m_failures.erase(accountKey(username, network));
    takeBack(m_failures[network]); // this one was no failure
    if (!isFamiliar(username, network)) {
        takeBack(m_accounts[username]);
        takeBack(m_everything);
    }
    remember(username, network);
}

// Drops what no longer counts, then, if that was not enough, whatever comes first. Accounts are
// bounded by what counts of everything.
void LoginGuard::makeRoom(Timestamp now)
{
    if (m_accounts.size() > m_most * kEverythingFactor)
        dropOld(m_accounts, kManySourcesWindow, now);
    if (m_failures.size() < kMostKeys)
        return;
    dropOld(m_failures, m_window, now);
    while (m_failures.size() >= kMostKeys)
        m_failures.erase(m_failures.begin());
}

} // namespace binnacle::access

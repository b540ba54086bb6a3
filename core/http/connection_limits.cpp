#include "core/http/connection_limits.h"

#include <utility>

namespace binnacle::http {

namespace {

// Connections beyond the limit that are told so; a flood beyond these is just closed.
constexpr std::size_t kRefusals = 128;

} // namespace

ConnectionLimits::Slot::Slot(std::shared_ptr<ConnectionLimits> limits, std::string address)
    : m_limits(std::move(limits))
    , m_address(std::move(address))
{}

ConnectionLimits::Slot::~Slot()
{
    if (m_limits)
        m_limits->release(m_address);
}

ConnectionLimits::ConnectionLimits(const HttpLimits &limits, ServerStats &stats)
    : m_limits(limits)
    , m_stats(stats)
{}

ConnectionLimits::Admission ConnectionLimits::admit(const std::string &address, bool loopback)
{
    const std::scoped_lock lock(m_mutex);
    std::size_t &here = m_byAddress[address];
    const bool overOwnLimit = !loopback && here >= m_limits.connectionsPerAddress;
    const bool overLimit = m_open >= m_limits.connections || overOwnLimit;
    const bool overFlow = m_open >= m_limits.connections + kRefusals
        || (!loopback && here >= m_limits.connectionsPerAddress + kRefusals);
    if (overLimit)
        ++m_stats.refused;
    if (overFlow) {
        if (here == 0)
            m_byAddress.erase(address);
        return {.slot = std::nullopt, .overLimit = true, .overOwnLimit = overOwnLimit};
    }
    ++here;
    ++m_open;
    m_stats.open = static_cast<std::int64_t>(m_open);
    return {.slot = Slot(shared_from_this(), address),
        .overLimit = overLimit,
        .overOwnLimit = overOwnLimit};
}

void ConnectionLimits::release(const std::string &address)
{
    const std::scoped_lock lock(m_mutex);
    const auto found = m_byAddress.find(address);
    if (found != m_byAddress.end() && --found->second == 0)
        m_byAddress.erase(found);
    --m_open;
    m_stats.open = static_cast<std::int64_t>(m_open);
    m_changed.notify_all();
}

bool ConnectionLimits::waitUntilNone(Duration timeout)
{
    std::unique_lock lock(m_mutex);
    return m_changed.wait_for(lock, timeout, [this] { return m_open == 0; });
}

} // namespace binnacle::http

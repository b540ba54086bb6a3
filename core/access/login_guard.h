#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <deque>
#include <map>
#include <string>

namespace binnacle::access {

// Counts wrong passwords by account and address, and by address alone, so that trying one password
// on many accounts is slow too. Others are never locked out of an account by somebody who guesses.
// Whoever has one IPv6 address has all of its /64, which counts as one. Not thread-safe; memory is
// bounded.
class LoginGuard
{
public:
    LoginGuard(int failures, Duration window);

    // Zero: try, and it counts as a failure until succeeded() is told. Otherwise how long this
    // account has to wait from this address.
    Duration begin(const std::string &username, const std::string &address, Timestamp now);
    void succeeded(const std::string &username, const std::string &address);

private:
    using Failures = std::deque<Timestamp>; // oldest first
    Duration wait(const std::string &username, const std::string &network, Timestamp now);
    Duration waitOf(Failures &failures, std::size_t most, Timestamp now) const;
    void makeRoom(Timestamp now);

    const std::size_t m_most;
    const Duration m_window;
    std::map<std::string, Failures> m_failures; // "network" and "network\nusername"
};

} // namespace binnacle::access

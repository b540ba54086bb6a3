#pragma once

#include "core/base/time.h"

#include <cstddef>
#include <deque>
#include <map>
#include <string>

namespace binnacle::access {

// Counts wrong passwords by account and address, and by address alone, so that trying one password
// on many accounts is slow too. Whoever has one IPv6 address has all of its /64, which counts as
// one. Those who have many addresses are stopped by two more counts, of an account from everywhere
// and of everything: these leave out networks an account was logged in from lately, so that nobody
// is locked out of his account by somebody who guesses. Not thread-safe; memory is bounded.
class LoginGuard
{
public:
    LoginGuard(int failures, Duration window);

    // Zero: try, and it counts as a failure until succeeded() is told. Otherwise how long this
    // account has to wait from this address. `lastAddress` is where the account was last logged in
    // from, before this program ran as well; empty: nowhere.
    Duration begin(const std::string &username, const std::string &address, Timestamp now,
        const std::string &lastAddress = {});
    void succeeded(const std::string &username, const std::string &address);

private:
    using Failures = std::deque<Timestamp>; // oldest first
    struct Source
    {
        std::string username;
        std::string network;
        bool isFamiliar = false;
    };
    Duration wait(const Source &source, Timestamp now);
    void remember(const std::string &username, const std::string &network);
    bool isFamiliar(const std::string &username, const std::string &network) const;
    void makeRoom(Timestamp now);

    const std::size_t m_most;
    const Duration m_window;
    std::map<std::string, Failures> m_failures; // "network" and "network\nusername"
    std::map<std::string, Failures> m_accounts; // from networks that are not familiar
    Failures m_everything;                      // from these, too
    std::map<std::string, std::deque<std::string>> m_familiar; // by account, oldest first
};

} // namespace binnacle::access

#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/domain/audit.h"

#include <functional>
#include <memory>
#include <thread>

namespace binnacle::store {
class Connection;
class StoreWriter;
} // namespace binnacle::store

namespace binnacle::access {

// Table security_events. The same kind from the same address within five minutes is one row with a
// count; 20 of any kind from one address within five minutes make it high. Floods cost at most one
// write a second for each kind and address, by a thread of its own, and memory is bounded.
// Thread-safe.
class SecurityLog
{
public:
    SecurityLog(const Clock &clock, store::StoreWriter &writer);
    ~SecurityLog(); // hands over what is not written yet
    SecurityLog(const SecurityLog &) = delete;
    SecurityLog &operator=(const SecurityLog &) = delete;

    void record(SecurityEvent event); // `at` is filled in
    void resolve(std::int64_t event, std::string by, std::function<void(const Status &)> done);

private:
    struct State;
    std::shared_ptr<State> m_state; // writes that are under way keep it
    std::jthread m_flusher;         // last: stops first
};

// On a reader thread.
Result<SecurityPage> readSecurityEvents(store::Connection &connection, const SecurityQuery &query);

} // namespace binnacle::access

#pragma once

#include "core/base/cancellation.h"
#include "core/base/clock.h"
#include "core/base/result.h"

#include <cstdint>
#include <functional>
#include <memory>

namespace binnacle::demo {

enum class StartAt {
    Beginning, // the incident starts a few minutes after the console
    Incident,  // now lies 35 minutes into the incident: everything has happened
    Calm,      // nothing happens
};

struct DemoSettings
{
    std::uint16_t port = 0; // of the agent listener on loopback
    std::uint64_t seed = 1; // the same seed tells the same story
    StartAt startAt = StartAt::Beginning;
    Duration history{24 * 3'600'000};
    Duration trafficHistory{30LL * 24 * 3'600'000}; // of SLO increments
    Duration snapshotInterval{2'000}; // quicker than a real agent's ten seconds: it is a demo
};

// The simulated estate of the demo (three clusters and one that goes silent): agents that speak the
// real protocol to the real listener over loopback, and proxies that expose real Prometheus text,
// also over loopback, which the agents scrape. First tells the history of the last day as
// back-dated snapshots, then goes on live and tells what was counted in the last month. Own
// threads.
class DemoEstate
{
public:
    // `clock` must outlive the estate.
    DemoEstate(const Clock &clock, const DemoSettings &settings);
    // Stops and joins.
    ~DemoEstate();
    DemoEstate(const DemoEstate &) = delete;
    DemoEstate &operator=(const DemoEstate &) = delete;

    // Returns at once. `progress` counts posts of the history; `ready` runs when the history is
    // told and every cluster has sent its current state (or with the first error; not when it
    // was stopped before). Both on the estate's threads. Call once.
    void start(Progress progress, std::function<void(Status)> ready);

private:
    struct State;
    std::unique_ptr<State> m_state;
};

} // namespace binnacle::demo

#include "core/demo/demo_estate.h"

#include "core/demo/blueprint.h"
#include "core/demo/demo_agent.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

namespace binnacle::demo {

namespace {

constexpr Duration kMinute{60'000};
// Agents' clocks are believed within a day; telling the history takes a while itself.
constexpr Duration kLongestHistory{(24 * 60 - 10) * 60'000};
// Events live for an hour, so none is missed between two snapshots.
constexpr Duration kHistoryStep = 24 * kMinute;
// While the incident unfolds, so that what is stored beside a warning is from its own minutes.
constexpr Duration kIncidentStep = 2 * kMinute;
constexpr Duration kIncidentAge = 35 * kMinute;
constexpr Duration kIncidentDelay = 2 * kMinute;
constexpr int kIncidentCompression = 6;
constexpr Duration kWarmUp = 60 * kMinute; // of simulated life before the first snapshot
constexpr Duration kSilentAfter = 2 * kMinute;

std::optional<IncidentPlan> incidentPlan(StartAt startAt, Timestamp now)
{
    switch (startAt) {
    case StartAt::Beginning:
        return IncidentPlan{now + kIncidentDelay, kIncidentCompression};
    case StartAt::Incident:
        return IncidentPlan{now - kIncidentAge, 1};
    case StartAt::Calm:
        break;
    }
    return std::nullopt;
}

std::vector<Timestamp> historyMoments(const DemoSettings &settings, Timestamp first, Timestamp now)
{
    std::vector<Timestamp> moments;
    const Timestamp incident = settings.startAt == StartAt::Incident ? now - kIncidentAge : now;
    for (Timestamp at = first; at < incident; at += kHistoryStep)
        moments.push_back(at);
    for (Timestamp at = std::max(first, incident); at < now; at += kIncidentStep)
        moments.push_back(at);
    return moments;
}

} // namespace

struct DemoEstate::State
{
    const Clock &clock;
    const DemoSettings settings;
    std::vector<std::unique_ptr<DemoAgent>> agents; // one per cluster of the estate
    std::jthread teller;                            // last: joins first

    void raise(Timestamp first, Timestamp now);
    Status tell(const std::stop_token &stop, const Progress &progress);
};

void DemoEstate::State::raise(Timestamp first, Timestamp now)
{
    for (const ClusterBlueprint &blueprint : estateBlueprint()) {
        AgentSettings agent{.port = settings.port, .snapshotInterval = settings.snapshotInterval};
        if (blueprint.goesSilent)
            agent.silentAfter = settings.startAt == StartAt::Incident ? Duration{0} : kSilentAfter;
        const auto plan
            = blueprint.hasIncident ? incidentPlan(settings.startAt, now) : std::nullopt;
        agents.push_back(std::make_unique<DemoAgent>(clock, blueprint,
            std::make_unique<ClusterSimulation>(blueprint, settings.seed, first - kWarmUp, plan),
            agent));
    }
}

Status DemoEstate::State::tell(const std::stop_token &stop, const Progress &progress)
{
    const Timestamp now = clock.now();
    const Timestamp first = now - std::clamp(settings.history, Duration{0}, kLongestHistory);
    const std::vector<Timestamp> moments = historyMoments(settings, first, now);
    const std::size_t total = (moments.size() + 1) * agents.size();
    std::size_t done = 0;
    for (std::size_t i = 0; i <= moments.size(); ++i) {
        for (const auto &agent : agents) {
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, "the demo was stopped"};
            Status told = agent->tell(i < moments.size() ? moments[i] : clock.now(), stop);
            if (!told)
                return told;
            if (progress)
                progress(++done, total);
        }
    }
    for (const auto &agent : agents)
        agent->goLive();
    return Done{};
}

DemoEstate::DemoEstate(const Clock &clock, const DemoSettings &settings)
    : m_state(new State{clock, settings, {}, {}})
{
    const Timestamp now = clock.now();
    m_state->raise(now - std::clamp(settings.history, Duration{0}, kLongestHistory), now);
}

DemoEstate::~DemoEstate()
{
    m_state->teller.request_stop();
    for (const auto &agent : m_state->agents)
        agent->interruptTelling();
    // Going live is the teller's last step; afterwards nothing starts any more.
    if (m_state->teller.joinable())
        m_state->teller.join();
}

void DemoEstate::start(Progress progress, std::function<void(Status)> ready)
{
    m_state->teller = std::jthread([state = m_state.get(), progress = std::move(progress),
                                       ready = std::move(ready)](const std::stop_token &stop) {
        Status told = state->tell(stop, progress);
        if (ready && !stop.stop_requested())
            ready(std::move(told));
    });
}

} // namespace binnacle::demo

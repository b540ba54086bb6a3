#include "core/demo/demo_estate.h"

#include "core/base/thread_priority.h"
#include "core/demo/blueprint.h"
#include "core/demo/demo_agent.h"
#include "core/http/server.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
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
constexpr int kStepsBehind = 10; // the estate gives way to the hub that it talks to

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
    State(const Clock &theClock, const DemoSettings &theSettings)
        : clock(theClock)
        , settings(theSettings)
    {}

    const Clock &clock;
    const DemoSettings settings;
    std::vector<std::unique_ptr<DemoAgent>> agents; // one per cluster of the estate
    Result<std::unique_ptr<http::Server>> endpoint
        = Error{ErrorCode::Unavailable, "not started"}; // of all metrics
    std::mutex progressMutex;
    Progress progress;     // guarded by progressMutex
    std::size_t done = 0;  // likewise
    std::size_t total = 0; // likewise
    std::jthread teller;   // last: joins first

    void exposeMetrics();
    void raise(Timestamp first, Timestamp now);
    Status tell(const std::stop_token &stop);
    Status tellSnapshots(const std::stop_token &stop, const std::vector<Timestamp> &moments);
    Status goLive(const std::stop_token &stop);
    using Plans = std::vector<std::vector<BackFillChunk>>; // by agent
    Status backFill(
        const std::stop_token &stop, std::span<const std::size_t> chosen, const Plans &plans);
    void advanceProgress();
};

// Agents are there before anybody is told the port, and stay until the server has ended.
void DemoEstate::State::exposeMetrics()
{
    http::Router router;
    router.add(http::Method::Get, "/{cluster}/metrics", [this](const http::Exchange &exchange) {
        for (const auto &agent : agents) {
            if (agent->cluster() != exchange.request.captures.front())
                continue;
            auto text = agent->metrics();
            if (!text)
                break;
            exchange.respond(
                {.body = std::move(*text), .contentType = "text/plain; version=0.0.4"}, {});
            return;
        }
        exchange.respond(
            http::failure({ErrorCode::NotFound, "nothing is counted for this cluster"}), {});
    });
    runBehind(kStepsBehind, [&] { endpoint = http::Server::start({}, std::move(router)); });
}

void DemoEstate::State::raise(Timestamp first, Timestamp now)
{
    exposeMetrics();
    for (const ClusterBlueprint &blueprint : estateBlueprint()) {
        AgentSettings agent{.port = settings.port, .snapshotInterval = settings.snapshotInterval};
        if (endpoint)
            agent.metricsUrl = "http://127.0.0.1:" + std::to_string((*endpoint)->port()) + '/'
                + std::string(blueprint.name) + "/metrics";
        if (blueprint.goesSilent)
            agent.silentAfter = settings.startAt == StartAt::Incident ? Duration{0} : kSilentAfter;
        const auto plan
            = blueprint.hasIncident ? incidentPlan(settings.startAt, now) : std::nullopt;
        agents.push_back(std::make_unique<DemoAgent>(clock, blueprint,
            std::make_unique<ClusterSimulation>(blueprint, settings.seed, first - kWarmUp, plan),
            agent));
    }
}

void DemoEstate::State::advanceProgress()
{
    const std::scoped_lock lock(progressMutex);
    ++done;
    if (progress)
        progress(done, total);
}

Status DemoEstate::State::tell(const std::stop_token &stop)
{
    if (!endpoint)
        return withContext(endpoint.error(), "expose metrics");
    const Timestamp now = clock.now();
    const Timestamp first = now - std::clamp(settings.history, Duration{0}, kLongestHistory);
    const std::vector<Timestamp> moments = historyMoments(settings, first, now);
    {
        const std::scoped_lock lock(progressMutex);
        const std::size_t chunks = planBackFill(now, settings.trafficHistory).size();
        total = (moments.size() + 1 + chunks) * agents.size();
    }
    if (Status told = tellSnapshots(stop, moments); !told)
        return told;
    return goLive(stop);
}

Status DemoEstate::State::tellSnapshots(
    const std::stop_token &stop, const std::vector<Timestamp> &moments)
{
    for (std::size_t i = 0; i <= moments.size(); ++i) {
        for (const auto &agent : agents) {
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, "the demo was stopped"};
            if (Status told = agent->tell(i < moments.size() ? moments[i] : clock.now(), stop);
                !told)
                return told;
            advanceProgress();
        }
    }
    return Done{};
}

// The clusters live on while their past is filled in, so there is no gap between the two.
Status DemoEstate::State::goLive(const std::stop_token &stop)
{
    Plans plans;
    for (const auto &agent : agents) {
        plans.push_back(planBackFill(agent->startCounting(), settings.trafficHistory));
        agent->goLive();
    }
    // Two at a time: while one waits for the hub the other one makes numbers.
    constexpr std::array<std::size_t, 2> kHelpers{1, 3};
    Status helped = Done{};
    std::jthread helper([&](const std::stop_token &) { helped = backFill(stop, kHelpers, plans); });
    constexpr std::array<std::size_t, 2> kOthers{0, 2};
    const Status filled = backFill(stop, kOthers, plans);
    helper.join();
    return filled ? helped : filled;
}

Status DemoEstate::State::backFill(
    const std::stop_token &stop, std::span<const std::size_t> chosen, const Plans &plans)
{
    std::size_t most = 0;
    for (const std::size_t index : chosen)
        most = std::max(most, plans[index].size());
    for (std::size_t chunk = 0; chunk < most; ++chunk) {
        for (const std::size_t index : chosen) {
            if (stop.stop_requested())
                return Error{ErrorCode::Cancelled, "the demo was stopped"};
            if (chunk >= plans[index].size())
                continue;
            if (Status posted = agents[index]->backFill(plans[index][chunk], stop); !posted)
                return posted;
            advanceProgress();
        }
    }
    return Done{};
}

DemoEstate::DemoEstate(const Clock &clock, const DemoSettings &settings)
    : m_state(std::make_unique<State>(clock, settings))
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
    m_state->progress = std::move(progress);
    runBehind(kStepsBehind, [&] {
        m_state->teller = std::jthread(
            [state = m_state.get(), ready = std::move(ready)](const std::stop_token &stop) {
                Status told = state->tell(stop);
                if (ready && !stop.stop_requested())
                    ready(std::move(told));
            });
    });
}

} // namespace binnacle::demo

#include "core/demo/demo_agent.h"

#include "core/demo/agent_wire.h"
#include "core/demo/snapshot_encoder.h"

#include <QLoggingCategory>

#include <algorithm>
#include <chrono>
#include <utility>

namespace binnacle::demo {

namespace {

Q_LOGGING_CATEGORY(lcDemo, "binnacle.demo")

constexpr auto kLoopback = "127.0.0.1";
constexpr Duration kPollTimeout{60'000}; // contract 01 §1.3
constexpr Duration kAfterEmptyPoll{100};
constexpr Duration kFirstBackOff{200};
constexpr Duration kLongestBackOff{30'000};

// Names one run of the agent.
std::string bootIdOf(const Clock &clock, std::string_view cluster)
{
    return stableUuid(
        "agent/" + std::string(cluster), static_cast<std::uint64_t>(toEpochMs(clock.now())));
}

} // namespace

DemoAgent::DemoAgent(const Clock &clock, const ClusterBlueprint &blueprint,
    std::unique_ptr<ClusterSimulation> simulation, const AgentSettings &settings)
    : m_clock(clock)
    , m_blueprint(blueprint)
    , m_settings(settings)
    , m_simulation(std::move(simulation))
    , m_reporter(clock, settings.metricsUrl, bootIdOf(clock, blueprint.name))
    , m_poster(settings.port, blueprint.name)
    , m_backFiller(settings.port, blueprint.name)
    , m_sender(kLoopback, settings.port)
    , m_opsPoller(kLoopback, settings.port)
    , m_aiPoller(kLoopback, settings.port)
{}

DemoAgent::~DemoAgent()
{
    m_liveThread.request_stop();
    interruptTelling();
    m_sender.interrupt();
    endPolls();
}

void DemoAgent::endPolls()
{
    m_opsThread.request_stop();
    m_aiThread.request_stop();
    m_opsPoller.interrupt();
    m_aiPoller.interrupt();
}

Status DemoAgent::tell(Timestamp moment, const std::stop_token &stop)
{
    {
        const std::scoped_lock lock(m_simulationMutex);
        m_simulation->advance(moment);
    }
    return postSnapshot(stop);
}

void DemoAgent::goLive()
{
    if (m_settings.silentAfter == Duration{0})
        return;
    m_opsThread
        = std::jthread([this](const std::stop_token &stop) { poll(stop, m_opsPoller, "ops"); });
    m_aiThread
        = std::jthread([this](const std::stop_token &stop) { poll(stop, m_aiPoller, "ai"); });
    m_liveThread = std::jthread([this](const std::stop_token &stop) { live(stop); });
}

void DemoAgent::live(const std::stop_token &stop)
{
    const Duration start = m_clock.elapsed();
    Duration nextHeartbeat = start;
    Duration nextSnapshot = start + m_settings.snapshotInterval;
    Duration nextScrape = start; // the first one is what the others are compared with
    while (!stop.stop_requested()) {
        const Duration now = m_clock.elapsed();
        if (m_settings.silentAfter && now - start >= *m_settings.silentAfter) {
            qCInfo(lcDemo, "agent falls silent cluster=%s", m_blueprint.name.data());
            endPolls();
            return;
        }
        if (now >= nextHeartbeat) {
            nextHeartbeat = now + m_settings.heartbeatInterval;
            if (const auto status = post(m_sender, "/agent/heartbeat", {}); !status)
                qCDebug(lcDemo, "heartbeat failed: %s", status.error().message.c_str());
        }
        if (now >= nextScrape) {
            nextScrape = now + m_settings.scrapeInterval;
            scrape(stop);
        }
        if (now >= nextSnapshot) {
            nextSnapshot = now + m_settings.snapshotInterval;
            const Status told = tell(m_clock.now(), stop);
            if (!told && told.error().code != ErrorCode::Cancelled)
                qCWarning(lcDemo, "snapshot failed cluster=%s: %s", m_blueprint.name.data(),
                    told.error().message.c_str());
        }
        const Duration next
            = std::min({nextHeartbeat, nextSnapshot, nextScrape}) - m_clock.elapsed();
        if (!pause(stop, std::clamp(next, Duration{1}, Duration{1'000})))
            return;
    }
}

void DemoAgent::scrape(const std::stop_token &stop)
{
    std::string snapshot;
    {
        const std::scoped_lock lock(m_simulationMutex);
        m_simulation->advance(m_clock.now());
        snapshot = m_simulation->snapshot();
    }
    const Status scraped = m_reporter.scrape(snapshot, stop);
    if (!scraped && scraped.error().code != ErrorCode::Cancelled)
        qCWarning(lcDemo, "scrape failed cluster=%s: %s", m_blueprint.name.data(),
            scraped.error().message.c_str());
}

Status DemoAgent::postSnapshot(const std::stop_token &stop)
{
    const std::span<const SloIncrements> increments = m_reporter.offer();
    std::string json;
    {
        const std::scoped_lock lock(m_simulationMutex);
        json = m_simulation->snapshot(increments);
    }
    const Status posted = m_poster.post(json, stop);
    if (posted && !increments.empty())
        m_reporter.acknowledge();
    return posted;
}

Timestamp DemoAgent::startCounting()
{
    const std::scoped_lock lock(m_simulationMutex);
    m_simulation->advance(m_clock.now());
    m_simulation->startCounting();
    m_counts = true;
    m_traffic = m_simulation->trafficHistory();
    m_backFillId = stableUuid("back-fill/" + std::string(m_blueprint.name),
        static_cast<std::uint64_t>(toEpochMs(m_simulation->now())));
    return m_simulation->now();
}

Status DemoAgent::backFill(const BackFillChunk &chunk, const std::stop_token &stop)
{
    std::vector<SloIncrements> increments;
    for (const TimeRange &stretch : chunk) {
        if (stop.stop_requested())
            return Error{ErrorCode::Cancelled, "back-fill: stopped"};
        increments.push_back(m_traffic->increments(stretch));
        increments.back().bootId = m_backFillId;
        increments.back().seq = ++m_backFilled;
    }
    return m_backFiller.post(encodeIncrements(m_blueprint.name, m_clock.now(), increments), stop);
}

std::optional<std::string> DemoAgent::metrics()
{
    const std::scoped_lock lock(m_simulationMutex);
    if (!m_counts)
        return std::nullopt;
    m_simulation->advance(m_clock.now());
    return m_simulation->metrics();
}

void DemoAgent::interruptTelling()
{
    m_poster.interrupt();
    m_backFiller.interrupt();
}

Result<int> DemoAgent::post(http::Client &client, std::string_view path, std::string body)
{
    http::ClientRequest request{.method = "POST",
        .target = std::string(path),
        .headers = {{"X-Cluster-ID", std::string(m_blueprint.name)}},
        .body = std::move(body)};
    if (!request.body.empty())
        request.headers.emplace_back("Content-Type", "application/json");
    const auto response = client.send(request);
    if (!response)
        return response.error();
    return response->status;
}

void DemoAgent::poll(const std::stop_token &stop, http::Client &client, std::string_view topic)
{
    Duration backOff = kFirstBackOff;
    while (!stop.stop_requested()) {
        if (pollOnce(stop, client, topic)) {
            backOff = kFirstBackOff;
            continue;
        }
        if (!pause(stop, backOff))
            return;
        backOff = std::min(backOff * 2, kLongestBackOff);
    }
}

bool DemoAgent::pollOnce(const std::stop_token &stop, http::Client &client, std::string_view topic)
{
    const http::ClientRequest request{.target = "/agent/commands?cluster_id="
            + std::string(m_blueprint.name) + "&topic=" + std::string(topic),
        .headers = {{"X-Cluster-ID", std::string(m_blueprint.name)}},
        .timeout = kPollTimeout};
    const auto response = client.send(request);
    if (!response)
        return response.error().code == ErrorCode::Timeout;
    if (response->status == 200) {
        const auto command = decodePoll(response->body);
        if (!command) {
            qCWarning(lcDemo, "unreadable poll: %s", command.error().message.c_str());
            return false;
        }
        if (*command) {
            answer(client, **command);
            return true;
        }
    } else if (response->status != 204) {
        return false;
    }
    return pause(stop, kAfterEmptyPoll);
}

void DemoAgent::answer(http::Client &client, const AgentCommand &command)
{
    const Timestamp executedAt = m_clock.now();
    const auto start = std::chrono::steady_clock::now();
    CommandOutcome outcome = [&] {
        const std::scoped_lock lock(m_simulationMutex);
        m_simulation->advance(executedAt);
        return m_simulation->execute(command);
    }();
    const auto took = std::chrono::steady_clock::now() - start;
    const auto status
        = post(client, "/agent/result", encodeResult(command.id, outcome, took, executedAt));
    if (!status || (*status != 200 && *status != 202))
        qCWarning(lcDemo, "result not delivered command=%s: %s", command.id.c_str(),
            status ? std::to_string(*status).c_str() : status.error().message.c_str());
}

bool DemoAgent::pause(const std::stop_token &stop, Duration duration)
{
    std::unique_lock lock(m_pauseMutex);
    m_pause.wait_for(lock, stop, duration, [] { return false; });
    return !stop.stop_requested();
}

} // namespace binnacle::demo

#include "core/demo/demo_agent.h"

#include "core/codec/gzip.h"
#include "core/demo/agent_wire.h"

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
constexpr Duration kLongestSnapshotBackOff{2'000};
constexpr int kSnapshotAttempts = 6;

// Busy is a state that passes; everything else about a request stays wrong.
bool isWorthAnotherTry(const Result<int> &status)
{
    if (!status)
        return status.error().code == ErrorCode::Unavailable
            || status.error().code == ErrorCode::Timeout;
    return *status == 429 || *status == 503;
}

} // namespace

DemoAgent::DemoAgent(const Clock &clock, const ClusterBlueprint &blueprint,
    std::unique_ptr<ClusterSimulation> simulation, const AgentSettings &settings)
    : m_clock(clock)
    , m_blueprint(blueprint)
    , m_settings(settings)
    , m_simulation(std::move(simulation))
    , m_sender(kLoopback, settings.port)
    , m_opsPoller(kLoopback, settings.port)
    , m_aiPoller(kLoopback, settings.port)
{}

DemoAgent::~DemoAgent()
{
    m_liveThread.request_stop();
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
    while (!stop.stop_requested()) {
        const Duration now = m_clock.elapsed();
        if (m_settings.silentAfter && now - start >= *m_settings.silentAfter) {
            qCInfo(lcDemo, "agent falls silent cluster=%s", m_blueprint.name.data());
            endPolls();
            return;
        }
        if (now >= nextHeartbeat) {
            nextHeartbeat = now + m_settings.heartbeatInterval;
            if (const auto status = post(m_sender, "/agent/heartbeat", {}, false); !status)
                qCDebug(lcDemo, "heartbeat failed: %s", status.error().message.c_str());
        }
        if (now >= nextSnapshot) {
            nextSnapshot = now + m_settings.snapshotInterval;
            const Status told = tell(m_clock.now(), stop);
            if (!told && told.error().code != ErrorCode::Cancelled)
                qCWarning(lcDemo, "snapshot failed cluster=%s: %s", m_blueprint.name.data(),
                    told.error().message.c_str());
        }
        const Duration next = std::min(nextHeartbeat, nextSnapshot) - m_clock.elapsed();
        if (!pause(stop, std::clamp(next, Duration{1}, Duration{1'000})))
            return;
    }
}

Status DemoAgent::postSnapshot(const std::stop_token &stop)
{
    std::string json;
    {
        const std::scoped_lock lock(m_simulationMutex);
        json = m_simulation->snapshot();
    }
    const std::string body = codec::deflateGzip(json);
    Duration backOff = kFirstBackOff;
    for (int attempt = 1;; ++attempt) {
        const auto status = post(m_sender, "/agent/snapshot", body, true);
        if (status && (*status == 200 || *status == 202))
            return Done{};
        if (!isWorthAnotherTry(status) || attempt == kSnapshotAttempts) {
            if (!status)
                return withContext(status.error(), "post a snapshot");
            return Error{ErrorCode::Unavailable,
                "post a snapshot: the listener answered " + std::to_string(*status)};
        }
        if (!pause(stop, backOff))
            return Error{ErrorCode::Cancelled, "post a snapshot: stopped"};
        backOff = std::min(backOff * 2, kLongestSnapshotBackOff);
    }
}

Result<int> DemoAgent::post(
    http::Client &client, std::string_view path, std::string body, bool gzip)
{
    http::ClientRequest request{.method = "POST",
        .target = std::string(path),
        .headers = {{"X-Cluster-ID", std::string(m_blueprint.name)}},
        .body = std::move(body)};
    if (!request.body.empty())
        request.headers.emplace_back("Content-Type", "application/json");
    if (gzip)
        request.headers.emplace_back("Content-Encoding", "gzip");
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
        = post(client, "/agent/result", encodeResult(command.id, outcome, took, executedAt), false);
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

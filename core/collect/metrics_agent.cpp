#include "core/collect/metrics_agent.h"

#include "core/codec/gzip.h"
#include "core/codec/slo_increments.h"

#include <algorithm>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <random>
#include <sstream>
#include <utility>

namespace binnacle::collect {

namespace {

// Names this run: a hub tells repeats and losses by it.
std::string newBootId()
{
    std::random_device dice;
    std::string id;
    for (int i = 0; i < 4; ++i) {
        constexpr std::string_view kHex = "0123456789abcdef";
        for (std::uint32_t bits = dice(), digit = 0; digit < 8; ++digit, bits >>= 4)
            id += kHex[bits & 15];
    }
    return id;
}

std::string encodeBody(const std::string &cluster, Timestamp now, const SloIncrements &increments)
{
    codec::JsonWriter json;
    json.beginObject().member("clusterId", std::string_view(cluster)).member("fetchedAt", now);
    json.key("sloData");
    codec::writeSloIncrements(json, increments);
    json.endObject();
    return codec::deflateGzip(json.take());
}

bool isFolder(const std::string &location)
{
    std::error_code failed;
    return std::filesystem::is_directory(location, failed);
}

// Two endpoints scraped side by side, not one after the other: one interval, and the routes of the
// one that sees the ingress.
void addBeside(SloIncrements &together, SloIncrements &other)
{
    const Duration interval = std::max(together.interval, other.interval);
    const Timestamp at = std::max(together.at, other.at);
    std::vector<IngressRoute> routes
        = other.ingress.empty() ? std::move(together.routes) : other.routes;
    mergeInto(together, other);
    together.interval = interval;
    together.at = at;
    together.routes = std::move(routes);
}

// Errors: PermissionDenied, InvalidArgument for what the hub will never take, Unavailable.
Status accepted(const HttpAnswer &answer)
{
    if (answer.status / 100 == 2)
        return Done{};
    const std::string said
        = "the hub answered " + std::to_string(answer.status) + ' ' + answer.body.substr(0, 200);
    if (answer.status == 401 || answer.status == 403)
        return Error{ErrorCode::PermissionDenied, said};
    if (answer.status == 400 || answer.status == 413 || answer.status == 422)
        return Error{ErrorCode::InvalidArgument, said};
    return Error{ErrorCode::Unavailable, said};
}

// Sleeps; ends early when stopped.
void pause(const std::stop_token &stop, Duration duration)
{
    std::mutex mutex;
    std::condition_variable_any wakeUp;
    std::unique_lock lock(mutex);
    wakeUp.wait_for(lock, stop, duration, [] { return false; });
}

} // namespace

MetricsAgent::MetricsAgent(const Clock &clock, MetricsAgentSettings settings, Log log)
    : m_clock(clock)
    , m_settings(std::move(settings))
    , m_log(std::move(log))
    , m_hub({.bearerToken = m_settings.hubToken,
          .caFile = m_settings.caFile,
          .timeout = Duration{15'000},
          .answerLimit = 1U << 20})
    , m_outbox(newBootId())
{}

Result<std::unique_ptr<MetricsAgent>> MetricsAgent::create(
    const Clock &clock, MetricsAgentSettings settings, Log log)
{
    if (Status valid = checkUrl(settings.hub); !valid)
        return withContext(valid.error(), "--hub");
    while (settings.hub.ends_with('/'))
        settings.hub.pop_back();
    std::unique_ptr<MetricsAgent> agent(
        new MetricsAgent(clock, std::move(settings), std::move(log)));
    for (const std::string &location : agent->m_settings.endpoints) {
        auto endpoint = Endpoint::open(
            clock, location, agent->m_settings.endpointToken, agent->m_settings.caFile);
        if (!endpoint)
            return withContext(endpoint.error(), location);
        (*endpoint)->collector().setCluster(agent->m_settings.routes);
        agent->m_endpoints.push_back(*std::move(endpoint));
    }
    agent->restoreBaselines();
    return agent;
}

Status MetricsAgent::run(const std::stop_token &stop)
{
    const bool isReplay = std::ranges::all_of(m_settings.endpoints, &isFolder);
    bool hasMore = true;
    bool isHeld = false;
    while (!stop.stop_requested()) {
        const Duration began = m_clock.elapsed();
        if (!isReplay || !isHeld) // a replay waits for a hub that is away
            hasMore = scrapeAll(stop);
        const Status delivered = deliver(stop);
        isHeld = !delivered;
        if (delivered) {
            saveBaselines();
        } else {
            if (delivered.error().code == ErrorCode::PermissionDenied)
                return delivered;
            m_log("not delivered, kept for the next time: " + delivered.error().message);
        }
        if (!hasMore && delivered)
            return Done{};
        if (!isReplay || isHeld)
            pause(stop, std::max(Duration{0}, m_settings.interval - (m_clock.elapsed() - began)));
    }
    // What was counted last goes out once more before the end.
    const Status last = deliver({});
    if (last)
        saveBaselines();
    else
        m_log("not delivered before the end: " + last.error().message);
    return Done{};
}

void MetricsAgent::tellNotices(Endpoint &endpoint)
{
    for (const std::string &notice : endpoint.collector().recognition().notices)
        m_log(endpoint.location() + ": " + notice);
}

bool MetricsAgent::scrapeAll(const std::stop_token &stop)
{
    std::optional<SloIncrements> together;
    bool hasMore = false;
    for (const auto &endpoint : m_endpoints) {
        auto scraped = endpoint->scrape(stop);
        if (!scraped) {
            const bool isOver
                = scraped.error().code == ErrorCode::NotFound && isFolder(endpoint->location());
            hasMore |= !isOver;
            if (!isOver)
                m_log(endpoint->location() + ": " + scraped.error().message);
            continue;
        }
        hasMore = true;
        tellNotices(*endpoint);
        if (!*scraped)
            continue;
        if (together)
            addBeside(*together, **scraped);
        else
            together = **std::move(scraped);
    }
    if (together)
        m_outbox.add(*std::move(together));
    if (m_outbox.givenUp() > std::exchange(m_givenUp, m_outbox.givenUp()))
        m_log("increments older than half an hour were given up");
    return hasMore;
}

Status MetricsAgent::deliver(const std::stop_token &stop)
{
    const SloIncrements *offered = m_outbox.offer();
    if (!offered) { // the hub wants to hear something all the same
        const auto answer = post("/agent/heartbeat", "", stop);
        return answer ? accepted(*answer) : Status(answer.error());
    }
    while (offered) {
        const auto answer = post(
            "/agent/snapshot", encodeBody(m_settings.cluster, m_clock.now(), *offered), stop);
        if (!answer)
            return answer.error();
        if (Status taken = accepted(*answer); !taken) {
            if (taken.error().code != ErrorCode::InvalidArgument)
                return taken;
            m_log("given up: " + taken.error().message); // it would never be taken
        }
        m_outbox.acknowledge();
        offered = m_outbox.offer();
    }
    return Done{};
}

Result<HttpAnswer> MetricsAgent::post(
    const std::string &path, const std::string &body, const std::stop_token &stop)
{
    std::vector<std::string> headers{
        "X-Cluster-ID: " + m_settings.cluster, "Content-Type: application/json"};
    if (!body.empty())
        headers.emplace_back("Content-Encoding: gzip");
    return m_hub.post(m_settings.hub + path, headers, body, stop);
}

// One block an endpoint: "<bytes> <location>\n<baseline>\n".
void MetricsAgent::restoreBaselines()
{
    if (m_settings.baselineFile.empty())
        return;
    std::ifstream file(m_settings.baselineFile, std::ios::binary);
    std::error_code failed;
    const auto size = std::filesystem::file_size(m_settings.baselineFile, failed);
    if (failed)
        return; // the first start
    std::size_t bytes = 0;
    std::string location;
    while (file >> bytes && file.get() && std::getline(file, location)) {
        if (bytes > size) {
            m_log("the baseline is damaged: endpoints start anew");
            return;
        }
        std::string saved(bytes, '\0');
        if (!file.read(saved.data(), static_cast<std::streamsize>(bytes)))
            break;
        for (const auto &endpoint : m_endpoints) {
            if (endpoint->location() != location)
                continue;
            if (Status restored = endpoint->collector().restoreBaseline(saved, m_clock.now());
                !restored)
                m_log(location + ": starts anew: " + restored.error().message);
        }
    }
}

void MetricsAgent::saveBaselines() const
{
    if (m_settings.baselineFile.empty())
        return;
    std::string all;
    for (const auto &endpoint : m_endpoints) {
        const std::string saved = endpoint->collector().saveBaseline();
        all += std::to_string(saved.size()) + ' ' + endpoint->location() + '\n' + saved + '\n';
    }
    const std::string temporary = m_settings.baselineFile + ".new";
    std::error_code failed;
    if (std::ofstream file(temporary, std::ios::binary); !(file << all).flush())
        m_log("the baseline could not be written to " + temporary);
    else
        std::filesystem::rename(temporary, m_settings.baselineFile, failed);
    if (failed)
        m_log("the baseline could not be written: " + failed.message());
}

} // namespace binnacle::collect

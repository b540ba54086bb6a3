#include "core/runtime/metrics_sources.h"

#include "core/codec/source_list.h"
#include "core/collect/endpoint.h"
#include "core/collect/increment_outbox.h"
#include "core/runtime/runtime.h"
#include "core/store/reader_pool.h"
#include "core/store/settings_repository.h"

#include <QLoggingCategory>
#include <QUuid>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <filesystem>
#include <fstream>
#include <future>
#include <iterator>
#include <thread>
#include <utility>

Q_LOGGING_CATEGORY(logSources, "binnacle.sources")

namespace binnacle::runtime {

namespace {

std::shared_ptr<const ClusterSnapshot> snapshotOf(Runtime &runtime, const ClusterId &cluster)
{
    return hub::snapshotOf(*runtime.hub().state(), cluster);
}

} // namespace

Result<std::string> readToken(const std::string &file)
{
    std::string token;
    if (file.empty())
        return token;
    std::ifstream stream(file);
    if (!std::getline(stream, token))
        return Error{ErrorCode::NotFound, "the token file " + file + " cannot be read"};
    while (!token.empty() && (token.back() == '\r' || token.back() == ' '))
        token.pop_back();
    return token;
}

// One endpoint and the thread that scrapes it.
class MetricsSources::Scraper
{
public:
    Scraper(Runtime &runtime, MetricsSource source)
        : m_runtime(runtime)
        , m_outbox(QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString())
        , m_state{.source = std::move(source)}
    {
        if (m_state.source.isEnabled)
            m_thread = std::jthread([this](const std::stop_token &stop) {
                run(stop);
                m_endpoint.reset(); // here, where it may wait
                m_isDone = true;
            });
        else
            m_isDone = true;
    }

    const MetricsSource &source() const { return m_state.source; } // never changes
    void requestStop() { m_thread.request_stop(); }
    bool isDone() const { return m_isDone; }
    MetricsSourceState state() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_state;
    }

private:
    void run(const std::stop_token &stop)
    {
        std::mutex mutex;
        std::condition_variable_any wakeUp;
        std::unique_lock lock(mutex);
        while (!stop.stop_requested()) {
            const Duration began = m_runtime.clock().elapsed();
            const Status outcome = scrape(stop);
            const Duration took = m_runtime.clock().elapsed() - began;
            if (stop.stop_requested())
                return;
            report(outcome, took);
            if (isReplay() && outcome)
                continue; // at any speed
            wakeUp.wait_for(lock, stop, std::max(Duration{0}, m_state.source.interval - took),
                [] { return false; });
        }
    }

    bool isReplay() const
    {
        std::error_code failed;
        return std::filesystem::is_directory(m_state.source.location, failed);
    }

    Status open()
    {
        const auto token = readToken(m_state.source.tokenFile);
        if (!token)
            return token.error();
        auto endpoint = collect::Endpoint::open(m_runtime.clock(), m_state.source.location, *token);
        if (!endpoint)
            return endpoint.error();
        m_endpoint = *std::move(endpoint);
        return Done{};
    }

    Status scrape(const std::stop_token &stop)
    {
        if (!m_endpoint) {
            if (Status opened = open(); !opened)
                return opened;
        }
        m_endpoint->collector().setCluster(snapshotOf(m_runtime, m_state.source.cluster));
        auto increments = m_endpoint->scrape(stop);
        if (!increments)
            return increments.error();
        if (stop.stop_requested()) // another scraper of this endpoint may have begun
            return Error{ErrorCode::Cancelled, "the source was changed"};
        for (const std::string &notice : m_endpoint->collector().recognition().notices)
            qCInfo(
                logSources, "source=%s notice=\"%s\"", m_state.source.id.c_str(), notice.c_str());
        if (*increments)
            m_outbox.add(**std::move(increments));
        return deliver();
    }

    // As an agent would: what is not committed is offered again.
    Status deliver()
    {
        while (const SloIncrements *offered = m_outbox.offer()) {
            const auto committed = std::make_shared<std::promise<Status>>();
            m_runtime.takeIncrements(m_state.source.cluster, *offered,
                [committed](const Status &status) { committed->set_value(status); });
            if (Status status = committed->get_future().get(); !status)
                return status;
            m_outbox.acknowledge();
        }
        return Done{};
    }

    void report(const Status &outcome, Duration took)
    {
        const std::scoped_lock lock(m_mutex);
        const bool wasFine = m_state.health.has_value();
        m_state.health = outcome;
        m_state.took = took;
        if (!outcome) {
            if (wasFine) {
                m_state.failingSince = m_runtime.clock().now();
                qCWarning(logSources, "scrape failed source=%s error=\"%s\"",
                    m_state.source.id.c_str(), outcome.error().message.c_str());
            }
            return;
        }
        const collect::Recognition &found = m_endpoint->collector().recognition();
        m_state.failingSince = {};
        m_state.lastScrape = m_runtime.clock().now();
        m_state.samples = found.samples;
        m_state.services = found.services;
        m_state.edges = found.edges;
        m_state.ingressServices = found.ingressServices;
    }

    Runtime &m_runtime;
    std::unique_ptr<collect::Endpoint> m_endpoint; // the thread's
    collect::IncrementOutbox m_outbox;             // the thread's
    mutable std::mutex m_mutex;
    MetricsSourceState m_state; // guarded by m_mutex, but for its source
    std::atomic_bool m_isDone = false;
    std::jthread m_thread; // last: joins first
};

MetricsSources::MetricsSources(Runtime &runtime)
    : m_runtime(runtime)
{}

MetricsSources::~MetricsSources() = default;

Status MetricsSources::load()
{
    std::promise<Result<std::vector<MetricsSource>>> read;
    m_runtime.workspace().readers().post(
        [&read](store::Connection &connection) {
            const auto json = store::readSetting(connection, std::string(kSourcesSetting));
            if (!json)
                read.set_value(json.error());
            else
                read.set_value(*json ? codec::decodeSources(**json) : std::vector<MetricsSource>());
        },
        [&read](const Error &error) { read.set_value(error); });
    const auto sources = read.get_future().get();
    if (!sources)
        return sources.error();
    apply(*sources);
    return Done{};
}

void MetricsSources::apply(const std::vector<MetricsSource> &sources)
{
    const std::scoped_lock lock(m_mutex);
    if (m_isStopped)
        return;
    std::erase_if(m_stopping, [](const auto &scraper) { return scraper->isDone(); });
    std::vector<std::unique_ptr<Scraper>> kept;
    for (std::unique_ptr<Scraper> &scraper : m_scrapers) { // what goes stops before others begin
        const bool stays = std::ranges::find(sources, scraper->source()) != sources.end();
        if (!stays)
            scraper->requestStop();
        (stays ? kept : m_stopping).push_back(std::move(scraper));
    }
    for (const MetricsSource &source : sources) {
        const auto same = std::ranges::find_if(
            kept, [&](const auto &scraper) { return scraper->source() == source; });
        if (same == kept.end())
            kept.push_back(std::make_unique<Scraper>(m_runtime, source));
    }
    m_scrapers = std::move(kept);
}

void MetricsSources::stop()
{
    std::vector<std::unique_ptr<Scraper>> gone; // joined outside the lock
    {
        const std::scoped_lock lock(m_mutex);
        m_isStopped = true;
        gone = std::exchange(m_scrapers, {});
        std::ranges::move(m_stopping, std::back_inserter(gone));
        m_stopping.clear();
    }
    for (const auto &scraper : gone)
        scraper->requestStop(); // all at once, then they are joined
}

std::vector<MetricsSourceState> MetricsSources::states() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<MetricsSourceState> all;
    for (const auto &scraper : m_scrapers)
        all.push_back(scraper->state());
    return all;
}

std::vector<MetricsSource> MetricsSources::list() const
{
    const std::scoped_lock lock(m_mutex);
    std::vector<MetricsSource> all;
    for (const auto &scraper : m_scrapers)
        all.push_back(scraper->source());
    return all;
}

Result<SourceTest> testSource(
    Runtime &runtime, const MetricsSource &source, const std::stop_token &stop)
{
    if (Status valid = validate(source); !valid)
        return valid.error();
    const auto token = readToken(source.tokenFile);
    if (!token)
        return token.error();
    auto endpoint = collect::Endpoint::open(runtime.clock(), source.location, *token);
    if (!endpoint)
        return endpoint.error();
    (*endpoint)->collector().setCluster(snapshotOf(runtime, source.cluster));
    const Duration began = runtime.clock().elapsed();
    const auto scraped = (*endpoint)->scrape(stop);
    if (!scraped)
        return scraped.error();
    collect::Recognition found = (*endpoint)->collector().recognition();
    found.notices = (*endpoint)->collector().notices();
    return SourceTest{.found = std::move(found),
        .took = runtime.clock().elapsed() - began,
        .bytes = (*endpoint)->lastBytes()};
}

} // namespace binnacle::runtime

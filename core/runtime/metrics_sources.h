#pragma once

#include "core/base/result.h"
#include "core/collect/collector.h"
#include "core/domain/metrics_source.h"

#include <memory>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

namespace binnacle::runtime {

class Runtime;

// The metrics endpoints that this workspace scrapes by itself, each on a thread of its own, so that
// one that hangs holds up no other. What is counted goes into the SLO history as if an agent had
// sent it, which also holds for a cluster that is removed while a source feeds it: the source goes
// on, and the cluster comes back with what is counted from then on. The list is a setting of the
// workspace.
//
// Thread-safe.
class MetricsSources
{
public:
    explicit MetricsSources(Runtime &runtime); // must outlive the sources
    ~MetricsSources();
    MetricsSources(const MetricsSources &) = delete;
    MetricsSources &operator=(const MetricsSources &) = delete;

    // Starts what the workspace lists. Blocking; at start.
    Status load();
    // Starts, changes and stops what differs, without waiting for what stops. Does not write the
    // list. Does nothing any more after stop().
    void apply(const std::vector<MetricsSource> &sources);
    // Stops scraping and joins. The store must still be running: a scrape waits for its commit.
    void stop();

    std::vector<MetricsSourceState> states() const;
    std::vector<MetricsSource> list() const;

private:
    class Scraper;

    Runtime &m_runtime;
    mutable std::mutex m_mutex;
    std::vector<std::unique_ptr<Scraper>> m_scrapers; // guarded by m_mutex
    std::vector<std::unique_ptr<Scraper>> m_stopping; // guarded by m_mutex
    bool m_isStopped = false;                         // guarded by m_mutex
};

// The first line of the file; empty when there is no file name. Errors: NotFound.
Result<std::string> readToken(const std::string &file);

// One scrape, of which nothing is kept.
struct SourceTest
{
    collect::Recognition found;
    Duration took{};
    std::size_t bytes = 0;
};
Result<SourceTest> testSource(
    Runtime &runtime, const MetricsSource &source, const std::stop_token &stop);

// The setting that holds the list.
inline constexpr std::string_view kSourcesSetting = "metrics.sources";

} // namespace binnacle::runtime

#pragma once

#include "core/collect/collector.h"
#include "core/collect/scrape_source.h"

#include <memory>
#include <stop_token>
#include <string>

namespace binnacle::collect {

// One metrics endpoint with what is known of its series: each scrape gives the increments since the
// one before. Blocking; one thread at a time.
class Endpoint
{
public:
    // `location` is a URL, a file or a directory to replay. `clock` must outlive the endpoint.
    // Errors: those of openSource().
    static Result<std::unique_ptr<Endpoint>> open(const Clock &clock, const std::string &location,
        const std::string &bearerToken, const std::string &caFile = {},
        const CollectSettings &settings = {});

    // Nothing after the first scrape, and while a file is as it was. Errors: those of the source
    // and of the collector; then the next one covers both intervals.
    Result<std::optional<SloIncrements>> scrape(const std::stop_token &stop);

    Collector &collector() { return m_collector; }
    const std::string &location() const { return m_location; }
    std::size_t lastBytes() const { return m_lastBytes; }

private:
    Endpoint(std::string location, std::unique_ptr<ScrapeSource> source,
        const CollectSettings &settings);

    const std::string m_location;
    std::unique_ptr<ScrapeSource> m_source;
    Collector m_collector;
    std::size_t m_lastBytes = 0;
    Timestamp m_lastAt{};
};

} // namespace binnacle::collect

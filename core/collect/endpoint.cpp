#include "core/collect/endpoint.h"

#include <utility>

namespace binnacle::collect {

Endpoint::Endpoint(
    std::string location, std::unique_ptr<ScrapeSource> source, const CollectSettings &settings)
    : m_location(std::move(location))
    , m_source(std::move(source))
    , m_collector(settings)
{}

Result<std::unique_ptr<Endpoint>> Endpoint::open(const Clock &clock, const std::string &location,
    const std::string &bearerToken, const std::string &caFile, const CollectSettings &settings)
{
    auto source = openSource(clock, location, bearerToken, caFile);
    if (!source)
        return source.error();
    return std::unique_ptr<Endpoint>(new Endpoint(location, *std::move(source), settings));
}

Result<std::optional<SloIncrements>> Endpoint::scrape(const std::stop_token &stop)
{
    const auto scraped = m_source->fetch(stop);
    if (!scraped)
        return scraped.error();
    m_lastBytes = scraped->text.size();
    if (isKnown(m_lastAt) && scraped->at == m_lastAt)
        return std::optional<SloIncrements>();
    auto increments = m_collector.scrape(scraped->text, scraped->format, scraped->at);
    if (increments)
        m_lastAt = scraped->at;
    return increments;
}

} // namespace binnacle::collect

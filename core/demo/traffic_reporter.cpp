#include "core/demo/traffic_reporter.h"

#include "core/codec/snapshot.h"

#include <utility>

namespace binnacle::demo {

namespace {

collect::CollectSettings settings()
{
    collect::CollectSettings settings;
    settings.ingressNamespaces = {"edge"};
    return settings;
}

} // namespace

TrafficReporter::TrafficReporter(const Clock &clock, std::string url, std::string bootId)
    : m_clock(clock)
    , m_url(std::move(url))
    , m_collector(settings())
    , m_outbox(std::move(bootId))
{}

Status TrafficReporter::scrape(const std::string &snapshot, const std::stop_token &stop)
{
    if (!m_source) {
        auto source = collect::openUrlSource(m_clock, {.url = m_url});
        if (!source)
            return source.error();
        m_source = std::move(*source);
    }
    auto cluster = codec::decodeSnapshot(snapshot);
    if (!cluster)
        return cluster.error();
    m_collector.setCluster(std::move(*cluster));
    auto scraped = m_source->fetch(stop);
    if (!scraped)
        return scraped.error();
    auto increments = m_collector.scrape(scraped->text, scraped->format, scraped->at);
    if (!increments)
        return increments.error();
    if (*increments)
        m_outbox.add(std::move(**increments));
    return Done{};
}

std::span<const SloIncrements> TrafficReporter::offer()
{
    const SloIncrements *waiting = m_outbox.offer();
    return waiting ? std::span(waiting, 1) : std::span<const SloIncrements>();
}

} // namespace binnacle::demo

#pragma once

#include "core/base/result.h"
#include "core/collect/collector.h"
#include "core/collect/increment_outbox.h"
#include "core/collect/scrape_source.h"

#include <memory>
#include <span>
#include <stop_token>
#include <string>

namespace binnacle::demo {

// The part of an agent that scrapes: what the proxies expose over HTTP becomes increments that wait
// until the hub has them. Not thread-safe.
class TrafficReporter
{
public:
    // `url` of the metrics; `bootId` names this run of the agent. `clock` must outlive it.
    TrafficReporter(const Clock &clock, std::string url, std::string bootId);

    // `snapshot`: what the cluster looks like now, for routes and the age of pods. Blocks. Errors:
    // those of the source and the collector; the next scrape covers this one's time as well.
    Status scrape(const std::string &snapshot, const std::stop_token &stop);

    // What the next snapshot is to carry: none or one.
    std::span<const SloIncrements> offer();
    // The hub has what was offered last.
    void acknowledge() { m_outbox.acknowledge(); }

private:
    const Clock &m_clock;
    const std::string m_url;
    std::unique_ptr<collect::ScrapeSource> m_source;
    collect::Collector m_collector;
    collect::IncrementOutbox m_outbox;
};

} // namespace binnacle::demo

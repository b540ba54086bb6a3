#pragma once

#include "core/collect/collector.h"

#include <QtGlobal>

#include <cmath>
#include <optional>
#include <string>
#include <utility>

namespace binnacle::test {

inline constexpr Timestamp kFirstScrape = fromEpochMs(1'700'000'000'000);

// A collector and the clock of its scrapes: one every 15 s.
struct ScrapedEndpoint
{
    explicit ScrapedEndpoint(collect::CollectSettings settings = {})
        : collector(std::move(settings))
    {}

    // What the scrape gave; empty increments for the first one. Stops the test program when the
    // scrape is refused.
    SloIncrements scrape(const std::string &text, Duration after = Duration{15'000})
    {
        at += after;
        auto increments = collector.scrape(text, codec::ExpositionFormat::Text, at);
        if (!increments)
            qFatal("refused: %s", increments.error().message.c_str());
        return increments->value_or(SloIncrements{});
    }

    collect::Collector collector;
    Timestamp at = kFirstScrape - Duration{15'000};
};

inline std::string line(const std::string &series, double value)
{
    return series + ' ' + std::to_string(value) + '\n';
}

// Inbound responses of the workload "shop/api".
inline std::string responses(
    const std::string &pod, const std::string &code, double value, const std::string &more = {})
{
    const std::string classification = code >= "500" ? "failure" : "success";
    return line("response_total{namespace=\"shop\",deployment=\"api\",direction=\"inbound\",pod=\""
            + pod + "\",status_code=\"" + code + "\",classification=\"" + classification + '"'
            + more + '}',
        value);
}

} // namespace binnacle::test

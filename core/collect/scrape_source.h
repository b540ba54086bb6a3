#pragma once

#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/time.h"
#include "core/codec/exposition.h"

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>

namespace binnacle::collect {

struct ScrapedText
{
    std::string text;
    codec::ExpositionFormat format = codec::ExpositionFormat::Text;
    Timestamp at{};
};

// Where the text of a metrics endpoint comes from. Blocking; one thread at a time.
class ScrapeSource
{
public:
    virtual ~ScrapeSource() = default;

    // Errors: Unavailable, Timeout, TooLarge, MalformedBody (not a 200, a redirect, HTML),
    // NotFound (a replay is at its end), Cancelled. The message tells a person what to do.
    virtual Result<ScrapedText> fetch(std::stop_token stop) = 0;
};

struct UrlSourceSettings
{
    std::string url; // http or https
    std::string bearerToken;
    std::string caFile; // empty: the system's
    Duration timeout{5'000};
    std::size_t answerLimit = 64U << 20;
};

// Follows no redirect and sends the token nowhere else. A scrape is of the moment it was asked for,
// by `clock`, which must outlive the source. Errors: InvalidArgument for other URLs.
Result<std::unique_ptr<ScrapeSource>> openUrlSource(
    const Clock &clock, const UrlSourceSettings &settings);
// Reads the file anew each time; its modification time is the time of the scrape.
Result<std::unique_ptr<ScrapeSource>> openFileSource(const std::string &file);
// A directory of "<epoch seconds>.prom" (".prom.gz" too), oldest first; each fetch gives the next.
Result<std::unique_ptr<ScrapeSource>> openReplay(const std::string &directory);

// A URL, a directory to replay or a file, whichever `location` is.
Result<std::unique_ptr<ScrapeSource>> openSource(const Clock &clock, const std::string &location,
    const std::string &bearerToken, const std::string &caFile = {});

} // namespace binnacle::collect

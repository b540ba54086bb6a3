#include "core/collect/http_exchange.h"
#include "core/collect/scrape_source.h"

#include <utility>

namespace binnacle::collect {

namespace {

const std::string kAccept
    = "Accept: application/openmetrics-text;version=1.0.0;q=0.6,text/plain;version=0.0.4";

Status checkAnswer(const HttpAnswer &answer)
{
    const std::string answered = "the endpoint answered " + std::to_string(answer.status);
    if (answer.status >= 300 && answer.status < 400)
        return Error{ErrorCode::MalformedBody,
            answered + ", a redirect: enter the address it leads to instead"};
    if (answer.status == 401 || answer.status == 403)
        return Error{ErrorCode::PermissionDenied, answered + ": it wants another token"};
    if (answer.status != 200)
        return Error{ErrorCode::Unavailable, answered + " instead of 200"};
    if (answer.contentType.find("html") != std::string::npos)
        return Error{ErrorCode::MalformedBody,
            "the endpoint answered a web page: metrics are usually at /metrics"};
    return Done{};
}

class UrlSource final : public ScrapeSource
{
public:
    UrlSource(const Clock &clock, const UrlSourceSettings &settings)
        : m_clock(clock)
        , m_url(settings.url)
        , m_exchange({.bearerToken = settings.bearerToken,
              .caFile = settings.caFile,
              .timeout = settings.timeout,
              .answerLimit = settings.answerLimit})
    {}

    Result<ScrapedText> fetch(std::stop_token stop) override
    {
        const Timestamp at = m_clock.now();
        auto answer = m_exchange.get(m_url, {kAccept}, std::move(stop));
        if (!answer)
            return answer.error();
        if (Status good = checkAnswer(*answer); !good)
            return good.error();
        return ScrapedText{.text = std::move(answer->body),
            .format = codec::expositionFormatOf(answer->contentType),
            .at = at};
    }

private:
    const Clock &m_clock;
    const std::string m_url;
    HttpExchange m_exchange;
};

} // namespace

Result<std::unique_ptr<ScrapeSource>> openUrlSource(
    const Clock &clock, const UrlSourceSettings &settings)
{
    if (Status valid = checkUrl(settings.url); !valid)
        return valid.error();
    if (settings.bearerToken.find_first_of("\r\n\t ") != std::string::npos)
        return Error{ErrorCode::InvalidArgument, "the token must not contain blanks"};
    return std::unique_ptr<ScrapeSource>(std::make_unique<UrlSource>(clock, settings));
}

} // namespace binnacle::collect

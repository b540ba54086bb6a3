#include "core/codec/exposition_scanner.h"

#include <array>
#include <utility>

namespace binnacle::codec {

namespace {

constexpr std::string_view kBlanks = " \t";
constexpr std::string_view kEndMark = "# EOF";

void skipBlanks(std::string_view &text)
{
    text.remove_prefix(std::min(text.find_first_not_of(kBlanks), text.size()));
}

std::string_view takeToken(std::string_view &text)
{
    const std::string_view token = text.substr(0, text.find_first_of(kBlanks));
    text.remove_prefix(token.size());
    return token;
}

std::optional<ExpositionMetadata> metadataKind(std::string_view keyword)
{
    if (keyword == "HELP")
        return ExpositionMetadata::Help;
    if (keyword == "TYPE")
        return ExpositionMetadata::Type;
    if (keyword == "UNIT")
        return ExpositionMetadata::Unit;
    return std::nullopt;
}

} // namespace

std::optional<MetricType> metricType(std::string_view name)
{
    using enum MetricType;
    constexpr std::array<std::pair<std::string_view, MetricType>, 9> kTypes{
        {{"counter", Counter}, {"gauge", Gauge}, {"histogram", Histogram}, {"summary", Summary},
            {"untyped", Unknown}, {"unknown", Unknown}, {"gaugehistogram", GaugeHistogram},
            {"info", Info}, {"stateset", StateSet}}};
    for (const auto &[known, type] : kTypes) {
        if (known == name)
            return type;
    }
    return std::nullopt;
}

ExpositionScanner::Found ExpositionScanner::bad(const char *reason)
{
    m_reason = reason;
    return Found::Bad;
}

ExpositionScanner::Found ExpositionScanner::read(std::string_view line)
{
    if (!m_isStrict) {
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        skipBlanks(line);
    }
    if (m_hasEnded)
        return line.empty() && !m_isStrict ? Found::Nothing : bad("the text goes on after # EOF");
    if (line.empty())
        return m_isStrict ? bad("an empty line") : Found::Nothing;
    if (line.front() == '#')
        return readComment(line);
    switch (m_line.parse(line)) {
    case ExpositionLineParser::Outcome::Good:
        return m_line.tail().isNative && !m_isStrict ? Found::Nothing : Found::Sample;
    case ExpositionLineParser::Outcome::TooLarge:
        return Found::TooLarge;
    case ExpositionLineParser::Outcome::Bad:
        break;
    }
    return bad(m_line.reason());
}

ExpositionScanner::Found ExpositionScanner::readComment(std::string_view line)
{
    const bool isOpenMetrics = m_format == ExpositionFormat::OpenMetrics;
    if (isOpenMetrics && line == kEndMark) {
        m_hasEnded = true;
        return Found::Nothing;
    }
    std::string_view rest = line.substr(1);
    if (!m_isStrict)
        skipBlanks(rest);
    else if (rest.starts_with(' '))
        rest.remove_prefix(1);
    else
        return bad("expected a blank after '#'");
    const std::string_view keyword = takeToken(rest);
    const auto kind = metadataKind(keyword);
    const bool isGlued = keyword.data() == line.data() + 1;
    if (!kind || isGlued || (*kind == ExpositionMetadata::Unit && !isOpenMetrics))
        return m_isStrict ? bad("expected HELP, TYPE, UNIT or EOF after '#'") : Found::Nothing;
    m_kind = *kind;
    return readMetadata(rest);
}

ExpositionScanner::Found ExpositionScanner::readMetadata(std::string_view rest)
{
    if (m_isStrict) {
        const std::size_t nameEnd = rest.find(' ', 1);
        if (!rest.starts_with(' ') || nameEnd == std::string_view::npos)
            return bad("expected a metric name and a text after HELP, TYPE or UNIT");
        m_family = rest.substr(1, nameEnd - 1);
        m_text = rest.substr(nameEnd + 1);
    } else {
        skipBlanks(rest);
        if (rest.empty())
            return Found::Nothing;
        m_family = takeToken(rest);
        skipBlanks(rest);
        m_text = rest;
        if (m_kind != ExpositionMetadata::Help)
            m_text = m_text.substr(0, m_text.find_last_not_of(kBlanks) + 1);
    }
    if (!isMetricName(m_family))
        return bad("expected a metric name after HELP, TYPE or UNIT");
    if (!isUtf8(m_text))
        return bad("a help text is not UTF-8");
    if (m_kind == ExpositionMetadata::Type) {
        if (m_text.empty() && !m_isStrict)
            return Found::Nothing;
        if (!metricType(m_text) || (m_isStrict && m_text == "untyped"))
            return bad("unknown metric type");
    }
    return Found::Metadata;
}

std::string atLine(std::size_t line, std::string_view reason)
{
    return "line " + std::to_string(line) + ": " + std::string(reason);
}

Error tooLargeScrape(std::size_t line, const ExpositionLineParser &parser)
{
    return {ErrorCode::TooLarge,
        "the scrape is refused, " + atLine(line, parser.reason()) + " ("
            + std::to_string(parser.passedLimit()) + ')'};
}

std::optional<Error> checkSize(std::string_view text, const ExpositionLimits &limits)
{
    if (text.size() <= limits.bytes)
        return std::nullopt;
    return Error{ErrorCode::TooLarge,
        "the scrape is refused, it is larger than " + std::to_string(limits.bytes) + " bytes"};
}

Error tooManySamples(const ExpositionLimits &limits)
{
    return {ErrorCode::TooLarge,
        "the scrape is refused, it holds more than " + std::to_string(limits.samples) + " samples"};
}

bool looksLikeHtml(std::string_view text)
{
    text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
    return text.starts_with('<') || text.starts_with("\xef\xbb\xbf<");
}

Error htmlInsteadOfMetrics()
{
    return {ErrorCode::MalformedBody,
        "the answer is a web page, not metrics; check the path of the URL, it is often /metrics"};
}

std::optional<Error> checkEnd(
    std::string_view text, ExpositionFormat format, bool hasEnded, bool hasOnlyBadLines)
{
    if (hasOnlyBadLines && looksLikeHtml(text))
        return htmlInsteadOfMetrics();
    if (format == ExpositionFormat::OpenMetrics && !hasEnded)
        return Error{ErrorCode::MalformedBody,
            "the text ends without # EOF, so it was cut off on the way or is not OpenMetrics"};
    return std::nullopt;
}

} // namespace binnacle::codec

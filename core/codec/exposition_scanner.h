#pragma once

#include "core/base/error.h"
#include "core/codec/exposition_line.h"

#include <cstddef>
#include <optional>
#include <string_view>

namespace binnacle::codec {

enum class ExpositionMetadata { Help, Type, Unit };

enum class MetricType {
    Unknown,
    Counter,
    Gauge,
    Histogram,
    GaugeHistogram,
    Summary,
    Info,
    StateSet
};
// Of both formats, in lower case; "untyped" is Unknown.
std::optional<MetricType> metricType(std::string_view name);

// Goes through one text line by line: samples, comments, metadata and the end mark. Knows grammar
// only; what families may hold is for MetricRules.
class ExpositionScanner
{
public:
    enum class Found { Sample, Metadata, Nothing, Bad, TooLarge };

    ExpositionScanner(ExpositionFormat format, bool isStrict, const ExpositionLimits &limits)
        : m_format(format)
        , m_isStrict(isStrict)
        , m_line(format, isStrict, limits)
    {}

    // `line` without '\n'; must live as long as the scanner.
    Found read(std::string_view line);

    ExpositionLineParser &line() { return m_line; }        // after Sample
    ExpositionMetadata metadata() const { return m_kind; } // after Metadata
    std::string_view family() const { return m_family; }
    std::string_view metadataText() const { return m_text; }
    const char *reason() const { return m_reason; } // after Bad
    bool hasEnded() const { return m_hasEnded; }    // at "# EOF"

private:
    Found readComment(std::string_view line);
    Found readMetadata(std::string_view rest);
    Found bad(const char *reason);

    ExpositionFormat m_format;
    bool m_isStrict;
    ExpositionLineParser m_line;
    ExpositionMetadata m_kind = ExpositionMetadata::Help;
    std::string_view m_family;
    std::string_view m_text;
    const char *m_reason = "";
    bool m_hasEnded = false;
};

// "line 12: expected '=' after a label name"
std::string atLine(std::size_t line, std::string_view reason);

// What is wrong with a text as a whole.
Error tooLargeScrape(std::size_t line, const ExpositionLineParser &parser);
std::optional<Error> checkSize(std::string_view text, const ExpositionLimits &limits);
Error tooManySamples(const ExpositionLimits &limits);
// After the last line: OpenMetrics without its end mark was cut off; a text with bad lines only
// that starts like HTML is a page, not metrics.
std::optional<Error> checkEnd(
    std::string_view text, ExpositionFormat format, bool hasEnded, bool hasOnlyBadLines);
bool looksLikeHtml(std::string_view text);
Error htmlInsteadOfMetrics();

} // namespace binnacle::codec

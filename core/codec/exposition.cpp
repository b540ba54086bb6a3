#include "core/codec/exposition.h"

#include "core/codec/exposition_scanner.h"
#include "core/codec/metric_rules.h"

#include <algorithm>

namespace binnacle::codec {

ExpositionFormat expositionFormatOf(std::string_view contentType)
{
    constexpr std::string_view kOpenMetrics = "application/openmetrics-text";
    contentType.remove_prefix(std::min(contentType.find_first_not_of(' '), contentType.size()));
    const std::string_view type = contentType.substr(0, contentType.find_first_of("; \t"));
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    const bool isOpenMetrics = std::equal(type.begin(), type.end(), kOpenMetrics.begin(),
        kOpenMetrics.end(), [lower](char a, char b) { return lower(a) == b; });
    return isOpenMetrics ? ExpositionFormat::OpenMetrics : ExpositionFormat::Text;
}

struct ExpositionReader::State
{
    State(std::string_view whole, ExpositionFormat textFormat, BadLines onBadLines,
        const ExpositionLimits &most)
        : text(whole)
        , rest(whole)
        , format(textFormat)
        , isRefusing(onBadLines == BadLines::Refuse)
        , limits(most)
        , scanner(format, isRefusing && format == ExpositionFormat::OpenMetrics, limits)
    {
        if (!isRefusing)
            return;
        if (format == ExpositionFormat::OpenMetrics)
            rules = std::make_unique<OpenMetricsRules>();
        else
            rules = std::make_unique<TextRules>();
    }

    std::optional<bool> readLine(std::string_view line);
    std::optional<bool> finish();
    std::optional<bool> onBadLine(const char *reason);

    std::string_view text;
    std::string_view rest;
    ExpositionFormat format;
    bool isRefusing;
    ExpositionLimits limits;
    ExpositionScanner scanner;
    std::unique_ptr<MetricRules> rules; // null when bad lines are skipped
    std::size_t line = 0;
    std::size_t samples = 0;
    std::size_t badLines = 0;
    std::optional<BadLine> firstBadLine;
    std::optional<Error> error;
};

ExpositionReader::ExpositionReader(std::string_view text, ExpositionFormat format,
    BadLines badLines, const ExpositionLimits &limits)
    : m_state(std::make_unique<State>(text, format, badLines, limits))
{
    m_state->error = checkSize(text, limits);
}

ExpositionReader::~ExpositionReader() = default;
ExpositionReader::ExpositionReader(ExpositionReader &&) noexcept = default;
ExpositionReader &ExpositionReader::operator=(ExpositionReader &&) noexcept = default;

// Like readLine: false at an error, nothing to go on.
std::optional<bool> ExpositionReader::State::onBadLine(const char *reason)
{
    ++badLines;
    if (!firstBadLine)
        firstBadLine = BadLine{line, atLine(line, reason)};
    if (!isRefusing)
        return std::nullopt;
    error = samples == 0 && looksLikeHtml(text)
        ? htmlInsteadOfMetrics()
        : Error{ErrorCode::MalformedBody, firstBadLine->reason};
    return false;
}

// True at a sample, false at an error, nothing to go on.
std::optional<bool> ExpositionReader::State::readLine(std::string_view lineText)
{
    ++line;
    switch (scanner.read(lineText)) {
    case ExpositionScanner::Found::Bad:
        return onBadLine(scanner.reason());
    case ExpositionScanner::Found::TooLarge:
        error = tooLargeScrape(line, scanner.line());
        return false;
    case ExpositionScanner::Found::Metadata:
        if (const char *wrong = rules
                ? rules->metadata(scanner.metadata(), scanner.family(), scanner.metadataText())
                : nullptr)
            return onBadLine(wrong);
        return std::nullopt;
    case ExpositionScanner::Found::Nothing:
        return std::nullopt;
    case ExpositionScanner::Found::Sample:
        break;
    }
    if (const char *wrong = rules ? rules->sample(scanner.line()) : nullptr)
        return onBadLine(wrong);
    if (scanner.line().tail().isNative)
        return std::nullopt;
    if (++samples <= limits.samples)
        return true;
    error = tooManySamples(limits);
    return false;
}

std::optional<bool> ExpositionReader::State::finish()
{
    error = checkEnd(text, format, scanner.hasEnded(), samples == 0 && badLines > 0);
    if (!error && rules) {
        if (const char *wrong = std::exchange(rules, nullptr)->finish())
            onBadLine(wrong);
    }
    return false;
}

Result<bool> ExpositionReader::next(ExpositionSample &sample)
{
    State &state = *m_state;
    std::optional<bool> found = state.error ? std::optional(false) : std::nullopt;
    while (!found && !state.rest.empty()) {
        const std::string_view line = state.rest.substr(0, state.rest.find('\n'));
        state.rest.remove_prefix(std::min(line.size() + 1, state.rest.size()));
        found = state.readLine(line);
    }
    if (!found)
        found = state.finish();
    if (state.error)
        return *state.error;
    if (!*found)
        return false;
    const SampleTail &tail = state.scanner.line().tail();
    sample = {state.scanner.line().series(), tail.value, tail.timestampMs};
    return true;
}

std::string_view ExpositionReader::name() const
{
    return m_state->scanner.line().name();
}

const std::vector<ExpositionLabel> &ExpositionReader::labels()
{
    return m_state->scanner.line().labels();
}

std::size_t ExpositionReader::badLines() const
{
    return m_state->badLines;
}

const std::optional<BadLine> &ExpositionReader::firstBadLine() const
{
    return m_state->firstBadLine;
}

SeriesText seriesText(std::string_view series)
{
    ExpositionLimits unlimited;
    unlimited.labels = unlimited.nameBytes = unlimited.valueBytes = series.size();
    ExpositionLineParser parser(ExpositionFormat::Text, false, unlimited);
    SeriesText result;
    if (!parser.parseSeries(series))
        return result;
    result.name = parser.name();
    for (const ExpositionLabel &label : parser.labels())
        result.labels.emplace_back(label.name, std::string(label.value));
    return result;
}

} // namespace binnacle::codec

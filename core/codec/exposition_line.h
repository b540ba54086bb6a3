#pragma once

#include "core/codec/exposition.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::codec {

// What follows name and labels on a line.
struct SampleTail
{
    double value = 0;
    std::optional<std::int64_t> timestampMs;
    double timestamp = 0; // the same as written: seconds in OpenMetrics, milliseconds in text
    bool hasExemplar = false;
    bool isNative = false; // a native histogram, an extension that has no single value
};

// Parses sample lines of one text by grammar alone, independent of other lines. Successive lines
// hardly differ but in their last label, so what a line has in common with the previous one is not
// parsed again.
//
// A strict parser (OpenMetrics that is refused for one bad line) wants each blank and comma exactly
// where the specification puts it; otherwise the leniency of the text format applies to both.
class ExpositionLineParser
{
public:
    enum class Outcome { Good, Bad, TooLarge };

    ExpositionLineParser(ExpositionFormat format, bool isStrict, const ExpositionLimits &limits);

    // `line` comes without its line end and must live as long as the parser: the next line may
    // refer to it.
    Outcome parse(std::string_view line);
    // Only name and labels, without what follows them.
    bool parseSeries(std::string_view series);
    // Only what follows a known series.
    Outcome parseTail(std::string_view tail);

    // After Good: of the line.
    std::string_view series() const { return m_series; }
    std::string_view name() const { return m_series.substr(0, m_nameBytes); }
    const SampleTail &tail() const { return m_tail; }
    // Unescaped; valid until the next line.
    const std::vector<ExpositionLabel> &labels();

    // After Bad and TooLarge: what was expected, or which limit was passed.
    const char *reason() const { return m_reason; }
    std::size_t passedLimit() const { return m_passedLimit; } // after TooLarge

private:
    struct Label
    {
        std::uint32_t end = 0;        // offset behind the closing quote, from the name
        std::uint64_t namesSoFar = 0; // a bit for each name up to here: most repeats are none
        bool isEscaped = false;
    };
    // A label set and where in it parsing stands.
    struct LabelSet
    {
        std::vector<ExpositionLabel> labels; // values as written
        std::vector<Label> details;
        const char *start = nullptr; // what Label::end counts from
        void keepFirst(std::size_t count)
        {
            labels.resize(count);
            details.resize(count);
        }
    };

    const char *seriesEnd(const char *at, const char *end);
    const char *parseLabels(const char *at, const char *end, LabelSet &set);
    const char *parseLabel(const char *at, const char *end, LabelSet &set);
    const char *addLabel(std::string_view name, std::string_view value, const char *at,
        bool isEscaped, LabelSet &set);
    const char *separator(const char *at, const char *end, bool &isClosed);
    const char *parseTimestamp(const char *at, const char *end);
    const char *parseExemplar(const char *at, const char *end);
    const char *skipBlanks(const char *at, const char *end) const
    {
        while (!m_isStrict && at != end && (*at == ' ' || *at == '\t'))
            ++at;
        return at;
    }
    const char *blanksBeforeToken(const char *at, const char *end, const char *expected);
    std::size_t reusableLabels(const char *at, const char *end) const;

    const char *bad(const char *reason);                         // nullptr
    const char *tooLarge(const char *reason, std::size_t limit); // nullptr

    ExpositionFormat m_format;
    bool m_isStrict;
    ExpositionLimits m_limits;
    std::string_view m_series;
    std::size_t m_nameBytes = 0;
    LabelSet m_labels;
    LabelSet m_exemplarLabels;
    bool m_isUnescaped = false; // m_labels' values from the first escaped one on
    std::string m_unescaped;
    SampleTail m_tail;
    const char *m_reason = "";
    std::size_t m_passedLimit = 0;
    bool m_isTooLarge = false;
};

// [a-zA-Z_:][a-zA-Z0-9_:]*, for labels without ':'.
bool isMetricName(std::string_view name);
bool isUtf8(std::string_view text);
// Appends `value` with \\, \" and \n replaced; other backslashes stand for themselves.
void appendUnescaped(std::string &to, std::string_view value);

} // namespace binnacle::codec

// What follows name and labels: value, timestamp, exemplar.
#include "core/codec/exposition_bytes.h"
#include "core/codec/exposition_line.h"
#include "core/codec/exposition_number.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace binnacle::codec {

namespace {

using namespace exposition;

std::size_t codePoints(std::string_view text)
{
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(),
        [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace

const char *ExpositionLineParser::blanksBeforeToken(
    const char *at, const char *end, const char *expected)
{
    if (m_isStrict) {
        if (at == end || *at != ' ')
            return bad(expected);
        ++at;
        return at == end || isBlank(*at) ? bad(expected) : at;
    }
    at = skipBlanks(at, end);
    return at == end ? bad(expected) : at;
}

ExpositionLineParser::Outcome ExpositionLineParser::parseTail(std::string_view tail)
{
    const char *at = tail.data();
    const char *const end = at + tail.size();
    const auto failure = [this] { return m_isTooLarge ? Outcome::TooLarge : Outcome::Bad; };
    m_tail = {};
    at = blanksBeforeToken(at, end, "expected a value");
    if (!at)
        return failure();
    if (m_format == ExpositionFormat::OpenMetrics && startsNative(at, end)) {
        m_tail.isNative = std::find(at, end, '}') == end - 1;
        if (m_tail.isNative)
            return Outcome::Good;
        bad("a native histogram is not closed");
        return Outcome::Bad;
    }
    const char *stop = quickNumber(at, end, m_tail.value);
    if (!stop || (stop != end && !isBlank(*stop))) {
        stop = endOfToken(at, end);
        const auto value = expositionNumber({at, static_cast<std::size_t>(stop - at)});
        if (!value) {
            bad("expected a number as value");
            return Outcome::Bad;
        }
        m_tail.value = *value;
    }
    at = stop;
    if (at == end || skipBlanks(at, end) == end)
        return Outcome::Good;
    at = blanksBeforeToken(at, end, "expected a timestamp after the blank");
    if (at && *at != '#')
        at = parseTimestamp(at, end);
    if (at && at != end && skipBlanks(at, end) != end) {
        at = *at == '#' ? at : blanksBeforeToken(at, end, "expected an exemplar after the blank");
        at = at ? parseExemplar(at, end) : nullptr;
    }
    return at ? Outcome::Good : failure();
}

const char *ExpositionLineParser::parseTimestamp(const char *at, const char *end)
{
    const char *const stop = endOfToken(at, end);
    const std::string_view token(at, static_cast<std::size_t>(stop - at));
    if (m_format == ExpositionFormat::Text) {
        m_tail.timestampMs = expositionMilliseconds(token);
        if (!m_tail.timestampMs)
            return bad("expected whole milliseconds as timestamp");
        m_tail.timestamp = static_cast<double>(*m_tail.timestampMs);
        return stop;
    }
    constexpr double kMostSeconds = 9e15; // in milliseconds below 2^63
    const auto seconds = expositionNumber(token);
    if (!seconds || !(std::abs(*seconds) <= kMostSeconds))
        return bad("expected seconds as timestamp");
    m_tail.timestamp = *seconds;
    m_tail.timestampMs = std::llround(*seconds * 1'000);
    return stop;
}

const char *ExpositionLineParser::parseExemplar(const char *at, const char *end)
{
    if (*at != '#')
        return bad("expected the end of the line or an exemplar");
    at = blanksBeforeToken(at + 1, end, "expected '{' after '#'");
    if (!at)
        return nullptr;
    if (*at != '{')
        return bad("expected '{' after '#'");
    m_exemplarLabels.keepFirst(0);
    m_exemplarLabels.start = at;
    at = parseLabels(at + 1, end, m_exemplarLabels);
    at = at ? blanksBeforeToken(at, end, "expected a value of the exemplar") : nullptr;
    if (!at)
        return nullptr;
    const auto isNumber = [&at, end](bool mayBeInfinite) {
        const char *const start = std::exchange(at, endOfToken(at, end));
        const auto number = expositionNumber({start, static_cast<std::size_t>(at - start)});
        return number && (mayBeInfinite || std::isfinite(*number));
    };
    if (!isNumber(true))
        return bad("expected a number as value of the exemplar");
    if (skipBlanks(at, end) != end) {
        at = blanksBeforeToken(at, end, "expected a timestamp of the exemplar");
        if (!at || !isNumber(false))
            return bad("expected seconds as timestamp of the exemplar");
    }
    if (skipBlanks(at, end) != end)
        return bad("expected the end of the line after the exemplar");

    std::size_t characters = 0;
    for (const ExpositionLabel &label : m_exemplarLabels.labels)
        characters += label.name.size() + codePoints(label.value);
    constexpr std::size_t kMostCharacters = 128; // OpenMetrics 1.0, "Exemplars"
    if (m_isStrict && characters > kMostCharacters)
        return bad("the labels of an exemplar are longer than 128 characters");
    m_tail.hasExemplar = true;
    return at;
}

} // namespace binnacle::codec

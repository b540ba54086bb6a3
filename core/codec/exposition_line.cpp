#include "core/codec/exposition_line.h"

#include "core/codec/exposition_bytes.h"

#include <simdjson.h>

#include <algorithm>
#include <limits>

namespace binnacle::codec {

namespace {

using namespace exposition;

constexpr std::size_t kLongestSeries = 1U << 20; // what a series table stores in one piece

std::size_t unescapedSize(std::string_view value)
{
    std::size_t size = 0;
    for (std::size_t i = 0; i < value.size(); ++i, ++size) {
        if (value[i] == '\\' && i + 1 < value.size()
            && (value[i + 1] == '\\' || value[i + 1] == '"' || value[i + 1] == 'n'))
            ++i;
    }
    return size;
}

} // namespace

bool isMetricName(std::string_view name)
{
    const char *const end = name.data() + name.size();
    return !name.empty() && endOfName(name.data(), end) == end;
}

bool isUtf8(std::string_view text)
{
    return simdjson::validate_utf8(text.data(), text.size());
}

void appendUnescaped(std::string &to, std::string_view value)
{
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char next = value[i] == '\\' && i + 1 < value.size() ? value[i + 1] : '\0';
        if (next == 'n')
            to += '\n';
        else if (next == '\\' || next == '"')
            to += next;
        else {
            to += value[i];
            continue;
        }
        ++i;
    }
}

ExpositionLineParser::ExpositionLineParser(
    ExpositionFormat format, bool isStrict, const ExpositionLimits &limits)
    : m_format(format)
    , m_isStrict(isStrict)
    , m_limits(limits)
{}

const char *ExpositionLineParser::bad(const char *reason)
{
    m_reason = reason;
    m_isTooLarge = false;
    return nullptr;
}

const char *ExpositionLineParser::tooLarge(const char *reason, std::size_t limit)
{
    m_reason = reason;
    m_passedLimit = limit;
    m_isTooLarge = true;
    return nullptr;
}

ExpositionLineParser::Outcome ExpositionLineParser::parse(std::string_view line)
{
    const char *const end = line.data() + line.size();
    const char *const at = seriesEnd(skipBlanks(line.data(), end), end);
    if (at)
        return parseTail({at, static_cast<std::size_t>(end - at)});
    m_series = {};
    m_labels.keepFirst(0);
    return m_isTooLarge ? Outcome::TooLarge : Outcome::Bad;
}

bool ExpositionLineParser::parseSeries(std::string_view series)
{
    const char *const end = series.data() + series.size();
    if (seriesEnd(series.data(), end) == end)
        return true;
    m_series = {};
    m_labels.keepFirst(0);
    return false;
}

std::size_t ExpositionLineParser::reusableLabels(const char *at, const char *end) const
{
    if (m_labels.details.empty())
        return 0;
    const std::size_t most = std::min(static_cast<std::size_t>(end - at), m_series.size());
    const std::size_t common = commonBytes(at, m_series.data(), most);
    std::size_t count = m_labels.details.size();
    while (count > 0 && m_labels.details[count - 1].end > common)
        --count;
    if (!m_isUnescaped)
        return count;
    for (std::size_t i = 0; i < count; ++i) {
        if (m_labels.details[i].isEscaped)
            return i;
    }
    return count;
}

const char *ExpositionLineParser::seriesEnd(const char *at, const char *end)
{
    const char *const start = at;
    const std::size_t reusable = reusableLabels(at, end);
    m_labels.keepFirst(reusable);
    m_labels.start = start;
    m_isUnescaped = false;
    if (reusable > 0) {
        at += m_labels.details.back().end;
    } else {
        at = endOfName(start, end);
        m_nameBytes = static_cast<std::size_t>(at - start);
        if (m_nameBytes == 0)
            return bad("expected a metric name");
        if (m_nameBytes > m_limits.nameBytes)
            return tooLarge("a metric name is longer than allowed", m_limits.nameBytes);
        const char *const brace = skipBlanks(at, end);
        if (brace == at && at != end && *at != '{' && *at != ' ')
            return bad("unexpected character in a metric name");
        const bool isNative = m_format == ExpositionFormat::OpenMetrics && startsNative(brace, end);
        if (brace == end || *brace != '{' || isNative) {
            m_series = {start, m_nameBytes};
            return at;
        }
        at = brace + 1;
    }
    at = parseLabels(at, end, m_labels);
    if (!at)
        return nullptr;
    m_series = {start, static_cast<std::size_t>(at - start)};
    if (m_series.size() > kLongestSeries)
        return tooLarge("name and labels of a sample are longer than allowed", kLongestSeries);
    return at;
}

const char *ExpositionLineParser::separator(const char *at, const char *end, bool &isClosed)
{
    const char *const next = skipBlanks(at, end);
    isClosed = next != end && *next == '}';
    if (next == end)
        return bad("expected '}' after the labels");
    if (isClosed)
        return next + 1;
    if (*next == ',') {
        const char *const name = skipBlanks(next + 1, end);
        isClosed = !m_isStrict && name != end && *name == '}';
        return isClosed ? name + 1 : name;
    }
    // Prometheus itself does without the comma where there is a blank.
    return next != at ? next : bad("expected ',' or '}' after a label value");
}

const char *ExpositionLineParser::parseLabels(const char *at, const char *end, LabelSet &set)
{
    bool isClosed = false;
    if (set.labels.empty()) {
        at = skipBlanks(at, end);
        if (at != end && (*at == '}' || (*at == ',' && !m_isStrict))) {
            at = separator(at, end, isClosed);
            if (at && !isClosed)
                return bad("expected a label name before ','");
        }
        if (isClosed)
            return at;
        at = parseLabel(at, end, set);
    }
    while (at) {
        at = separator(at, end, isClosed);
        if (isClosed || !at)
            return at;
        at = parseLabel(at, end, set);
    }
    return nullptr;
}

const char *ExpositionLineParser::parseLabel(const char *at, const char *end, LabelSet &set)
{
    const char *const nameEnd = endOfLabelName(at, end);
    const std::string_view name(at, static_cast<std::size_t>(nameEnd - at));
    if (name.empty())
        return bad("expected a label name");
    at = skipBlanks(nameEnd, end);
    if (at == end || *at != '=')
        return bad("expected '=' after a label name");
    at = skipBlanks(at + 1, end);
    if (at == end || *at != '"')
        return bad("expected a quoted label value after '='");

    const char *const start = ++at;
    std::uint64_t high = 0;
    bool isEscaped = false;
    for (at = endOfPlain(at, end, high); at != end && *at == '\\'; isEscaped = true) {
        if (end - at < 2)
            return bad("a label value is not closed");
        if (static_cast<unsigned char>(at[1]) >= 0x80)
            high = kHighBits;
        at = endOfPlain(at + 2, end, high);
    }
    if (at == end)
        return bad("a label value is not closed");
    const std::string_view value(start, static_cast<std::size_t>(at - start));
    if (high != 0 && !isUtf8(value))
        return bad("a label value is not UTF-8");
    return addLabel(name, value, at + 1, isEscaped, set);
}

const char *ExpositionLineParser::addLabel(
    std::string_view name, std::string_view value, const char *at, bool isEscaped, LabelSet &set)
{
    if (name.size() > m_limits.nameBytes)
        return tooLarge("a label name is longer than allowed", m_limits.nameBytes);
    if (value.size() > m_limits.valueBytes
        && (!isEscaped || unescapedSize(value) > m_limits.valueBytes))
        return tooLarge("a label value is longer than allowed", m_limits.valueBytes);
    if (set.labels.size() >= m_limits.labels)
        return tooLarge("a sample has more labels than allowed", m_limits.labels);

    const std::uint64_t bit = bitOf(name);
    const std::uint64_t namesSoFar = set.details.empty() ? 0 : set.details.back().namesSoFar;
    if ((namesSoFar & bit) != 0
        && std::any_of(set.labels.begin(), set.labels.end(),
            [name](const ExpositionLabel &label) { return label.name == name; }))
        return bad("a label name appears twice");
    const auto offset = std::min<std::size_t>(
        static_cast<std::size_t>(at - set.start), std::numeric_limits<std::uint32_t>::max());
    set.labels.push_back({name, value});
    set.details.push_back({static_cast<std::uint32_t>(offset), namesSoFar | bit, isEscaped});
    return at;
}

const std::vector<ExpositionLabel> &ExpositionLineParser::labels()
{
    if (m_isUnescaped)
        return m_labels.labels;
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < m_labels.labels.size(); ++i)
        bytes += m_labels.details[i].isEscaped ? m_labels.labels[i].value.size() : 0;
    if (bytes == 0)
        return m_labels.labels;
    m_isUnescaped = true;
    m_unescaped.clear();
    m_unescaped.reserve(bytes); // so that the views below stay
    for (std::size_t i = 0; i < m_labels.labels.size(); ++i) {
        if (!m_labels.details[i].isEscaped)
            continue;
        const std::size_t start = m_unescaped.size();
        appendUnescaped(m_unescaped, m_labels.labels[i].value);
        m_labels.labels[i].value = std::string_view(m_unescaped).substr(start);
    }
    return m_labels.labels;
}

} // namespace binnacle::codec

#include "core/collect/series_table.h"

#include "core/codec/exposition_number.h"
#include "core/codec/exposition_scanner.h"

#include <algorithm>
#include <cstring>

namespace binnacle::collect {

namespace {

constexpr std::size_t kSamplesToJudgeBy = 512;
constexpr std::size_t kMostScrapesKept = 4; // limits of one scrape that the table may hold

} // namespace

struct SeriesTable::Pass
{
    Pass(std::string_view text, codec::ExpositionFormat format,
        const codec::ExpositionLimits &scrapeLimits)
        : at(text.data())
        , end(text.data() + text.size())
        , limits(scrapeLimits)
        , scanner(format, false, scrapeLimits)
    {}

    const char *at;
    const char *const begin = at;
    const char *const end;
    const codec::ExpositionLimits &limits;
    codec::ExpositionScanner scanner;
    std::uint32_t expected = KnownSeries::kNone;
    std::uint32_t previous = KnownSeries::kNone;
    bool isRepeat = false;     // series were known before
    std::string_view searched; // the last series that was looked for and its hash
    std::uint32_t searchedHash = 0;
    std::size_t line = 0;
    Scrape result;
};

SeriesTable::SeriesTable(SeriesResolver &resolver)
    : m_resolver(resolver)
{}

// Makes room for what the rest of a first scrape will hold if it goes on as it began.
void SeriesTable::reserveFor(const Pass &pass)
{
    const auto bytesRead = static_cast<std::size_t>(pass.at - pass.begin) + 1;
    const auto bytes = static_cast<std::size_t>(pass.end - pass.begin);
    const std::size_t samples
        = std::min(pass.limits.samples, bytes / (bytesRead / pass.result.samples + 1) * 17 / 16);
    m_known.reserve(samples);
    m_values.reserve(samples);
    m_lastSeen.reserve(samples);
}

void SeriesTable::record(std::uint32_t entry, double value)
{
    KnownSeries::Entry &known = m_known[entry];
    known.lastSeen = m_scrapes;
    if (known.series == kIgnoredSeries)
        return;
    m_values[known.series] = value;
    m_lastSeen[known.series] = m_scrapes;
}

// The line as last time with another value: gives its end, nullptr when it is another line or not
// as plain as most.
const char *SeriesTable::takeExpected(Pass &pass)
{
    const KnownSeries::Entry &known = m_known[pass.expected];
    const std::size_t size = known.size();
    if (static_cast<std::size_t>(pass.end - pass.at) <= size || !known.equals(pass.at))
        return nullptr;
    const char *const tail = pass.at + size;
    if (*tail != ' ')
        return nullptr;
    double value = 0;
    const char *stop = codec::quickNumber(tail + 1, pass.end, value);
    if (!stop || (stop != pass.end && *stop != '\n')) {
        stop = std::find(tail, pass.end, '\n');
        const bool hasReturn = stop[-1] == '\r';
        const auto tailBytes = static_cast<std::size_t>(stop - tail) - (hasReturn ? 1 : 0);
        codec::ExpositionLineParser &parser = pass.scanner.line();
        if (parser.parseTail({tail, tailBytes}) != codec::ExpositionLineParser::Outcome::Good
            || parser.tail().isNative)
            return nullptr;
        value = parser.tail().value;
    }
    record(pass.expected, value);
    pass.previous = pass.expected;
    pass.expected = known.next;
    return stop;
}

void SeriesTable::follow(Pass &pass, std::uint32_t entry)
{
    if (pass.previous == KnownSeries::kNone)
        m_first = entry;
    else
        m_known[pass.previous].next = entry;
    pass.previous = entry;
    pass.expected = m_known[entry].next;
}

// A known series out of turn: what stands before the last blank, when it is known, is the series,
// for these bytes were parsed before. Anything less plain is left to the parser.
bool SeriesTable::takeKnown(Pass &pass, const char *stop)
{
    const char *blank = stop;
    while (blank != pass.at && blank[-1] != ' ')
        --blank;
    double value = 0;
    if (blank == pass.at || codec::quickNumber(blank, stop, value) != stop)
        return false;
    pass.searched = {pass.at, static_cast<std::size_t>(blank - 1 - pass.at)};
    pass.searchedHash = m_known.hashOf(pass.searched);
    const std::uint32_t entry = m_known.find(pass.searched, pass.searchedHash);
    if (entry == KnownSeries::kNone || m_known[entry].lastSeen < m_limitsSince)
        return false;
    record(entry, value);
    follow(pass, entry);
    return true;
}

std::optional<Error> SeriesTable::takeSample(Pass &pass)
{
    codec::ExpositionLineParser &parser = pass.scanner.line();
    const std::string_view series = parser.series();
    const bool isSearched
        = series.data() == pass.searched.data() && series.size() == pass.searched.size();
    const std::uint32_t hash = isSearched ? pass.searchedHash : m_known.hashOf(series);
    std::uint32_t entry = m_known.find(series, hash);
    if (entry == KnownSeries::kNone) {
        if (m_known.size() >= kMostScrapesKept * pass.limits.samples
            || m_known.keyBytes() + series.size() > kMostScrapesKept * pass.limits.bytes)
            return Error{ErrorCode::TooLarge,
                "the scrape is refused, this endpoint changes its series too fast"};
        const SeriesId id = m_resolver.resolve(parser.name(), parser.labels());
        if (id != kIgnoredSeries && id >= m_values.size()) {
            m_values.resize(std::size_t{id} + 1);
            m_lastSeen.resize(std::size_t{id} + 1);
        }
        entry = m_known.add(series, hash, id);
        ++pass.result.newSeries;
    }
    record(entry, parser.tail().value);
    follow(pass, entry);
    return std::nullopt;
}

// Any line; gives its end.
const char *SeriesTable::takeLine(Pass &pass, std::optional<Error> &error)
{
    const auto left = static_cast<std::size_t>(pass.end - pass.at);
    const auto *newline = static_cast<const char *>(std::memchr(pass.at, '\n', left));
    const char *const stop = newline ? newline : pass.end;
    if (pass.isRepeat && !pass.scanner.hasEnded() && takeKnown(pass, stop)) {
        ++pass.result.samples;
        return stop;
    }
    using enum codec::ExpositionScanner::Found;
    switch (pass.scanner.read({pass.at, static_cast<std::size_t>(stop - pass.at)})) {
    case Sample:
        if (++pass.result.samples <= pass.limits.samples)
            error = takeSample(pass);
        break;
    case TooLarge:
        error = codec::tooLargeScrape(pass.line, pass.scanner.line());
        break;
    case Bad:
        ++pass.result.badLines;
        if (!pass.result.firstBadLine)
            pass.result.firstBadLine
                = codec::BadLine{pass.line, codec::atLine(pass.line, pass.scanner.reason())};
        break;
    case Metadata:
    case Nothing:
        break;
    }
    return stop;
}

Result<SeriesTable::Scrape> SeriesTable::scrape(
    std::string_view text, codec::ExpositionFormat format, const codec::ExpositionLimits &limits)
{
    ++m_scrapes;
    if (auto error = codec::checkSize(text, limits))
        return *std::move(error);
    Pass pass(text, format, limits);
    pass.result.number = m_scrapes;
    if (limits != m_limits) { // known series need to be looked at again
        m_known.forgetOrder();
        m_first = KnownSeries::kNone;
        m_limits = limits;
        m_limitsSince = m_scrapes;
    }
    pass.isRepeat = m_known.size() > 0;
    pass.expected = m_first;
    std::optional<Error> error;
    while (pass.at != pass.end) {
        ++pass.line;
        const bool isExpecting = pass.expected != KnownSeries::kNone && !pass.scanner.hasEnded();
        const char *stop = isExpecting ? takeExpected(pass) : nullptr;
        if (stop)
            ++pass.result.samples;
        else
            stop = takeLine(pass, error);
        if (!error && pass.result.samples > limits.samples)
            error = codec::tooManySamples(limits);
        if (error)
            return *std::move(error);
        pass.at = stop == pass.end ? stop : stop + 1;
        if (pass.result.samples == kSamplesToJudgeBy && !pass.isRepeat)
            reserveFor(pass);
    }
    const bool hasOnlyBadLines = pass.result.samples == 0 && pass.result.badLines > 0;
    if (auto wrong = codec::checkEnd(text, format, pass.scanner.hasEnded(), hasOnlyBadLines))
        return *std::move(wrong);
    return pass.result;
}

void SeriesTable::forgetBefore(std::uint32_t number)
{
    bool isAnyOld = false;
    for (std::uint32_t entry = 0; entry < m_known.size(); ++entry) {
        if (m_known[entry].lastSeen >= number)
            continue;
        isAnyOld = true;
        if (m_known[entry].series != kIgnoredSeries)
            m_resolver.forgotten(m_known[entry].series);
    }
    if (isAnyOld)
        m_first = m_known.keepSince(number, m_first);
}

std::size_t SeriesTable::bytes() const
{
    return m_known.bytes() + m_values.capacity() * sizeof(double)
        + m_lastSeen.capacity() * sizeof(std::uint32_t);
}

} // namespace binnacle::collect

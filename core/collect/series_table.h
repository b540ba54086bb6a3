#pragma once

#include "core/base/result.h"
#include "core/codec/exposition.h"
#include "core/collect/known_series.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace binnacle::collect {

// Says what a series is worth, once, when it is first seen.
class SeriesResolver
{
public:
    virtual ~SeriesResolver() = default;
    // A number below kIgnoredSeries, dense from 0 (each call that does not ignore gives the next
    // one, or one that was forgotten), or kIgnoredSeries. The views die with the call.
    virtual SeriesId resolve(std::string_view name, std::span<const codec::ExpositionLabel> labels)
        = 0;
    // The series was not seen for long. The table no longer uses its number, so that the resolver
    // may give it to another.
    virtual void forgotten(SeriesId series) = 0;
};

// The series of one metrics endpoint and their newest values. A scrape hardly ever changes the
// order of its lines, so each line is first compared with the one that followed last time: then
// only the value is parsed. Other known series cost one hash lookup, new ones are parsed in full
// and resolved. At most 250 bytes a series, key included.
//
// Not thread-safe.
class SeriesTable
{
public:
    explicit SeriesTable(SeriesResolver &resolver); // must outlive the table

    struct Scrape
    {
        std::uint32_t number = 0; // from 1; also given to refused scrapes, so it may skip
        std::size_t samples = 0;  // ignored ones included
        std::size_t newSeries = 0;
        std::size_t badLines = 0; // skipped
        std::optional<codec::BadLine> firstBadLine;
    };
    // Takes in one scrape as a whole; bad lines are skipped. Errors: MalformedBody, TooLarge: then
    // no value counts, for lastSeen() names a scrape that was refused. New series of a refused
    // scrape stay known, so that the next one does not cost as much. More than four times the limit
    // of samples or bytes is never kept: then the scrape is TooLarge until older series are
    // forgotten.
    Result<Scrape> scrape(std::string_view text, codec::ExpositionFormat format,
        const codec::ExpositionLimits &limits = {});

    // By SeriesId. A value counts for scrape n only when lastSeen is n.
    std::span<const double> values() const { return m_values; }
    std::span<const std::uint32_t> lastSeen() const { return m_lastSeen; }

    // Forgets series not seen since scrape `number`.
    void forgetBefore(std::uint32_t number);

    std::size_t size() const { return m_known.size(); } // ignored series included
    std::size_t bytes() const;

private:
    struct Pass; // of one text

    const char *takeExpected(Pass &pass);
    const char *takeLine(Pass &pass, std::optional<Error> &error);
    bool takeKnown(Pass &pass, const char *stop);
    std::optional<Error> takeSample(Pass &pass);
    void reserveFor(const Pass &pass);
    void record(std::uint32_t entry, double value);
    void follow(Pass &pass, std::uint32_t entry);

    SeriesResolver &m_resolver;
    KnownSeries m_known;
    codec::ExpositionLimits m_limits;           // of the last scrapes
    std::uint32_t m_limitsSince = 0;            // the scrape from which on
    std::uint32_t m_first = KnownSeries::kNone; // of the last scrape
    std::uint32_t m_scrapes = 0;
    std::vector<double> m_values;
    std::vector<std::uint32_t> m_lastSeen;
};

} // namespace binnacle::collect

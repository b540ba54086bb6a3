#pragma once

#include "core/codec/exposition.h"
#include "core/collect/series_table.h"

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace binnacle::test {

inline void require(bool condition)
{
    if (!condition)
        std::abort();
}

inline bool sameNumber(double a, double b)
{
    return std::bit_cast<std::uint64_t>(a) == std::bit_cast<std::uint64_t>(b) || (a != a && b != b);
}

inline constexpr codec::ExpositionLimits kFuzzLimits{
    .bytes = 4'096, .samples = 40, .labels = 6, .nameBytes = 24, .valueBytes = 24};

// A table that has taken scrapes and what a plain reading of the same texts gave: samples, values,
// bad lines and errors must be equal, whichever of its ways the table took.
class ExpositionOracle final : public collect::SeriesResolver
{
public:
    explicit ExpositionOracle(codec::ExpositionFormat format)
        : m_format(format)
    {}

    void scrape(std::string_view text)
    {
        Reading plain = read(text, codec::BadLines::Skip);
        const auto taken = m_table.scrape(text, m_format, kFuzzLimits);
        require(taken.has_value() == !plain.error);
        checkStrict(text, plain);
        if (!taken) {
            require(taken.error().code == plain.error->code);
            require(taken.error().message == plain.error->message);
            return;
        }
        require(taken->samples == plain.samples.size() && taken->badLines == plain.badLines);
        require((taken->firstBadLine ? taken->firstBadLine->reason : std::string())
            == plain.firstBadLine);
        std::unordered_map<std::string, double> newest;
        for (const auto &[series, value] : plain.samples)
            newest[series] = value;
        std::size_t seen = 0;
        for (std::size_t i = 0; i < m_table.values().size(); ++i)
            seen += m_table.lastSeen()[i] == taken->number ? 1 : 0;
        require(seen == newest.size());
        // New series get their numbers in order of appearance, like the table's.
        for (const auto &[series, value] : newest) {
            const auto found = m_numbers.find(series);
            require(found != m_numbers.end());
            require(m_table.lastSeen()[found->second] == taken->number);
            require(sameNumber(m_table.values()[found->second], value));
        }
    }

    void forgetAll() { m_table.forgetBefore(0xffff'ffff); }

    collect::SeriesId resolve(
        std::string_view name, std::span<const codec::ExpositionLabel> labels) override
    {
        require(!name.empty() && labels.size() <= kFuzzLimits.labels);
        const auto number = static_cast<collect::SeriesId>(m_resolved++);
        require(m_pending < m_order.size());
        m_numbers[m_order[m_pending++]] = number;
        return number;
    }
    void forgotten(collect::SeriesId series) override
    {
        require(std::erase_if(m_numbers, [series](const auto &one) { return one.second == series; })
            == 1);
    }

private:
    struct Reading
    {
        std::vector<std::pair<std::string, double>> samples;
        std::size_t badLines = 0;
        std::string firstBadLine;
        std::optional<Error> error;
    };

    Reading read(std::string_view text, codec::BadLines badLines)
    {
        Reading reading;
        codec::ExpositionReader reader(text, m_format, badLines, kFuzzLimits);
        codec::ExpositionSample sample;
        if (badLines == codec::BadLines::Skip) {
            m_order.clear();
            m_pending = 0;
        }
        std::unordered_map<std::string, int> fresh;
        for (;;) {
            const auto next = reader.next(sample);
            if (!next)
                reading.error = next.error();
            if (!next || !*next)
                break;
            checkSeries(reader, sample);
            const std::string series(sample.series);
            reading.samples.emplace_back(series, sample.value);
            if (badLines == codec::BadLines::Skip && !m_numbers.contains(series)
                && fresh.emplace(series, 0).second)
                m_order.push_back(series);
        }
        reading.badLines = reader.badLines();
        if (reader.firstBadLine())
            reading.firstBadLine = reader.firstBadLine()->reason;
        return reading;
    }

    // The labels again from the bytes of the series alone.
    static void checkSeries(codec::ExpositionReader &reader, const codec::ExpositionSample &sample)
    {
        const codec::SeriesText again = codec::seriesText(sample.series);
        require(again.name == reader.name() && again.labels.size() == reader.labels().size());
        for (std::size_t i = 0; i < again.labels.size(); ++i) {
            require(again.labels[i].first == reader.labels()[i].name);
            require(again.labels[i].second == reader.labels()[i].value);
        }
    }

    // What a strict reader accepts, a lenient one reads alike.
    void checkStrict(std::string_view text, const Reading &lenient)
    {
        const Reading strict = read(text, codec::BadLines::Refuse);
        if (strict.error) {
            require(!strict.error->message.empty());
            return;
        }
        require(!lenient.error && lenient.badLines == 0);
        require(strict.samples.size() == lenient.samples.size());
        for (std::size_t i = 0; i < strict.samples.size(); ++i) {
            require(strict.samples[i].first == lenient.samples[i].first);
            require(sameNumber(strict.samples[i].second, lenient.samples[i].second));
        }
    }

    codec::ExpositionFormat m_format;
    std::unordered_map<std::string, collect::SeriesId> m_numbers;
    std::vector<std::string> m_order; // new series of the current text
    std::size_t m_pending = 0;
    std::size_t m_resolved = 0;
    collect::SeriesTable m_table{*this};
};

// Two different scrapes of one endpoint and repeats of both: by order, by hash and in full.
inline void fuzzExposition(codec::ExpositionFormat format, std::string_view input)
{
    constexpr char kSeparator = '\x01';
    const std::size_t split = std::min(input.find(kSeparator), input.size());
    const std::string one(input.substr(0, split));
    const std::string other(input.substr(std::min(split + 1, input.size())));
    ExpositionOracle oracle(format);
    for (const std::string *text : {&one, &one, &other, &one, &other, &other})
        oracle.scrape(*text);
    oracle.forgetAll();
    oracle.scrape(one);
}

} // namespace binnacle::test

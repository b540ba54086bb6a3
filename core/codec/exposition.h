#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::codec {

// Prometheus text 0.0.4 and OpenMetrics 1.0. They differ in what they allow; the content type of
// the answer decides, without one it is Text.
enum class ExpositionFormat { Text, OpenMetrics };
ExpositionFormat expositionFormatOf(std::string_view contentType);

// Passing one refuses the scrape as a whole, for it is never applied by half; as many as this are
// allowed.
struct ExpositionLimits
{
    std::size_t bytes = 64U << 20;
    std::size_t samples = 200'000;
    std::size_t labels = 64; // of one sample
    std::size_t nameBytes = 256;
    std::size_t valueBytes = 4'096; // of a label, unescaped
    bool operator==(const ExpositionLimits &) const = default;
};

// What to do with a line that breaks the format: OpenMetrics and strict readers refuse the whole
// text, a collector skips and counts the line (contract 02 §2.2). Refuse also checks what lines say
// together: repeated metadata, families in pieces, impossible histograms.
enum class BadLines { Refuse, Skip };

struct ExpositionLabel
{
    std::string_view name;
    std::string_view value; // unescaped; valid until the next call
};

struct ExpositionSample
{
    // Name and labels as written, without the blanks before the value. Two samples with the same
    // bytes are the same series, so a reader that knows the bytes need not look at the labels.
    std::string_view series;
    double value = 0;
    std::optional<std::int64_t> timestampMs;
};

struct BadLine
{
    std::size_t line = 0; // from 1
    std::string reason;   // "line 12: expected '=' after label name"
};

// Reads a text sample by sample without copying it. `text` must outlive the reader. Comments, TYPE
// and HELP lines, exemplars and `# EOF` are checked as the format demands and skipped. OpenMetrics
// without `# EOF` was cut off and is refused either way.
//
// Not thread-safe.
class ExpositionReader
{
public:
    ExpositionReader(std::string_view text, ExpositionFormat format, BadLines badLines,
        const ExpositionLimits &limits = {});
    ~ExpositionReader();
    ExpositionReader(ExpositionReader &&) noexcept;
    ExpositionReader &operator=(ExpositionReader &&) noexcept;

    // False: the end. Errors, which stay: MalformedBody naming the line, TooLarge naming the limit.
    // A page of HTML is MalformedBody, once it is clear that not one line is a sample.
    Result<bool> next(ExpositionSample &sample);

    // Of the sample that next() gave last: the metric's name and its labels in order of writing.
    std::string_view name() const;
    const std::vector<ExpositionLabel> &labels();

    std::size_t badLines() const;
    const std::optional<BadLine> &firstBadLine() const;

private:
    struct State;
    std::unique_ptr<State> m_state;
};

// Name and labels of the bytes of `ExpositionSample::series`, unescaped. For series that were
// accepted by a reader before.
struct SeriesText
{
    std::string_view name;
    std::vector<std::pair<std::string_view, std::string>> labels;
};
SeriesText seriesText(std::string_view series);

} // namespace binnacle::codec

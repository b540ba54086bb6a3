#pragma once

#include "core/base/time.h"
#include "ui/widgets/status_glyph.h"

#include <QString>

#include <cstddef>
#include <optional>
#include <vector>

namespace binnacle::ui {

// One line of a chart: a value for each step; unset is a gap.
struct TrendSeries
{
    enum class Role { Main, Second, Third, Previous, Guide, Forecast };
    Role role = Role::Main;
    QString name; // in the crosshair and above the column of numbers
    std::vector<std::optional<double>> values;
    Timestamp start{}; // of the first step
    Duration step{};
    bool isFilled = false; // faint, down to the bottom

    // A step is drawn at its middle.
    Timestamp timeAt(std::size_t index) const
    {
        return start + step * static_cast<std::int64_t>(index) + step / 2;
    }
    // The step that holds the instant; unset: before the first or after the last.
    std::optional<std::size_t> indexAt(Timestamp at) const;
    std::optional<double> valueAt(Timestamp at) const; // unset: a gap or no such step
};

// A span behind the lines: something burned, something was silent.
struct TrendSpan
{
    TimeRange range;
    StatusKind status = StatusKind::Critical;
    // Why the main line may have no value in it, in a word or two: such a span is dotted, and gaps
    // within it are not hatched. Empty: it explains nothing.
    QString reason{};
};

// The reason of the span that holds the instant; empty: none does.
QString reasonAt(const std::vector<TrendSpan> &spans, Timestamp at);

} // namespace binnacle::ui

#pragma once

#include "core/domain/query_result.h"

#include <vector>

namespace binnacle::ui {

// Whether a result can be drawn, and how: bars for groups, lines over time.
struct QueryChartShape
{
    enum class Kind { None, Bars, Lines };
    enum class Obstacle { None, NoRows, NoNumbers, TooManyNumbers, NoGroup, SeveralGroups };

    Kind kind = Kind::None;
    Obstacle obstacle = Obstacle::NoRows;
    std::size_t group = 0;           // the column that names the bars or the instants
    std::vector<std::size_t> values; // columns with numbers, at most four
};

inline constexpr std::size_t kMostChartValues = 4;

QueryChartShape chartShapeOf(const QueryResult &result);

} // namespace binnacle::ui

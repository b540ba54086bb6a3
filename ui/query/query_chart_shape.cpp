#include "ui/query/query_chart_shape.h"

#include "ui/query/query_text.h"

namespace binnacle::ui {

QueryChartShape chartShapeOf(const QueryResult &result)
{
    using Obstacle = QueryChartShape::Obstacle;
    QueryChartShape shape;
    if (result.rows.empty())
        return shape;
    std::vector<std::size_t> groups;
    for (std::size_t column = 0; column < result.columns.size(); ++column) {
        if (isQuantity(result.columns[column].type))
            shape.values.push_back(column);
        else
            groups.push_back(column);
    }
    if (shape.values.empty())
        shape.obstacle = Obstacle::NoNumbers;
    else if (shape.values.size() > kMostChartValues)
        shape.obstacle = Obstacle::TooManyNumbers;
    else if (groups.empty())
        shape.obstacle = Obstacle::NoGroup;
    else if (groups.size() > 1)
        shape.obstacle = Obstacle::SeveralGroups;
    else
        shape.obstacle = Obstacle::None;
    if (shape.obstacle != Obstacle::None)
        return shape;
    shape.group = groups.front();
    const bool isTime = result.columns[shape.group].type == FieldType::Time;
    shape.kind = isTime ? QueryChartShape::Kind::Lines : QueryChartShape::Kind::Bars;
    return shape;
}

} // namespace binnacle::ui

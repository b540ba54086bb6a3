#pragma once

#include <QString>
#include <QStringList>

#include <functional>

namespace binnacle::ui {

// What a chart shows as a table of words and numbers. `cell` is only asked for rows and columns
// that exist, and only until the chart tells of new numbers.
struct ChartNumbers
{
    QStringList columns; // the first says where on the axis; the others are aligned to the right
    int rows = 0;
    std::function<QString(int row, int column)> cell;
};

} // namespace binnacle::ui

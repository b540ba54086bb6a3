#include "ui/widgets/trend_reduction.h"

#include "ui/widgets/time_axis.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace binnacle::ui {

namespace {

// One run of values.
class ColumnReducer
{
public:
    void expect(qsizetype points) { m_line.reserve(points); }

    void add(const QPointF &point)
    {
        const double column = std::floor(point.x());
        if (!m_any || column != m_column) {
            flush();
            m_column = column;
            m_any = true;
            m_hasHighest = m_hasLowest = false;
            m_first = m_lowest = m_highest = m_last = point;
            m_isSingle = true;
            return;
        }
        m_isSingle = false;
        m_last = point;
        if (point.y() < m_highest.y()) {
            m_highest = point;
            m_hasHighest = true;
        }
        if (point.y() > m_lowest.y()) {
            m_lowest = point;
            m_hasLowest = true;
        }
    }

    QPolygonF take()
    {
        flush();
        return std::exchange(m_line, {});
    }

private:
    void flush()
    {
        if (!m_any)
            return;
        m_line << m_first;
        if (m_hasHighest && m_highest.x() < m_last.x())
            m_line << m_highest;
        if (m_hasLowest && m_lowest.x() < m_last.x())
            m_line << m_lowest;
        if (!m_isSingle)
            m_line << m_last;
        m_any = false;
    }

    QPolygonF m_line;
    bool m_any = false;
    bool m_isSingle = false;   // point in the column
    bool m_hasHighest = false; // other than the first
    bool m_hasLowest = false;
    double m_column = 0;
    QPointF m_first;
    QPointF m_last;
    QPointF m_lowest;
    QPointF m_highest;
};

} // namespace

std::vector<QPolygonF> reducedLines(
    const TrendSeries &series, const TimeRange &range, const TrendScale &scale, const QRectF &box)
{
    std::vector<QPolygonF> lines;
    ColumnReducer reducer;
    const double most = 4 * (box.width() + 2);
    const auto expected = static_cast<qsizetype>(
        std::min(static_cast<double>(series.values.size()), std::max(most, 0.0)));
    reducer.expect(expected);
    const auto finishRun = [&] {
        if (QPolygonF line = reducer.take(); !line.isEmpty())
            lines.push_back(std::move(line));
    };
    const double first = xOfTime(series.timeAt(0), range, box);
    const double step = xOfTime(series.timeAt(1), range, box) - first;
    for (std::size_t i = 0; i < series.values.size(); ++i) {
        const auto &value = series.values[i];
        if (value && std::isfinite(*value)) {
            reducer.add({first + step * static_cast<double>(i),
                box.bottom() - scale.shareOf(*value) * box.height()});
        } else {
            finishRun();
        }
    }
    finishRun();
    return lines;
}

} // namespace binnacle::ui

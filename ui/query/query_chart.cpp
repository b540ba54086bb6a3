#include "ui/query/query_chart.h"

#include "ui/query/query_bars.h"
#include "ui/query/query_text.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/time_selection.h"
#include "ui/widgets/trend_chart.h"

#include <QLabel>
#include <QScrollArea>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <algorithm>
#include <cmath>
#include <limits>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kMostSteps = 20'000;

struct Instants
{
    Timestamp first{};
    Duration step{1'000};
    std::size_t count = 0;
};

// The instants of the rows as a regular grid: as fine as the least distance between two of them.
Instants instantsOf(const QueryResult &result, std::size_t column)
{
    std::vector<std::int64_t> times;
    for (const auto &row : result.rows) {
        if (!isUnknown(row[column]))
            times.push_back(static_cast<std::int64_t>(queryNumber(row[column])));
    }
    if (times.empty())
        return {};
    std::ranges::sort(times);
    std::int64_t step = std::numeric_limits<std::int64_t>::max();
    for (std::size_t at = 1; at < times.size(); ++at) {
        if (times[at] > times[at - 1])
            step = std::min(step, times[at] - times[at - 1]);
    }
    const std::int64_t length = times.back() - times.front();
    if (length == 0)
        return {.first = fromEpochMs(times.front()), .count = 1};
    step = std::max(step, length / static_cast<std::int64_t>(kMostSteps) + 1);
    return {.first = fromEpochMs(times.front()),
        .step = Duration{step},
        .count = static_cast<std::size_t>(length / step) + 1};
}

TrendSeries seriesOf(
    const QueryResult &result, const Instants &instants, std::size_t group, std::size_t value)
{
    TrendSeries series{.name = toText(result.columns[value].name),
        .values = std::vector<std::optional<double>>(instants.count),
        .start = instants.first,
        .step = instants.step};
    for (const auto &row : result.rows) {
        if (isUnknown(row[group]) || isUnknown(row[value]))
            continue;
        const auto at = fromEpochMs(static_cast<std::int64_t>(queryNumber(row[group])));
        const auto place = static_cast<std::size_t>((at - instants.first) / instants.step);
        if (place < series.values.size())
            series.values[place] = queryNumber(row[value]);
    }
    return series;
}

} // namespace

QueryChart::QueryChart(TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
    , m_state(new StatePanel)
    , m_bars(new QueryBars(time))
    , m_note(new QLabel)
    , m_barsPage(new QWidget)
    , m_pages(new QStackedLayout(this))
{
    setObjectName(u"queryChart"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setFont(smallFont());
    m_note->setProperty("tone", u"muted"_s);
    m_note->setContentsMargins(12, 4, 12, 4);
    auto *scroll = new QScrollArea;
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setAccessibleName(tr("Bars of the groups"));
    scroll->setWidget(m_bars);
    auto *layout = new QVBoxLayout(m_barsPage);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(scroll, 1);
    layout->addWidget(m_note);
    m_pages->addWidget(m_state);
    m_pages->addWidget(m_barsPage);
}

void QueryChart::setResult(std::shared_ptr<const QueryResult> result)
{
    const QueryChartShape shape = result ? chartShapeOf(*result) : QueryChartShape();
    m_kind = shape.kind;
    switch (shape.kind) {
    case QueryChartShape::Kind::None:
        showObstacle(shape.obstacle);
        break;
    case QueryChartShape::Kind::Bars:
        showBars(std::move(result), shape);
        break;
    case QueryChartShape::Kind::Lines:
        showLines(*result, shape);
        break;
    }
}

void QueryChart::showObstacle(QueryChartShape::Obstacle obstacle)
{
    using Obstacle = QueryChartShape::Obstacle;
    QString why;
    switch (obstacle) {
    case Obstacle::NoNumbers:
        why = tr("None of the columns is a number. Count the rows of each group, for example.");
        break;
    case Obstacle::TooManyNumbers:
        why = tr("More than four columns are numbers. Choose the ones to draw with select().");
        break;
    case Obstacle::NoGroup:
        why = tr("There is no column that names the bars. Group the rows by a field.");
        break;
    case Obstacle::SeveralGroups:
        why = tr("Several columns name the rows. Group them by one field or choose one column.");
        break;
    case Obstacle::NoRows:
    case Obstacle::None:
        why = tr("There are no rows to draw.");
        break;
    }
    m_state->showEmpty(tr("This result cannot be drawn"), why);
    m_state->setCommand(u"pods.groupby(namespace).avg(cpu_usage)"_s);
    m_pages->setCurrentWidget(m_state);
}

void QueryChart::showBars(std::shared_ptr<const QueryResult> result, const QueryChartShape &shape)
{
    const std::size_t rows = result->rows.size();
    m_bars->setResult(std::move(result), shape);
    m_note->setVisible(rows > QueryBars::kMostLines);
    m_note->setText(tr("The first %1 of %2 groups; the table has all of them.")
                        .arg(countText(static_cast<qint64>(QueryBars::kMostLines)),
                            countText(static_cast<qint64>(rows))));
    m_pages->setCurrentWidget(m_barsPage);
}

void QueryChart::showLines(const QueryResult &result, const QueryChartShape &shape)
{
    delete m_lines;
    m_lines = new QWidget;
    auto *layout = new QVBoxLayout(m_lines);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(6);
    const Instants instants = instantsOf(result, shape.group);
    const TimeRange range{instants.first,
        instants.first
            + instants.step * static_cast<std::int64_t>(std::max<std::size_t>(instants.count, 2))};
    for (const std::size_t column : shape.values) {
        auto *title = new QLabel(toText(result.columns[column].name));
        title->setTextFormat(Qt::PlainText);
        title->setFont(boldTextFont());
        auto *chart = new TrendChart(m_time);
        chart->setHasTable(false); // Ctrl+T goes back to the rows
        chart->setAccessibleName(title->text());
        chart->setRange(range);
        chart->setValueText([type = result.columns[column].type](
                                double value) { return queryNumberText(value, type); });
        chart->setSeries({seriesOf(result, instants, shape.group, column)});
        connect(chart, &TrendChart::zoomRequested, &m_time, &TimeSelection::zoomTo);
        connect(chart, &TrendChart::previousZoomRequested, &m_time, &TimeSelection::zoomBack);
        layout->addWidget(title);
        layout->addWidget(chart, 1);
    }
    m_pages->addWidget(m_lines);
    m_pages->setCurrentWidget(m_lines);
}

} // namespace binnacle::ui

#include "ui/slo/latency_chart.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/chart_table.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"

#include <QPainter>

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLabelHeight = 18;
constexpr int kMarkHeight = 18;

} // namespace

LatencyChart::LatencyChart(QWidget *parent)
    : QWidget(parent)
    , m_table(new ChartTable(*this, [this] { return numbers(); }))
{
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void LatencyChart::setLatency(const LatencyHistogram &latency, double targetMs)
{
    m_latency = latency;
    m_target = targetMs;
    m_bars.clear();
    double below = 0;
    double lower = 0;
    for (std::size_t i = 0; i < latency.bounds().size(); ++i) {
        m_bars.push_back({lower, latency.bounds()[i], latency.counts()[i] - below});
        lower = latency.bounds()[i];
        below = latency.counts()[i];
    }
    m_bars.push_back({lower, std::numeric_limits<double>::infinity(), latency.total() - below});
    const auto holds = [](const Bar &bar) { return bar.count > 0; };
    m_bars.erase(std::find_if(m_bars.rbegin(), m_bars.rend(), holds).base(), m_bars.end());
    m_bars.erase(m_bars.begin(), std::ranges::find_if(m_bars, holds));
    QStringList told;
    for (const auto &[q, name] : {std::pair(0.5, u"p50"_s), {0.95, u"p95"_s}, {0.99, u"p99"_s}}) {
        if (const auto quantile = latency.quantile(q))
            told += name + u' ' + latencyText(quantile->ms);
    }
    setAccessibleDescription(told.join(u", "_s));
    m_table->numbersChanged();
    update();
}

ChartNumbers LatencyChart::numbers() const
{
    ChartNumbers result{.columns = {tr("Took"), tr("Requests"), tr("Share"), tr("Up to here")},
        .rows = static_cast<int>(m_bars.size())};
    result.cell = [this](int row, int column) {
        const Bar &bar = m_bars[static_cast<std::size_t>(row)];
        const double total = std::max(m_latency.total(), 1.0);
        if (column == 0)
            return std::isinf(bar.to) ? tr("over %1").arg(latencyText(bar.from))
                                      : tr("%1 to %2", "two lengths of time")
                                            .arg(latencyText(bar.from), latencyText(bar.to));
        if (column == 1)
            return countText(std::llround(bar.count));
        if (column == 2)
            return percentText(bar.count / total);
        double below = 0;
        for (int i = 0; i <= row; ++i)
            below += m_bars[static_cast<std::size_t>(i)].count;
        return percentText(below / total);
    };
    return result;
}

double LatencyChart::positionOf(double ms) const
{
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const Bar &bar = m_bars[i];
        if (ms > bar.to)
            continue;
        const double within = std::isinf(bar.to) ? 0 : (ms - bar.from) / (bar.to - bar.from);
        return static_cast<double>(i) + std::clamp(within, 0.0, 1.0);
    }
    return static_cast<double>(m_bars.size());
}

void LatencyChart::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Palette &colors = theme().palette();
    painter.fillRect(rect(), colors.panel);
    const QRectF box = QRectF(rect()).adjusted(12, kMarkHeight + 4, -12, -kLabelHeight - 2);
    if (m_bars.empty() || box.height() < 10) {
        painter.setPen(colors.muted);
        painter.drawText(rect(), Qt::AlignCenter, tr("No request was timed in this range."));
        return;
    }
    paintBars(painter, box);
    paintMarks(painter, box);
    if (hasFocus()) {
        painter.setPen(colors.accent);
        painter.drawRect(rect().adjusted(0, 0, -1, -1));
    }
}

void LatencyChart::paintBars(QPainter &painter, const QRectF &box) const
{
    const Palette &colors = theme().palette();
    const double highest = std::ranges::max_element(m_bars, {}, &Bar::count)->count;
    const double width = box.width() / static_cast<double>(m_bars.size());
    painter.setFont(smallFont());
    double labelEnd = -1e9;
    for (std::size_t i = 0; i < m_bars.size(); ++i) {
        const Bar &bar = m_bars[i];
        const double height
            = bar.count <= 0 ? 0 : std::max(1.0, bar.count / highest * box.height());
        const QRectF column(box.left() + width * static_cast<double>(i) + 1, box.bottom() - height,
            std::max(1.0, width - 3), height);
        painter.fillRect(
            column, m_target > 0 && bar.from >= m_target ? colors.critical : colors.bar);
        // Labels stand at the upper bounds.
        const QString label = std::isinf(bar.to) ? u"∞"_s : latencyText(bar.to);
        const double labelWidth = painter.fontMetrics().horizontalAdvance(label);
        const double right = box.left() + width * static_cast<double>(i + 1);
        const double left = std::min(right - labelWidth / 2, this->width() - labelWidth - 2);
        if (left <= labelEnd + 8)
            continue;
        painter.setPen(colors.muted);
        painter.drawText(QRectF(left, box.bottom() + 2, labelWidth + 2, kLabelHeight),
            Qt::AlignLeft | Qt::AlignVCenter, label);
        labelEnd = left + labelWidth;
    }
    painter.setPen(colors.line);
    painter.drawLine(box.bottomLeft(), box.bottomRight());
}

void LatencyChart::paintMarks(QPainter &painter, const QRectF &box) const
{
    const Palette &colors = theme().palette();
    const double width = box.width() / static_cast<double>(m_bars.size());
    const auto xOf = [&](double ms) { return box.left() + positionOf(ms) * width; };
    painter.setFont(smallFont());
    if (m_target > 0 && positionOf(m_target) < static_cast<double>(m_bars.size())) {
        painter.setPen(QPen(colors.warning, 1, Qt::DashLine));
        painter.drawLine(QPointF(xOf(m_target), box.top()), QPointF(xOf(m_target), box.bottom()));
    }
    struct Mark
    {
        QString text;
        double left = 0;
        double width = 0;
    };
    std::vector<Mark> marks;
    constexpr std::array<std::pair<double, const char *>, 3> kMarks{
        {{0.5, "p50"}, {0.95, "p95"}, {0.99, "p99"}}};
    for (const auto &[q, name] : kMarks) {
        const auto quantile = m_latency.quantile(q);
        if (!quantile)
            continue;
        const double x = xOf(quantile->ms);
        painter.setPen(QPen(colors.text, 1, Qt::DotLine));
        painter.drawLine(QPointF(x, box.top() - 2), QPointF(x, box.bottom()));
        Mark mark{.text = QLatin1StringView(name) + (quantile->isSaturated ? u" > "_s : u" "_s)
                + latencyText(quantile->ms)};
        mark.width = painter.fontMetrics().horizontalAdvance(mark.text) + 4;
        mark.left = x - mark.width / 2;
        marks.push_back(mark);
    }
    // Side by side: pushed to the right first, then back from the edge.
    double edge = 2;
    for (Mark &mark : marks) {
        mark.left = std::max(mark.left, edge);
        edge = mark.left + mark.width + 8;
    }
    edge = this->width() - 2;
    for (auto mark = marks.rbegin(); mark != marks.rend(); ++mark) {
        mark->left = std::min(mark->left, edge - mark->width);
        edge = mark->left - 8;
    }
    painter.setPen(colors.text);
    for (const Mark &mark : marks)
        painter.drawText(QRectF(mark.left, 2, mark.width, kMarkHeight),
            Qt::AlignLeft | Qt::AlignVCenter, mark.text);
}

} // namespace binnacle::ui

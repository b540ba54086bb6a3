#include "ui/query/query_bars.h"

#include "ui/query/query_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/formatting.h"

#include <QHelpEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>
#include <cmath>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLineHeight = 24;
constexpr int kHead = 28;
constexpr int kMargin = 12;
constexpr int kNumberWidth = 92;
constexpr int kBarHeight = 12;

} // namespace

QueryBars::QueryBars(const TimeSelection &time, QWidget *parent)
    : QWidget(parent)
    , m_time(time)
{
    setObjectName(u"queryBars"_s);
    setAccessibleName(tr("Bars of the groups"));
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void QueryBars::setResult(std::shared_ptr<const QueryResult> result, const QueryChartShape &shape)
{
    m_result = std::move(result);
    m_shape = shape;
    m_lines = m_result ? static_cast<int>(std::min(m_result->rows.size(), kMostLines)) : 0;
    m_greatest.assign(shape.values.size(), 0);
    for (std::size_t row = 0; row < static_cast<std::size_t>(m_lines); ++row) {
        for (std::size_t at = 0; at < shape.values.size(); ++at)
            m_greatest[at] = std::max(
                m_greatest[at], std::abs(queryNumber(m_result->rows[row][shape.values[at]])));
    }
    setMinimumHeight(kHead + m_lines * kLineHeight + kMargin);
    update();
}

QString QueryBars::groupText(std::size_t row) const
{
    return queryCellText(
        m_result->rows[row][m_shape.group], m_result->columns[m_shape.group].type, m_time);
}

QString QueryBars::lineText(int line) const
{
    if (line < 0 || line >= m_lines)
        return {};
    const auto row = static_cast<std::size_t>(line);
    QStringList parts;
    for (const std::size_t column : m_shape.values)
        parts += u"%1 %2"_s.arg(toText(m_result->columns[column].name),
            queryCellText(m_result->rows[row][column], m_result->columns[column].type, m_time));
    return tr("%1: %2", "a group and its numbers").arg(groupText(row), parts.join(u", "_s));
}

int QueryBars::lineAt(int y) const
{
    const int line = (y - kHead) / kLineHeight;
    return y >= kHead && line < m_lines ? line : -1;
}

void QueryBars::paintColumn(
    QPainter &painter, const QRect &box, std::size_t at, const QRect &dirty) const
{
    const Palette &colors = theme().palette();
    const QueryColumn &column = m_result->columns[m_shape.values[at]];
    painter.setFont(smallFont());
    painter.setPen(colors.muted);
    painter.drawText(QRect(box.left(), 0, box.width(), kHead), Qt::AlignLeft | Qt::AlignVCenter,
        toText(column.name));
    const int room = std::max(box.width() - kNumberWidth, 8);
    painter.setFont(monospaceFont());
    for (int line = 0; line < m_lines; ++line) {
        const QRect row(box.left(), kHead + line * kLineHeight, box.width(), kLineHeight);
        if (!row.intersects(dirty))
            continue;
        const QueryValue &value
            = m_result->rows[static_cast<std::size_t>(line)][m_shape.values[at]];
        const double greatest = m_greatest[at];
        const double share = greatest > 0 ? std::abs(queryNumber(value)) / greatest : 0;
        const int length = static_cast<int>(std::lround(share * room));
        const QRect bar(
            row.left(), row.center().y() - kBarHeight / 2, std::max(length, 1), kBarHeight);
        const bool isHigh = queryTone(column, value) == Tone::Critical;
        if (!isUnknown(value))
            painter.fillRect(bar, isHigh ? colors.critical : colors.bar);
        painter.setPen(isUnknown(value) ? colors.muted : colors.text);
        painter.drawText(QRect(bar.right() + 7, row.top(), kNumberWidth, row.height()),
            Qt::AlignLeft | Qt::AlignVCenter, queryCellText(value, column.type, m_time));
    }
}

void QueryBars::paintEvent(QPaintEvent *event)
{
    QPainter painter(this);
    const Palette &colors = theme().palette();
    painter.fillRect(event->rect(), colors.panel);
    if (!m_result || m_lines == 0)
        return;
    const QFontMetrics metrics(monospaceFont());
    int names = 80;
    for (int line = 0; line < m_lines; ++line)
        names
            = std::max(names, metrics.horizontalAdvance(groupText(static_cast<std::size_t>(line))));
    names = std::min(names + 4, width() / 3);
    painter.setFont(smallFont());
    painter.setPen(colors.muted);
    painter.drawText(QRect(kMargin, 0, names, kHead), Qt::AlignLeft | Qt::AlignVCenter,
        toText(m_result->columns[m_shape.group].name));
    painter.setFont(monospaceFont());
    painter.setPen(colors.text);
    for (int line = 0; line < m_lines; ++line) {
        const QRect row(kMargin, kHead + line * kLineHeight, names, kLineHeight);
        if (row.intersects(event->rect()))
            painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                metrics.elidedText(
                    groupText(static_cast<std::size_t>(line)), Qt::ElideMiddle, names));
    }
    const int left = kMargin + names + 16;
    const auto columns = static_cast<int>(m_shape.values.size());
    const int each = (width() - left - kMargin) / columns;
    for (int at = 0; at < columns; ++at)
        paintColumn(painter, {left + at * each, 0, each - 16, height()},
            static_cast<std::size_t>(at), event->rect());
}

bool QueryBars::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        QToolTip::showText(
            help->globalPos(), lineText(lineAt(help->pos().y())).toHtmlEscaped(), this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace binnacle::ui

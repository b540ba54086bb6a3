#include "ui/slo/share_list.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/meter_bar.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QToolTip>

#include <algorithm>

namespace binnacle::ui {

namespace {

constexpr int kRow = 23;
constexpr int kMargin = 10;
constexpr int kPercentWidth = 62;

} // namespace

ShareList::ShareList(QWidget *parent)
    : QWidget(parent)
{
    setFocusPolicy(Qt::StrongFocus);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void ShareList::setLines(std::vector<Line> lines)
{
    if (lines == m_lines)
        return;
    m_lines = std::move(lines);
    m_current = std::min(m_current, static_cast<int>(m_lines.size()) - 1);
    QStringList told;
    for (const Line &line : m_lines)
        told += line.name + QLatin1Char(' ') + percentText(line.share);
    setAccessibleDescription(told.join(QStringLiteral(", ")));
    updateGeometry();
    update();
}

QSize ShareList::sizeHint() const
{
    return {280, std::max<int>(3, static_cast<int>(m_lines.size())) * kRow + 8};
}

QRect ShareList::rowBox(int row) const
{
    return {0, 4 + row * kRow, width(), kRow};
}

int ShareList::rowAt(const QPoint &point) const
{
    const int row = (point.y() - 4) / kRow;
    return point.y() >= 4 && row < static_cast<int>(m_lines.size()) ? row : -1;
}

void ShareList::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Palette &colors = theme().palette();
    painter.fillRect(rect(), colors.panel);
    const int nameWidth = std::clamp(width() * 2 / 5, 60, 260);
    for (int row = 0; row < static_cast<int>(m_lines.size()); ++row) {
        const Line &line = m_lines[static_cast<std::size_t>(row)];
        const QRect box = rowBox(row).adjusted(kMargin, 0, -kMargin, 0);
        if (hasFocus() && row == m_current)
            painter.fillRect(rowBox(row), colors.selection);
        painter.setFont(line.target >= 0 ? textFont() : monospaceFont());
        painter.setPen(line.target >= 0 ? colors.accent : colors.text);
        const QRect name(box.left(), box.top(), nameWidth, box.height());
        painter.drawText(name, Qt::AlignLeft | Qt::AlignVCenter,
            painter.fontMetrics().elidedText(line.name, Qt::ElideMiddle, nameWidth));
        const QRect meter(name.right() + 8, box.top(),
            std::max(20, box.right() - name.right() - 8 - kPercentWidth), box.height());
        paintMeter(painter, meter, line.share,
            line.status == StatusKind::Neutral ? colors.accent : statusColor(line.status));
        painter.setFont(monospaceFont());
        painter.setPen(colors.text);
        painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter, percentText(line.share));
    }
}

bool ShareList::event(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const int row = rowAt(help->pos());
        if (row >= 0)
            QToolTip::showText(help->globalPos(),
                m_lines[static_cast<std::size_t>(row)].detail.toHtmlEscaped(), this);
        return true;
    }
    return QWidget::event(event);
}

void ShareList::mousePressEvent(QMouseEvent *event)
{
    m_current = rowAt(event->pos());
    update();
    open(m_current);
}

void ShareList::keyPressEvent(QKeyEvent *event)
{
    const int rows = static_cast<int>(m_lines.size());
    switch (event->key()) {
    case Qt::Key_Down:
        m_current = std::min(m_current + 1, rows - 1);
        break;
    case Qt::Key_Up:
        m_current = std::max(m_current - 1, 0);
        break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
        open(m_current);
        break;
    default:
        return QWidget::keyPressEvent(event);
    }
    update();
}

void ShareList::open(int row)
{
    if (row >= 0 && row < static_cast<int>(m_lines.size())
        && m_lines[static_cast<std::size_t>(row)].target >= 0)
        emit opened(m_lines[static_cast<std::size_t>(row)].target);
}

} // namespace binnacle::ui

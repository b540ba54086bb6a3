#include "ui/widgets/filter_edit.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

void paintWave(QPainter &painter, double from, double to, double y)
{
    QPainterPath wave(QPointF{from, y});
    bool isUp = true;
    for (double x = from + 2; x <= to; x += 2, isUp = !isUp)
        wave.lineTo(x, isUp ? y - 2 : y);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawPath(wave);
}

void paintKeyHint(QPainter &painter, const QRect &line)
{
    const Palette &colors = theme().palette();
    QRectF key(0, 0, 17, 17);
    key.moveCenter(QPointF(line.right() - 16, line.center().y() + 0.5));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(colors.line);
    painter.setBrush(colors.raised);
    painter.drawRoundedRect(key, 3, 3);
    painter.setPen(colors.muted);
    painter.setFont(monospaceFont());
    painter.drawText(key, Qt::AlignCenter, u"/"_s);
}

} // namespace

FilterEdit::FilterEdit(QWidget *parent)
    : QLineEdit(parent)
{
    setFont(monospaceFont());
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void FilterEdit::setProblem(qsizetype offset, qsizetype length, console::FilterCheck::State state)
{
    m_offset = offset;
    m_length = length;
    m_state = state;
    update();
}

void FilterEdit::paintEvent(QPaintEvent *event)
{
    QLineEdit::paintEvent(event);
    QPainter painter(this);
    if (text().isEmpty() && !hasFocus())
        paintKeyHint(painter, rect());
    if (m_state == console::FilterCheck::State::Valid || text().isEmpty())
        return;
    // The text may be scrolled; the cursor is the one place whose position is known.
    const QFontMetricsF metrics(font());
    const auto advance = [&](qsizetype to) { return metrics.horizontalAdvance(text().left(to)); };
    const QRectF cursor = cursorRect();
    const double origin = cursor.center().x() - advance(cursorPosition());
    const qsizetype from = std::min(m_offset, text().size());
    const double left = origin + advance(from);
    const double right
        = std::max(origin + advance(std::min(from + m_length, text().size())), left + 6);
    const bool isInvalid = m_state == console::FilterCheck::State::Invalid;
    painter.setClipRect(rect().adjusted(6, 0, -6, 0));
    painter.setPen(QPen(isInvalid ? theme().palette().critical : theme().palette().warning, 1.3));
    paintWave(painter, left, right, cursor.bottom() + 1);
}

} // namespace binnacle::ui

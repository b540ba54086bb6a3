#include "ui/widgets/filter_edit.h"

#include "core/query/filter_parts.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QInputMethodEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextCharFormat>

#include <algorithm>
#include <optional>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

void paintWave(QPainter &painter, double from, double to, double y)
{
    QPainterPath wave(QPointF{from, y});
    for (int half = 1; from + 2 * half <= to; ++half)
        wave.lineTo(from + 2 * half, half % 2 != 0 ? y - 2 : y);
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

// None: as ordinary text. Colours only: another weight would move the letters under the wave.
std::optional<QColor> colorOf(query::FilterPart::Kind kind)
{
    using Kind = query::FilterPart::Kind;
    const Palette &colors = theme().palette();
    switch (kind) {
    case Kind::Field:
        return colors.accent;
    case Kind::Operator:
    case Kind::Connective:
        return colors.muted;
    case Kind::Text:
        return colors.okText;
    case Kind::Number:
        return colors.warningText;
    case Kind::Word:
        break;
    }
    return std::nullopt;
}

} // namespace

FilterEdit::FilterEdit(QWidget *parent)
    : QLineEdit(parent)
{
    setFont(monospaceFont());
    connect(this, &QLineEdit::textChanged, this, &FilterEdit::highlight);
    connect(&theme(), &Theme::changed, this, &FilterEdit::highlight);
}

// A line edit shows formats only as those of an input method: an event that inserts nothing carries
// them, counted from the cursor.
void FilterEdit::highlight()
{
    if (m_isComposing || m_isHighlighting)
        return;
    const std::string utf8 = text().toStdString();
    QList<QInputMethodEvent::Attribute> formats;
    for (const query::FilterPart &part : query::filterParts(utf8)) {
        const auto color = colorOf(part.kind);
        if (!color)
            continue;
        const auto before = static_cast<qsizetype>(part.offset);
        const qsizetype from = QString::fromUtf8(utf8.data(), before).size();
        const qsizetype length
            = QString::fromUtf8(utf8.data() + part.offset, static_cast<qsizetype>(part.length))
                  .size();
        QTextCharFormat format;
        format.setForeground(*color);
        formats.append({QInputMethodEvent::TextFormat, static_cast<int>(from) - cursorPosition(),
            static_cast<int>(length), format});
    }
    QInputMethodEvent event(QString(), formats);
    m_isHighlighting = true;
    QCoreApplication::sendEvent(this, &event);
    m_isHighlighting = false;
    update();
}

void FilterEdit::inputMethodEvent(QInputMethodEvent *event)
{
    QLineEdit::inputMethodEvent(event);
    if (m_isHighlighting)
        return;
    m_isComposing = !event->preeditString().isEmpty();
    highlight();
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

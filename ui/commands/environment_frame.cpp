#include "ui/commands/environment_frame.h"

#include "ui/commands/risk_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"

#include <QPainter>
#include <QPainterPath>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kBandHeight = 22;
constexpr int kEdge = 3;
constexpr int kTextInset = 12;
constexpr qreal kStep = 14;

} // namespace

EnvironmentFrame::EnvironmentFrame(QWidget *parent)
    : QFrame(parent)
    , m_body(new QVBoxLayout(this))
{
    m_body->setContentsMargins(12, kBandHeight + 10, 12, 12);
    m_body->setSpacing(8);
}

void EnvironmentFrame::setEnvironment(Environment environment, const QString &where)
{
    m_environment = environment;
    m_where = where;
    setAccessibleDescription(bandText());
    update();
}

QString EnvironmentFrame::bandText() const
{
    const QString word = environmentWord(m_environment);
    return m_where.isEmpty() ? word : u"%1 · %2"_s.arg(word, m_where);
}

void EnvironmentFrame::paintPattern(
    QPainter &painter, const QRectF &band, const QColor &color) const
{
    if (m_environment == Environment::Development)
        return;
    painter.setPen(QPen(color, 3, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
    const bool isChevron = m_environment == Environment::Production;
    for (qreal x = band.left(); x < band.right() + kStep; x += kStep) {
        QPainterPath path(QPointF(x, band.bottom() + 1));
        if (isChevron) {
            path = QPainterPath(QPointF(x, band.top() - 1));
            path.lineTo(x + 7, band.center().y());
            path.lineTo(x, band.bottom() + 1);
        } else {
            path.lineTo(x + 10, band.top() - 1);
        }
        painter.drawPath(path);
    }
}

void EnvironmentFrame::paintEvent(QPaintEvent *)
{
    const Palette &colors = theme().palette();
    const QColor color = m_environment == Environment::Production ? colors.critical
        : m_environment == Environment::Staging                   ? colors.warning
                                                                  : colors.muted;
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.fillRect(rect(), colors.raised);
    painter.setFont(boldTextFont());
    const QString text = bandText();
    const qreal textWidth = painter.fontMetrics().horizontalAdvance(text);
    const QRectF band(kEdge, kEdge, width() - 2.0 * kEdge, kBandHeight - kEdge);
    painter.save();
    painter.setClipRect(band);
    paintPattern(painter, band, color);
    painter.restore();
    // The word on a plain field, so that it stays readable on the pattern.
    const QRectF field(kTextInset - 4, kEdge, textWidth + 12, band.height());
    painter.fillRect(field, colors.raised);
    painter.setPen(colors.text);
    painter.drawText(field, Qt::AlignCenter, text);
    painter.setPen(QPen(color, kEdge));
    painter.setBrush(Qt::NoBrush);
    painter.drawRect(QRectF(rect()).adjusted(kEdge / 2.0, kEdge / 2.0, -kEdge / 2.0, -kEdge / 2.0));
    painter.fillRect(QRectF(kEdge, kBandHeight, width() - 2.0 * kEdge, 1), color);
}

} // namespace binnacle::ui

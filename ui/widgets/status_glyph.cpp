#include "ui/widgets/status_glyph.h"

#include "ui/theme/theme.h"

#include <QCoreApplication>
#include <QPainter>

#include <algorithm>

namespace binnacle::ui {

namespace {

constexpr qreal kLargest = 10;

} // namespace

QColor statusColor(StatusKind status)
{
    const Palette &colors = theme().palette();
    switch (status) {
    case StatusKind::Ok:
        return colors.ok;
    case StatusKind::Warning:
        return colors.warning;
    case StatusKind::Critical:
        return colors.critical;
    case StatusKind::Unknown:
    case StatusKind::Neutral:
        break;
    }
    return colors.muted;
}

QColor statusTextColor(StatusKind status)
{
    const Palette &colors = theme().palette();
    switch (status) {
    case StatusKind::Ok:
        return colors.okText;
    case StatusKind::Warning:
        return colors.warningText;
    case StatusKind::Critical:
        return colors.criticalText;
    case StatusKind::Unknown:
    case StatusKind::Neutral:
        break;
    }
    return colors.muted;
}

QString statusWord(StatusKind status)
{
    switch (status) {
    case StatusKind::Ok:
        return QCoreApplication::translate("StatusGlyph", "ok");
    case StatusKind::Warning:
        return QCoreApplication::translate("StatusGlyph", "warning");
    case StatusKind::Critical:
        return QCoreApplication::translate("StatusGlyph", "critical");
    case StatusKind::Neutral:
        return QCoreApplication::translate("StatusGlyph", "normal");
    case StatusKind::Unknown:
        break;
    }
    return QCoreApplication::translate("StatusGlyph", "unknown");
}

void paintStatus(QPainter &painter, const QRectF &box, StatusKind status)
{
    const qreal size = std::min({box.width(), box.height(), kLargest});
    const QPointF middle = box.center();
    const qreal half = size / 2;
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(statusColor(status));
    switch (status) {
    case StatusKind::Ok:
        painter.drawEllipse(middle, half * 0.86, half * 0.86);
        break;
    case StatusKind::Neutral:
        painter.drawEllipse(middle, half * 0.6, half * 0.6);
        break;
    case StatusKind::Warning:
        painter.drawPolygon(QPolygonF{middle + QPointF{0, -half * 0.9},
            middle + QPointF{half, half * 0.8}, middle + QPointF{-half, half * 0.8}});
        break;
    case StatusKind::Critical:
        painter.drawPolygon(QPolygonF{middle + QPointF{0, -half}, middle + QPointF{half, 0},
            middle + QPointF{0, half}, middle + QPointF{-half, 0}});
        break;
    case StatusKind::Unknown:
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(statusColor(status), 1.4));
        painter.drawEllipse(middle, half * 0.74, half * 0.74);
        break;
    }
    painter.restore();
}

StatusGlyph::StatusGlyph(StatusKind status, QWidget *parent)
    : QWidget(parent)
    , m_status(status)
{
    setFixedSize(sizeHint());
    setAccessibleName(statusWord(status));
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void StatusGlyph::setStatus(StatusKind status)
{
    if (status == m_status)
        return;
    m_status = status;
    setAccessibleName(statusWord(status));
    update();
}

void StatusGlyph::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintStatus(painter, rect(), m_status);
}

} // namespace binnacle::ui

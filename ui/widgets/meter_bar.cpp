#include "ui/widgets/meter_bar.h"

#include "ui/theme/theme.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/time_axis.h"

#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace binnacle::ui {

namespace {

constexpr qreal kThickness = 7;

QColor meterColor(double share)
{
    const Palette &colors = theme().palette();
    if (share >= kMeterCritical)
        return colors.critical;
    return share >= kMeterWarning ? colors.warning : colors.accent;
}

} // namespace

void paintMeter(QPainter &painter, const QRectF &box, double share)
{
    paintMeter(painter, box, share, meterColor(share));
}

void paintMeter(QPainter &painter, const QRectF &box, double share, const QColor &fill)
{
    QRectF track(0, 0, box.width(), std::min(kThickness, box.height()));
    track.moveCenter(box.center());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath outline;
    outline.addRoundedRect(track, track.height() / 2, track.height() / 2);
    painter.setClipPath(outline);
    if (share < 0) {
        paintNoData(painter, track);
    } else {
        painter.fillPath(outline, theme().palette().line);
        QRectF full = track;
        full.setWidth(std::clamp(share, 0.0, 1.0) * track.width());
        QPainterPath bar;
        bar.addRoundedRect(full, full.height() / 2, full.height() / 2);
        painter.fillPath(bar, fill);
    }
    painter.restore();
}

MeterBar::MeterBar(QWidget *parent)
    : QWidget(parent)
{
    setMinimumSize(40, 10);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MeterBar::setShare(double share)
{
    m_share = share;
    setAccessibleDescription(percentText(share));
    setToolTip(percentText(share));
    update();
}

void MeterBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    paintMeter(painter, rect(), m_share);
}

} // namespace binnacle::ui

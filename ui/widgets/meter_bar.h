#pragma once

#include <QWidget>

class QPainter;

namespace binnacle::ui {

// How full something is, 0 to 1; from `kMeterWarning` on in the warning and from `kMeterCritical`
// on in the critical colour. Negative: not told, painted hatched.
inline constexpr double kMeterWarning = 0.80;
inline constexpr double kMeterCritical = 0.92;

void paintMeter(QPainter &painter, const QRectF &box, double share);
// Likewise where full is good, as a budget is: the caller says the colour.
void paintMeter(QPainter &painter, const QRectF &box, double share, const QColor &fill);

class MeterBar final : public QWidget
{
    Q_OBJECT

public:
    explicit MeterBar(QWidget *parent = nullptr);

    void setShare(double share);
    QSize sizeHint() const override { return {110, 16}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    double m_share = -1;
};

} // namespace binnacle::ui

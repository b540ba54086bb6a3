#pragma once

#include "ui/widgets/status_glyph.h"

#include <QWidget>

#include <span>
#include <vector>

class QPainter;

namespace binnacle::ui {

struct ColumnExtent
{
    double lowest;
    double highest; // NaN: nothing but gaps in this column
};

// One extent per pixel column, so that no spike is lost however many values there are. Fewer values
// than columns: one extent per value. NaN values are gaps.
std::vector<ColumnExtent> extentsPerColumn(std::span<const double> values, int columns);

// A line with a faint fill from zero to `maximum` (0: the largest value). Gaps stay open.
void paintSparkline(QPainter &painter, const QRectF &box, std::span<const double> values,
    const QColor &color, double maximum = 0);

class Sparkline final : public QWidget
{
    Q_OBJECT

public:
    explicit Sparkline(QWidget *parent = nullptr);

    void setValues(std::vector<double> values);
    void setStatus(StatusKind status); // colours the line; Neutral: the accent
    QSize sizeHint() const override { return {150, 20}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    std::vector<double> m_values;
    StatusKind m_status = StatusKind::Neutral;
};

} // namespace binnacle::ui

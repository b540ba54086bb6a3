#pragma once

#include <QColor>
#include <QRectF>
#include <QWidget>

class QPainter;

namespace binnacle::ui {

// Status is always shape + word + colour; these are the shapes: ● ok, ▲ warning, ◆ critical,
// ○ unknown or offline, a small dot for what is merely there ("Normal").
enum class StatusKind { Ok, Warning, Critical, Unknown, Neutral };

QColor statusColor(StatusKind status);     // of the shape
QColor statusTextColor(StatusKind status); // of the word beside it
QString statusWord(StatusKind status);     // "ok", "warning" ...: for accessible names

// The shape, centred in `box` and never larger than it. Antialiased; leaves the painter as it was.
void paintStatus(QPainter &painter, const QRectF &box, StatusKind status);

// One shape as a widget, for headers and chips.
class StatusGlyph final : public QWidget
{
    Q_OBJECT

public:
    explicit StatusGlyph(StatusKind status = StatusKind::Unknown, QWidget *parent = nullptr);

    StatusKind status() const { return m_status; }
    void setStatus(StatusKind status);
    QSize sizeHint() const override { return {12, 12}; }

protected:
    void paintEvent(QPaintEvent *event) override;

private:
    StatusKind m_status;
};

} // namespace binnacle::ui

#include "ui/mesh/mesh_legend.h"

#include "ui/mesh/mesh_painter.h"
#include "ui/mesh/mesh_text.h"
#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/time_axis.h"

#include <QPainter>

#include <algorithm>
#include <cmath>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLine = 20;
constexpr int kMargin = 10;
constexpr int kSample = 28;

} // namespace

MeshLegend::MeshLegend(QWidget *parent)
    : QFrame(parent)
{
    setObjectName(u"meshLegend"_s);
    setAccessibleName(tr("Legend"));
    setProperty("frame", u"panel"_s);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
    setColour(m_colour);
}

void MeshLegend::setColour(MeshColour colour)
{
    m_colour = colour;
    QStringList words;
    for (const Entry &entry : entries())
        words += entry.text;
    setAccessibleDescription(words.join(u", "_s));
    resize(sizeHint());
    update();
}

std::vector<MeshLegend::Entry> MeshLegend::entries() const
{
    return {{Sample::Ok, colourLegend(m_colour, StatusKind::Ok)},
        {Sample::Warning, colourLegend(m_colour, StatusKind::Warning)},
        {Sample::Critical, colourLegend(m_colour, StatusKind::Critical)},
        {Sample::Unknown, colourLegend(m_colour, StatusKind::Unknown)},
        {Sample::New, tr("new: first seen in this window")},
        {Sample::Idle, tr("dashed: idle, had traffic within the hour")},
        {Sample::Gone, tr("hatched: removed since the time compared with")},
        {Sample::Thin, tr("few requests")}, {Sample::Thick, tr("many requests (width by log)")},
        {Sample::Failing, tr("a call that fails or is slow")}, {Sample::NewCall, tr("a new call")}};
}

QSize MeshLegend::sizeHint() const
{
    const QFontMetrics metrics(smallFont());
    int widest = metrics.horizontalAdvance(colourText(m_colour));
    for (const Entry &entry : entries())
        widest = std::max(widest, metrics.horizontalAdvance(entry.text));
    const int lines = static_cast<int>(entries().size()) + 1;
    return {widest + kSample + 3 * kMargin, lines * kLine + 2 * kMargin};
}

void MeshLegend::paintSample(QPainter &painter, const QRectF &box, Sample sample) const
{
    const Palette &colors = theme().palette();
    QRectF glyph(0, 0, 10, 10);
    glyph.moveCenter(box.center());
    const auto line = [&](const QPen &pen) {
        painter.setPen(pen);
        painter.drawLine(
            QPointF(box.left(), box.center().y()), QPointF(box.right(), box.center().y()));
    };
    switch (sample) {
    case Sample::Ok:
        return paintStatus(painter, glyph, StatusKind::Ok);
    case Sample::Warning:
        return paintStatus(painter, glyph, StatusKind::Warning);
    case Sample::Critical:
        return paintStatus(painter, glyph, StatusKind::Critical);
    case Sample::Unknown:
        return paintStatus(painter, glyph, StatusKind::Unknown);
    case Sample::New:
        return paintNewGlyph(painter, glyph);
    case Sample::Idle: {
        QPen pen(colors.muted, 1);
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        return painter.drawRoundedRect(box.adjusted(2, 4, -2, -4), 3, 3);
    }
    case Sample::Gone: {
        paintNoData(painter, box.adjusted(2, 4, -2, -4));
        QPen pen(colors.muted, 1);
        pen.setDashPattern({4, 3});
        painter.setPen(pen);
        painter.setBrush(Qt::NoBrush);
        return painter.drawRoundedRect(box.adjusted(2, 4, -2, -4), 3, 3);
    }
    case Sample::Thin:
        return line(QPen(meshEdgeColor(StatusKind::Ok), 1.2));
    case Sample::Thick:
        return line(QPen(meshEdgeColor(StatusKind::Ok), 4.5));
    case Sample::Failing:
        return line(QPen(meshEdgeColor(StatusKind::Critical), 2.4));
    case Sample::NewCall:
        return line(QPen(colors.info, 1.8, Qt::DashLine));
    }
}

void MeshLegend::paintEvent(QPaintEvent *event)
{
    QFrame::paintEvent(event);
    QPainter painter(this);
    const Palette &colors = theme().palette();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setBrush(colors.panel);
    painter.setPen(colors.line);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
    painter.setFont(smallFont());
    QRectF row(kMargin, kMargin, width() - 2 * kMargin, kLine);
    painter.setPen(colors.muted);
    painter.drawText(row, Qt::AlignLeft | Qt::AlignVCenter, colourText(m_colour));
    for (const Entry &entry : entries()) {
        row.translate(0, kLine);
        paintSample(painter, QRectF(row.left(), row.top(), kSample, row.height()), entry.sample);
        painter.setPen(colors.text);
        painter.drawText(row.adjusted(kSample + kMargin, 0, kMargin, 0),
            Qt::AlignLeft | Qt::AlignVCenter, entry.text);
    }
}

} // namespace binnacle::ui

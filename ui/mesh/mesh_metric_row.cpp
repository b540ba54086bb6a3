#include "ui/mesh/mesh_metric_row.h"

#include "ui/theme/fonts.h"
#include "ui/theme/theme.h"
#include "ui/widgets/sparkline.h"
#include "ui/widgets/time_axis.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kNameWidth = 88;
constexpr int kTrendWidth = 100;
constexpr int kHeight = 32;
constexpr double kThickness = 7;

QString toneName(StatusKind status)
{
    switch (status) {
    case StatusKind::Warning:
        return u"warning"_s;
    case StatusKind::Critical:
        return u"critical"_s;
    case StatusKind::Ok:
    case StatusKind::Unknown:
    case StatusKind::Neutral:
        break;
    }
    return {};
}

} // namespace

MeshMetricRow::MeshMetricRow(const QString &name, QWidget *parent)
    : QWidget(parent)
    , m_name(new QLabel(name))
    , m_value(new QLabel)
    , m_trend(new Sparkline)
{
    setFixedHeight(kHeight);
    m_name->setProperty("tone", u"muted"_s);
    m_name->setFixedWidth(kNameWidth);
    m_value->setTextFormat(Qt::PlainText);
    m_value->setFont(monospaceFont());
    m_value->setAccessibleName(name);
    m_value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_trend->setFixedWidth(kTrendWidth);
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins(12, 0, 12, 1);
    line->setSpacing(8);
    line->addWidget(m_name);
    line->addWidget(m_value, 1);
    line->addWidget(m_trend);
    connect(&theme(), &Theme::changed, this, qOverload<>(&QWidget::update));
}

void MeshMetricRow::showValue(const QString &value, StatusKind status)
{
    m_status = status;
    m_value->setText(value);
    m_value->setAccessibleDescription(statusWord(status));
    if (m_value->property("tone").toString() == toneName(status))
        return;
    m_value->setProperty("tone", toneName(status));
    m_value->style()->unpolish(m_value);
    m_value->style()->polish(m_value);
}

void MeshMetricRow::showTrend(const QString &value, StatusKind status, std::vector<double> values)
{
    showValue(value, status);
    m_isShare = false;
    const bool isTroubled = status == StatusKind::Warning || status == StatusKind::Critical;
    m_trend->setStatus(isTroubled ? status : StatusKind::Neutral);
    m_trend->setValues(std::move(values));
    update();
}

void MeshMetricRow::showShare(
    const QString &value, StatusKind status, std::optional<double> percent)
{
    showValue(value, status);
    m_isShare = true;
    m_share = percent;
    m_trend->setValues({});
    update();
}

void MeshMetricRow::setCourseTip(const QString &text)
{
    m_trend->setToolTip(text);
}

void MeshMetricRow::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    const Palette &colors = theme().palette();
    painter.setPen(colors.line);
    painter.drawLine(QPoint(0, height() - 1), QPoint(width(), height() - 1));
    if (!m_isShare)
        return;
    QRectF track(0, 0, kTrendWidth, kThickness);
    track.moveCenter(QRectF(m_trend->geometry()).center());
    if (!m_share)
        return paintNoData(painter, track);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(Qt::NoPen);
    painter.setBrush(colors.line);
    painter.drawRoundedRect(track, kThickness / 2, kThickness / 2);
    QPainterPath outline;
    outline.addRoundedRect(track, kThickness / 2, kThickness / 2);
    painter.setClipPath(outline);
    QRectF full = track;
    full.setWidth(track.width() * std::clamp(*m_share, 0.0, 100.0) / 100);
    painter.fillRect(full, statusColor(m_status));
}

} // namespace binnacle::ui

#include "ui/mesh/mesh_time_marks.h"

#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"
#include "ui/widgets/time_selection.h"

#include <QCoreApplication>
#include <QPainter>
#include <QStringList>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(binnacle::ui::MeshScrubber)
};

constexpr double kSample = 12;

} // namespace

QColor timeBarColor(StatusKind status)
{
    const Palette &colors = theme().palette();
    const bool isTroubled = status == StatusKind::Critical || status == StatusKind::Warning;
    QColor color = isTroubled ? statusColor(status) : colors.bar;
    color.setAlphaF(isTroubled ? 0.75F : 0.55F);
    return color;
}

// Deployments and commands have their own shapes; everything else is a status.
void paintTimeMark(QPainter &painter, const QRectF &box, console::LaneKind kind, bool isCritical)
{
    const Palette &colors = theme().palette();
    const bool isDeploy = kind == console::LaneKind::Deploys;
    if (!isDeploy && kind != console::LaneKind::Commands) {
        paintStatus(painter, box, isCritical ? StatusKind::Critical : StatusKind::Warning);
        return;
    }
    const QPixmap drawn = iconPixmap(isDeploy ? u"rollout"_s : u"command"_s,
        isCritical ? colors.critical : colors.info, box.size().toSize(),
        painter.device()->devicePixelRatioF());
    painter.drawPixmap(box.topLeft(), drawn);
}

QString timeMarkWord(console::LaneKind kind, bool isCritical)
{
    switch (kind) {
    case console::LaneKind::Deploys:
        return Words::tr("deploy");
    case console::LaneKind::Commands:
        return Words::tr("command");
    case console::LaneKind::BurnRates:
        return Words::tr("budget burn");
    case console::LaneKind::Alerts:
        return Words::tr("alert");
    case console::LaneKind::NamespaceWarnings:
    case console::LaneKind::Nodes:
        break;
    }
    return isCritical ? Words::tr("critical") : Words::tr("warning");
}

void paintTimeLegend(QPainter &painter, const QRectF &line)
{
    const QFontMetricsF metrics(painter.font());
    double x = line.left();
    const auto add = [&](console::LaneKind kind, bool isCritical) {
        const QString word = timeMarkWord(kind, isCritical);
        const double width = metrics.horizontalAdvance(word);
        if (x + kSample + 4 + width > line.right())
            return;
        paintTimeMark(painter, QRectF(x, line.top() + 1, kSample, kSample), kind, isCritical);
        x += kSample + 4;
        painter.setPen(theme().palette().muted);
        painter.drawText(QRectF(x, line.top(), width + 2, line.height()),
            Qt::AlignLeft | Qt::AlignVCenter, word);
        x += width + 10;
    };
    add(console::LaneKind::NamespaceWarnings, false);
    add(console::LaneKind::NamespaceWarnings, true);
    add(console::LaneKind::Deploys, false);
    add(console::LaneKind::Commands, false);
}

QString timeMarksText(
    const console::MeshTimeline &timeline, const TimeSelection &time, Timestamp at, Duration reach)
{
    constexpr qsizetype kMost = 6;
    QStringList lines;
    for (const console::TimelineLane &row : timeline.marks) {
        for (const console::TimelineMark &mark : row.marks) {
            if (mark.from >= at - reach && mark.from <= at + reach && lines.size() < kMost) {
                lines += u"%1 %2: %3"_s.arg(time.timeText(mark.from),
                    timeMarkWord(row.kind, mark.critical), toText(mark.label));
            }
        }
    }
    return lines.join(u'\n');
}

QString timeBarText(const console::MeshTimeline &timeline, const TimeSelection &time, Timestamp at)
{
    const auto holds = [&](const console::MeshTimeBar &bar) {
        return bar.start <= at && at < bar.start + timeline.step;
    };
    const auto bar = std::ranges::find_if(timeline.bars, holds);
    if (bar == timeline.bars.end())
        return {};
    const QString what = bar->isGap
        ? Words::tr("nothing was measured")
        : Words::tr("%1, %2 errors")
              .arg(requestRateText(bar->requestRate), errorRateText(bar->errorRate));
    return u"%1 – %2\n%3"_s.arg(
        time.timeText(bar->start), time.timeText(bar->start + timeline.step), what);
}

} // namespace binnacle::ui

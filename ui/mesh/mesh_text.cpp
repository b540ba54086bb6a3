#include "ui/mesh/mesh_text.h"

#include "ui/widgets/formatting.h"
#include "ui/widgets/slo_text.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include <algorithm>
#include <cmath>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(binnacle::ui::MeshText)
};

constexpr double kErrorWarning = 1; // percent
constexpr double kErrorCritical = 5;
constexpr double kLatencyWarning = 300; // ms
constexpr double kLatencyCritical = 1'000;
constexpr double kAllEncrypted = 99.95; // percent
constexpr double kSignificance = 0.01;
constexpr char kOutside[] = "_external";

StatusKind byThreshold(std::optional<double> value, double warning, double critical)
{
    if (!value)
        return StatusKind::Unknown;
    if (*value >= critical)
        return StatusKind::Critical;
    return *value >= warning ? StatusKind::Warning : StatusKind::Ok;
}

QString withSign(const QString &text, double value)
{
    return value > 0 ? u'+' + text : value < 0 ? u'−' + text : text;
}

// "812 rps, 0.1 % errors, p95 12 ms"
QString trafficLine(const MeshGraph &graph, const Traffic &traffic)
{
    if (traffic.requests == 0)
        return Words::tr("no traffic in this window");
    return Words::tr("%1, %2 errors, p95 %3")
        .arg(requestRateText(graph.rate(traffic.requests)), errorRateText(traffic.errorRate()),
            latencyText(traffic.quantile(0.95)));
}

} // namespace

QString colourText(MeshColour colour)
{
    switch (colour) {
    case MeshColour::SloStatus:
        return Words::tr("SLO status");
    case MeshColour::ErrorRate:
        return Words::tr("error rate");
    case MeshColour::Latency:
        return Words::tr("p95 latency");
    case MeshColour::Mtls:
        return Words::tr("mTLS");
    }
    return {};
}

QString colourLegend(MeshColour colour, StatusKind kind)
{
    if (kind == StatusKind::Unknown)
        return Words::tr("no traffic, or not told");
    const auto pick = [kind](const QString &ok, const QString &warning, const QString &critical) {
        return kind == StatusKind::Ok ? ok : kind == StatusKind::Warning ? warning : critical;
    };
    switch (colour) {
    case MeshColour::SloStatus:
        return pick(Words::tr("healthy"), Words::tr("warning: close to its target"),
            Words::tr("critical: misses its target"));
    case MeshColour::ErrorRate:
        return pick(Words::tr("under 1 % errors"), Words::tr("1 to 5 % errors"),
            Words::tr("5 % errors and more"));
    case MeshColour::Latency:
        return pick(
            Words::tr("p95 up to 300 ms"), Words::tr("p95 over 300 ms"), Words::tr("p95 over 1 s"));
    case MeshColour::Mtls:
        return pick(Words::tr("all requests encrypted"), Words::tr("a part encrypted"),
            Words::tr("nothing encrypted"));
    }
    return {};
}

StatusKind errorRateStatus(std::optional<double> percent)
{
    return byThreshold(percent, kErrorWarning, kErrorCritical);
}

StatusKind latencyStatus(std::optional<double> ms)
{
    return byThreshold(ms, kLatencyWarning, kLatencyCritical);
}

StatusKind mtlsStatus(std::optional<double> percent)
{
    if (!percent)
        return StatusKind::Unknown;
    if (*percent >= kAllEncrypted)
        return StatusKind::Ok;
    return *percent > 0 ? StatusKind::Warning : StatusKind::Critical;
}

StatusKind statusOf(const MeshNode &node, MeshColour colour)
{
    switch (colour) {
    case MeshColour::SloStatus:
        return statusKind(node.status);
    case MeshColour::ErrorRate:
        return errorRateStatus(node.shown().errorRate());
    case MeshColour::Latency:
        return latencyStatus(node.shown().quantile(0.95));
    case MeshColour::Mtls:
        return mtlsStatus(node.traffic.tlsShare()); // only its own proxy knows
    }
    return StatusKind::Unknown;
}

StatusKind statusOf(const MeshEdge &edge, MeshColour colour)
{
    switch (colour) {
    case MeshColour::SloStatus:
        return statusKind(edge.status);
    case MeshColour::ErrorRate:
        return errorRateStatus(edge.traffic.errorRate());
    case MeshColour::Latency:
        return latencyStatus(edge.traffic.quantile(0.95));
    case MeshColour::Mtls:
        break;
    }
    return StatusKind::Unknown;
}

bool isTrouble(StatusKind status)
{
    return status == StatusKind::Warning || status == StatusKind::Critical;
}

int severity(StatusKind status)
{
    switch (status) {
    case StatusKind::Critical:
        return 3;
    case StatusKind::Warning:
        return 2;
    case StatusKind::Ok:
        return 1;
    case StatusKind::Unknown:
    case StatusKind::Neutral:
        break;
    }
    return 0;
}

QString tightText(QString number)
{
    const auto blank = number.lastIndexOf(u' ');
    if (blank > 0)
        number.remove(blank, 1);
    return number.startsWith(u"< "_s) ? number.remove(1, 1) : number;
}

QString nodeErrorText(std::optional<double> percent)
{
    if (!percent || *percent <= 0 || *percent >= 0.95)
        return tightText(errorRateText(percent));
    if (*percent < 0.05)
        return tightText(Words::tr("< %1 %").arg(QLocale().toString(0.1, 'f', 1)));
    return QLocale().toString(*percent, 'f', 1) + u'%';
}

QString perSecondText(const QString &requestRate)
{
    const QString unit = requestRateText(0.0).section(u' ', 1);
    return requestRate.endsWith(u' ' + unit) ? requestRate.chopped(unit.size() + 1) + u"/s"_s
                                             : requestRate;
}

QString changeText(MeshChange change)
{
    switch (change) {
    case MeshChange::Added:
        return Words::tr("added");
    case MeshChange::Removed:
        return Words::tr("removed");
    case MeshChange::Degraded:
        return Words::tr("worse");
    case MeshChange::Improved:
        return Words::tr("better");
    case MeshChange::Same:
        break;
    }
    return {};
}

QString changeGlyph(MeshChange change)
{
    switch (change) {
    case MeshChange::Added:
        return u"+"_s;
    case MeshChange::Removed:
        return u"−"_s;
    case MeshChange::Degraded:
        return u"▼"_s;
    case MeshChange::Improved:
        return u"▲"_s;
    case MeshChange::Same:
        break;
    }
    return {};
}

StatusKind changeStatus(MeshChange change)
{
    switch (change) {
    case MeshChange::Degraded:
        return StatusKind::Critical;
    case MeshChange::Improved:
        return StatusKind::Ok;
    case MeshChange::Added:
    case MeshChange::Removed:
    case MeshChange::Same:
        break;
    }
    return StatusKind::Neutral;
}

QString requestRateChange(std::optional<double> perSecond)
{
    if (!perSecond)
        return requestRateText({});
    return withSign(requestRateText(std::abs(*perSecond)), *perSecond);
}

QString errorRateChange(std::optional<double> points)
{
    if (!points)
        return errorRateText({});
    const double size = std::abs(*points);
    return withSign(Words::tr("%1 pp", "percentage points")
                        .arg(QLocale().toString(size, 'f', size < 1 ? 2 : 1)),
        *points);
}

QString latencyChange(std::optional<double> ms)
{
    return ms ? withSign(latencyText(std::abs(*ms)), *ms) : latencyText({});
}

QString significanceText(std::optional<double> chance)
{
    if (!chance)
        return Words::tr("not tested");
    return *chance < kSignificance ? Words::tr("significant") : Words::tr("may be chance");
}

QString chanceText(std::optional<double> chance)
{
    if (!chance)
        return {};
    if (*chance < 0.001)
        return u"p < %1"_s.arg(QLocale().toString(0.001, 'f', 3));
    return u"p = %1"_s.arg(QLocale().toString(*chance, 'f', *chance < 0.1 ? 3 : 2));
}

QString serviceText(const ServiceRef &service)
{
    const QString name = toText(service.name);
    return service.ns == kOutside ? name + u" ↗"_s : name;
}

QString namespaceText(const std::string &ns)
{
    return ns == kOutside ? Words::tr("outside the mesh") : toText(ns);
}

QString edgeText(const EdgeRef &edge)
{
    return serviceText(edge.source) + u" → "_s + serviceText(edge.target);
}

QString originText(const MeshNode &node)
{
    const double all = node.ownErrors + node.inheritedErrors;
    if (all <= 0 || node.origin == ErrorOrigin::None)
        return {};
    const QString share = percentText(std::max(node.ownErrors, node.inheritedErrors) / all);
    return node.ownErrors >= node.inheritedErrors
        ? Words::tr("%1 of its errors are its own").arg(share)
        : Words::tr("%1 of its errors are inherited from what it calls").arg(share);
}

QString mtlsText(std::optional<double> percent)
{
    if (!percent)
        return {};
    if (*percent >= kAllEncrypted)
        return Words::tr("mTLS ✓");
    return *percent > 0 ? Words::tr("mTLS %1").arg(errorRateText(percent)) : Words::tr("no mTLS");
}

QString describe(const MeshGraph &graph, const MeshNode &node)
{
    QStringList lines{toText(node.service.text()) + u" — "_s + sloStatusText(node.status),
        trafficLine(graph, node.shown())};
    if (const QString origin = originText(node); !origin.isEmpty())
        lines += origin;
    if (node.isNew)
        lines += Words::tr("new: first seen in this window");
    if (node.isIdle)
        lines += Words::tr("idle: had traffic within the hour before");
    return lines.join(u'\n');
}

QString describe(const MeshGraph &graph, const MeshEdge &edge)
{
    QStringList lines{toText(edge.edge.source.text()) + u" → "_s + toText(edge.edge.target.text()),
        trafficLine(graph, edge.traffic)};
    if (edge.isNew)
        lines += Words::tr("new: first call in this window");
    if (edge.isIdle)
        lines += Words::tr("idle: called within the hour before");
    return lines.join(u'\n');
}

QString causeText(const ServiceRef &service, const console::MeshServiceDetail::LikelyCause &cause)
{
    const QString culprit = serviceText(cause.service);
    const QString victim = serviceText(service);
    const bool isItself = cause.service == service;
    QString onset;
    if (isItself) {
        onset = cause.isLatency ? Words::tr("%1 itself is slow.").arg(victim)
                                : Words::tr("%1 itself fails.").arg(victim);
    } else if (cause.lead > Duration::zero()) {
        onset = (cause.isLatency ? Words::tr("%1 p95 rose %2 before %3.")
                                 : Words::tr("%1 began to fail %2 before %3."))
                    .arg(culprit, ageText(cause.lead), victim);
    } else {
        onset = cause.isLatency ? Words::tr("%1 is slow.").arg(culprit)
                                : Words::tr("%1 fails.").arg(culprit);
    }
    if (isItself || cause.share <= 0)
        return onset;
    return onset + u' '
        + Words::tr("%1 of the errors of %2 come through it.")
              .arg(percentText(cause.share), victim);
}

} // namespace binnacle::ui

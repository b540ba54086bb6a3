#include "ui/overview/headline.h"

#include "ui/widgets/formatting.h"

#include <QCoreApplication>

#include <algorithm>

namespace binnacle::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(Headline)
};

// Trouble that is going on beats silence: a silent lab must not hide a burning cluster.
int rankOf(const ClusterRow &row)
{
    switch (troubleOf(row)) {
    case ClusterTrouble::Untold:
        return 0;
    case ClusterTrouble::None:
        return 1;
    case ClusterTrouble::Stale:
        return 2;
    case ClusterTrouble::Warnings:
        return 3;
    case ClusterTrouble::Degraded:
        return 4;
    case ClusterTrouble::Unhealthy:
        return 5;
    }
    return 0;
}

StatusKind glyphOf(ClusterTrouble trouble)
{
    switch (trouble) {
    case ClusterTrouble::None:
        return StatusKind::Ok;
    case ClusterTrouble::Untold:
    case ClusterTrouble::Stale:
        return StatusKind::Unknown;
    case ClusterTrouble::Warnings:
    case ClusterTrouble::Degraded:
        return StatusKind::Warning;
    case ClusterTrouble::Unhealthy:
        return StatusKind::Critical;
    }
    return StatusKind::Ok;
}

QString titleOf(const ClusterRow &row, bool hasStart, const QString &start)
{
    const QString name = toText(row.cluster.name);
    switch (troubleOf(row)) {
    case ClusterTrouble::Untold:
        return Words::tr("Nothing that old is kept");
    case ClusterTrouble::None:
        return Words::tr("All quiet");
    case ClusterTrouble::Stale:
        return Words::tr("%1 is silent").arg(name);
    case ClusterTrouble::Warnings:
        return hasStart ? Words::tr("%1 has been in trouble since %2").arg(name, start)
                        : Words::tr("%1 has many warnings").arg(name);
    case ClusterTrouble::Degraded:
        return hasStart ? Words::tr("%1 has been degraded since %2").arg(name, start)
                        : Words::tr("%1 is degraded").arg(name);
    case ClusterTrouble::Unhealthy:
        return hasStart ? Words::tr("%1 has been unhealthy since %2").arg(name, start)
                        : Words::tr("%1 is unhealthy").arg(name);
    }
    return {};
}

} // namespace

int worstCluster(const std::vector<ClusterRow> &rows)
{
    const auto worst = std::ranges::max_element(rows, {},
        [](const ClusterRow &row) { return std::pair(rankOf(row), row.warningsLastHour); });
    return worst == rows.end() ? -1 : static_cast<int>(worst - rows.begin());
}

Headline headlineOf(const std::vector<ClusterRow> &rows, const console::Timeline *timeline,
    const ClusterId &timelineCluster, const TimeSelection &time)
{
    const int worst = worstCluster(rows);
    if (worst < 0)
        return {};
    const ClusterRow &row = rows[static_cast<std::size_t>(worst)];
    const bool isMatching = timeline && timelineCluster == row.cluster.id;
    const bool hasStart = isMatching && isKnown(timeline->likelyStart) && isInTrouble(row);
    Headline headline{.status = glyphOf(troubleOf(row)),
        .title
        = titleOf(row, hasStart, hasStart ? time.timeText(timeline->likelyStart) : QString())};
    QStringList details;
    if (hasStart && !timeline->likelyCause.empty())
        details.append(toText(timeline->likelyCause));
    if (troubleOf(row) == ClusterTrouble::Stale)
        details.append(Words::tr("last snapshot %1 ago; showing what was known then")
                           .arg(ageText(row.cluster.times.lastSnapshot, row.asOf)));
    else
        details.append(Words::tr(
            "%Ln warning(s) in the last hour", nullptr, static_cast<int>(row.warningsLastHour)));
    const auto silent = std::ranges::count_if(rows, [&row](const ClusterRow &other) {
        return !(other.cluster.id == row.cluster.id) && troubleOf(other) == ClusterTrouble::Stale;
    });
    if (silent > 0)
        details.append(Words::tr("%n other cluster(s) silent", nullptr, static_cast<int>(silent)));
    headline.detail = details.join(QStringLiteral(" · "));
    return headline;
}

} // namespace binnacle::ui

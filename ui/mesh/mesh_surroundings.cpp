#include "ui/mesh/mesh_surroundings.h"

#include "ui/mesh/mesh_canvas.h"
#include "ui/mesh/mesh_presenter.h"
#include "ui/mesh/mesh_scrubber.h"
#include "ui/mesh/mesh_stage.h"
#include "ui/mesh/mesh_toolbar.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/formatting.h"

#include <QCoreApplication>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(binnacle::ui::MeshView)
};

} // namespace

void MeshSurroundings::showHidden(bool isOnlyTrouble)
{
    const MeshScene &scene = m_parts.stage.canvas().scene();
    QStringList parts;
    if (scene.hiddenByHand() > 0)
        parts += Words::tr("%n hidden", nullptr, static_cast<int>(scene.hiddenByHand()));
    if (scene.hiddenHealthy() > 0)
        parts
            += Words::tr("%n healthy not shown", nullptr, static_cast<int>(scene.hiddenHealthy()));
    const auto &picture = m_parts.presenter.picture();
    if (picture && picture->layout.hiddenNodes > 0) {
        parts += Words::tr(
            "%n outside the neighbourhood", nullptr, static_cast<int>(picture->layout.hiddenNodes));
    }
    m_parts.stage.setHidden(
        parts.isEmpty() ? QString() : Words::tr("%1 · Show all").arg(parts.join(u", "_s)));
    const bool isAllWell
        = isOnlyTrouble && scene.isEmpty() && picture && !picture->graph.nodes.empty();
    m_parts.stage.setMessage(isAllWell
            ? Words::tr("Nothing is in trouble: every service of this cluster with "
                        "traffic is healthy.")
            : QString());
}

void MeshSurroundings::showCluster()
{
    const QString silence = meshSilenceText(m_parts.presenter, m_parts.time);
    m_parts.silence.setVisible(!silence.isEmpty());
    if (!silence.isEmpty())
        m_parts.silence.present(StatusKind::Warning, silence);
    m_parts.stage.canvas().setDimmed(!silence.isEmpty());
    m_parts.toolbar.setIncidentKnown(isKnown(m_parts.presenter.likelyStart()));
    m_parts.scrubber.setWindow(m_parts.presenter.window());
    QStringList clusters;
    if (m_parts.presenter.isOneOfAll()) {
        const auto estate = m_parts.estate.estate(); // for as long as the loop runs
        for (const console::ClusterView &cluster : estate->clusters)
            clusters += toText(cluster.id.value);
    }
    m_parts.stage.setClusterChoice(
        clusters.size() < 2 ? QString() : Words::tr("1 of %1 clusters").arg(clusters.size()),
        clusters);
}

void MeshSurroundings::showComparison()
{
    const auto compared = m_parts.presenter.compareWindow();
    m_parts.scrubber.setCompare(compared);
    const auto &picture = m_parts.presenter.picture();
    if (!compared || !picture || !picture->diff)
        return m_parts.toolbar.setComparison({}, {}, {});
    const MeshDiff &diff = *picture->diff;
    QStringList gone;
    for (const MeshNodeDelta &row : diff.nodes) {
        if (row.delta.change == MeshChange::Removed)
            gone += toText(row.service.text());
    }
    const QString then = m_parts.time.timeText(diff.before.to);
    const int added = diff.count(MeshChange::Added);
    const int removed = diff.count(MeshChange::Removed);
    const int degraded = diff.count(MeshChange::Degraded);
    m_parts.toolbar.setComparison(Words::tr("Compare with %1 — %2 added, %3 removed, %4 degraded")
                                      .arg(then)
                                      .arg(added)
                                      .arg(removed)
                                      .arg(degraded),
        u"%1: +%2 −%3 ▼%4"_s.arg(then.chopped(then.count(u':') == 2 ? 3 : 0))
            .arg(added)
            .arg(removed)
            .arg(degraded),
        gone.isEmpty() ? QString() : Words::tr("No longer there: %1").arg(gone.join(u", "_s)));
}

void MeshSurroundings::showNamespaces()
{
    QStringList namespaces;
    if (const auto &picture = m_parts.presenter.picture()) {
        for (const MeshNode &node : picture->graph.nodes)
            namespaces += toText(node.service.ns);
    }
    namespaces.removeDuplicates();
    if (m_parts.presenter.scope().ns.empty() && m_parts.presenter.scope().focus.name.empty())
        m_parts.toolbar.setNamespaces(namespaces);
}

} // namespace binnacle::ui

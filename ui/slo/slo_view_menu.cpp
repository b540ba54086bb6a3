#include "ui/slo/slo_table.h"
#include "ui/slo/slo_view.h"
#include "ui/widgets/object_actions.h"

#include <QMenu>

#include <algorithm>

// What can be done with an objective of the SLO view.

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

// The mesh knows names; which kind of workload bears them stands in the snapshot.
ResourceRef SloView::workloadOf(const ServiceRef &service) const
{
    ResourceRef result{.kind = "Deployment", .ns = service.ns, .name = service.name};
    if (!m_presenter.selected())
        return result;
    const auto estate = m_services.estate.estate(); // for as long as it is looked at
    const auto cluster = std::ranges::find(
        estate->clusters, m_presenter.selected()->cluster, &console::ClusterView::id);
    if (cluster == estate->clusters.end() || !cluster->snapshot)
        return result;
    const auto &workloads = cluster->snapshot->workloads;
    const auto found = std::ranges::find_if(workloads, [&service](const Workload &workload) {
        return workload.meta.ns == service.ns && workload.meta.name == service.name;
    });
    if (found != workloads.end())
        result.kind = std::string(workloadKindName(found->kind));
    return result;
}

void SloView::showMenu(const QPoint &at)
{
    if (!m_table->indexAt(at).isValid()) // the row under the mouse is the selected one by now
        return;
    const auto service = backend();
    auto *menu = new QMenu(this);
    menu->setObjectName(u"sloMenu"_s);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addAction(tr("Show in mesh\tM"), this, &SloView::openMesh)
        ->setEnabled(service.has_value());
    menu->addAction(tr("Show events\tE"), this, &SloView::openEvents)
        ->setEnabled(service.has_value());
    menu->addAction(tr("Edit target\tCtrl+E"), this, &SloView::editTarget);
    if (objectActions() && service)
        objectActions()->addActions(*menu, m_presenter.selected()->cluster, workloadOf(*service));
    menu->popup(m_table->viewport()->mapToGlobal(at));
}

} // namespace binnacle::ui

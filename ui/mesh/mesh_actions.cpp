#include "ui/mesh/mesh_actions.h"

#include "core/console/on_answer.h"
#include "ui/mesh/mesh_export.h"
#include "ui/mesh/mesh_presenter.h"
#include "ui/mesh/mesh_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/object_actions.h"
#include "ui/widgets/view.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QMenu>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string kindText(WorkloadKind kind)
{
    switch (kind) {
    case WorkloadKind::StatefulSet:
        return "StatefulSet";
    case WorkloadKind::DaemonSet:
        return "DaemonSet";
    default:
        return "Deployment";
    }
}

} // namespace

MeshActions::MeshActions(MeshPresenter &presenter, View &view)
    : QObject(&view)
    , m_presenter(presenter)
    , m_view(view)
{}

// The mesh knows names; which kind of workload bears them stands in the snapshot.
ResourceRef MeshActions::workloadOf(const ServiceRef &service) const
{
    ResourceRef result{.kind = "Deployment", .ns = service.ns, .name = service.name};
    const auto cluster = m_presenter.clusterView();
    if (!cluster || !cluster->snapshot)
        return result;
    const auto &workloads = cluster->snapshot->workloads;
    const auto found = std::ranges::find_if(workloads, [&service](const Workload &workload) {
        return workload.meta.ns == service.ns && workload.meta.name == service.name;
    });
    if (found != workloads.end())
        result.kind = kindText(found->kind);
    return result;
}

void MeshActions::openEvents()
{
    const MeshSelection &selection = m_presenter.selection();
    if (selection.isNone() || selection.kind == MeshSelection::Kind::Namespace)
        return;
    // Of a call it is the callee that may be to blame.
    const ServiceRef &service = selection.isService() ? selection.service : selection.edge.target;
    emit m_view.objectActivated(
        m_presenter.cluster(), {.scope = EventScope::WorkloadTree, .object = workloadOf(service)});
}

void MeshActions::openSlo()
{
    const MeshSelection &selection = m_presenter.selection();
    SloSubject subject;
    subject.cluster = m_presenter.cluster();
    if (selection.isService()) {
        subject.kind = SloSubject::Kind::Service;
        subject.key = TrafficKey::of(selection.service);
    } else if (selection.kind == MeshSelection::Kind::Edge) {
        subject.kind = SloSubject::Kind::Edge;
        subject.key = TrafficKey::of(selection.edge);
    } else {
        return;
    }
    emit m_view.sloActivated(subject);
}

void MeshActions::drillDown()
{
    const MeshSelection &selection = m_presenter.selection();
    MeshScope scope = m_presenter.scope();
    switch (selection.kind) {
    case MeshSelection::Kind::None:
        return;
    case MeshSelection::Kind::Namespace:
        return toggleFold();
    case MeshSelection::Kind::Service:
        scope.focus = selection.service;
        break;
    case MeshSelection::Kind::Edge:
        scope.focus = selection.edge.target;
        break;
    }
    m_presenter.setScope(scope);
}

void MeshActions::changeHops(int by)
{
    MeshScope scope = m_presenter.scope();
    if (scope.focus.name.empty())
        return drillDown();
    scope.hops = std::clamp(scope.hops + by, 1, kMostHops);
    m_presenter.setScope(scope);
}

void MeshActions::leaveFocus()
{
    MeshScope scope = m_presenter.scope();
    scope.focus = {};
    scope.hops = 1;
    m_presenter.setScope(scope);
}

void MeshActions::showAll()
{
    MeshScope scope = m_presenter.scope();
    scope.ns.clear();
    scope.focus = {};
    scope.hops = 1;
    m_presenter.setScope(scope);
}

void MeshActions::widen()
{
    MeshScope scope = m_presenter.scope();
    scope.window
        = scope.window == MeshWindow::FiveMinutes ? MeshWindow::OneHour : MeshWindow::Range;
    m_presenter.setScope(scope);
}

void MeshActions::toggleFold()
{
    const MeshSelection &selection = m_presenter.selection();
    MeshScope scope = m_presenter.scope();
    if (selection.kind == MeshSelection::Kind::Namespace) {
        scope.folded.erase(selection.ns);
        scope.unfolded.insert(selection.ns);
    } else if (selection.isService()) {
        scope.unfolded.erase(selection.service.ns);
        scope.folded.insert(selection.service.ns);
        m_presenter.select(MeshSelection::ofNamespace(selection.service.ns));
    } else {
        return;
    }
    m_presenter.setScope(scope);
}

void MeshActions::copy(const QString &text) const
{
    if (!text.isEmpty())
        QGuiApplication::clipboard()->setText(text);
}

void MeshActions::copy(GraphText text, const std::vector<MeshSelection> &selections) const
{
    if (const auto &picture = m_presenter.picture())
        copy(text(picture->graph, selections));
}

void MeshActions::startCommand(const QString &action)
{
    const MeshSelection &selection = m_presenter.selection();
    if (selection.isNone() || selection.kind == MeshSelection::Kind::Namespace)
        return;
    if (ObjectActions *actions = m_view.objectActions())
        actions->start(action, m_presenter.cluster(),
            workloadOf(selection.isService() ? selection.service : selection.edge.target));
}

void MeshActions::showMenu(const QPoint &globalPosition)
{
    const MeshSelection selection = m_presenter.selection();
    auto *menu = new QMenu(&m_view);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    const bool isNamespace = selection.kind == MeshSelection::Kind::Namespace;
    if (isNamespace) {
        menu->addAction(tr("Unfold"), this, &MeshActions::toggleFold);
    } else {
        menu->addAction(tr("Events"), this, &MeshActions::openEvents);
        menu->addAction(tr("SLO"), this, &MeshActions::openSlo);
        menu->addAction(tr("Only its neighbourhood"), this, &MeshActions::drillDown);
    }
    if (selection.isService()) {
        menu->addAction(tr("Fold namespace %1").arg(namespaceText(selection.service.ns)), this,
            &MeshActions::toggleFold);
    }
    menu->addSeparator();
    const auto add = [&](const QString &text, MeshKey key) {
        menu->addAction(text, this, [this, key] { emit keyWanted(key); });
    };
    if (selection.kind != MeshSelection::Kind::Edge) {
        add(tr("Pin, or let go"), MeshKey::Pin);
        add(tr("Hide"), MeshKey::Hide);
    }
    add(tr("Copy name"), MeshKey::CopyName);
    add(tr("Copy the numbers as JSON"), MeshKey::CopyJson);
    // Of a call it is the callee that one would act on.
    if (ObjectActions *actions = m_view.objectActions(); actions && !isNamespace)
        actions->addActions(*menu, m_presenter.cluster(),
            workloadOf(selection.isService() ? selection.service : selection.edge.target));
    menu->popup(globalPosition);
}

void MeshActions::exportAs(MeshExport format, const MeshScene &scene, const console::MeshFeed &feed)
{
    const auto picture = m_presenter.picture();
    if (!picture)
        return;
    const QString name
        = u"mesh-%1.%2"_s.arg(toText(m_presenter.cluster().value), exportEnding(format));
    // What is on the screen now is what is written, however long the choice of a file takes.
    if (format == MeshExport::Png) {
        const QImage image = meshImage(scene);
        askWhereToSave(m_view, tr("Export the mesh"), name,
            [this, image](const QString &path) { watch(writeImage(path, image)); });
        return;
    }
    QByteArray bytes;
    if (format == MeshExport::Svg) {
        bytes = meshSvg(scene, name);
    } else {
        const auto kind = format == MeshExport::Dot ? console::MeshFormat::Dot
            : format == MeshExport::Json            ? console::MeshFormat::Json
                                                    : console::MeshFormat::Csv;
        bytes = feed.exportText(*picture, kind).toUtf8();
    }
    askWhereToSave(m_view, tr("Export the mesh"), name,
        [this, bytes](const QString &path) { watch(writeBytes(path, bytes)); });
}

void MeshActions::watch(const QFuture<Status> &written)
{
    console::onAnswer(written, this, [this](const Status &status) {
        if (!status)
            emit failed(status.error());
    });
}

} // namespace binnacle::ui

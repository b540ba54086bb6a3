#include "ui/mesh/mesh_inspector.h"

#include "ui/mesh/mesh_presenter.h"
#include "ui/mesh/mesh_service_page.h"
#include "ui/mesh/mesh_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/inspector_panel.h"
#include "ui/widgets/slo_text.h"

#include <QLabel>
#include <QPushButton>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr std::size_t kWorstServices = 8;

} // namespace

MeshInspector::MeshInspector(
    const MeshPresenter &presenter, const TimeSelection &time, QWidget *parent)
    : QStackedWidget(parent)
    , m_presenter(presenter)
    , m_time(time)
    , m_facts(new InspectorPanel)
    , m_service(new MeshServicePage(time))
{
    setObjectName(u"meshInspector"_s);
    setAccessibleName(tr("Inspector of the mesh"));
    m_facts->setObjectName(u"meshFacts"_s);
    addWidget(m_facts);
    addWidget(m_service);
    connect(m_service, &MeshServicePage::serviceChosen, this,
        [this](const ServiceRef &service) { emit chosen(MeshSelection::of(service)); });
    connect(m_service, &MeshServicePage::eventChosen, this, &MeshInspector::eventChosen);
    connect(m_service, &MeshServicePage::drillWanted, this, &MeshInspector::drillWanted);
    connect(m_service, &MeshServicePage::eventsWanted, this, &MeshInspector::eventsWanted);
    connect(m_service, &MeshServicePage::sloWanted, this, &MeshInspector::sloWanted);
}

void MeshInspector::refresh()
{
    const MeshSelection &selection = m_presenter.selection();
    const bool hasPicture = m_presenter.picture() != nullptr;
    if (selection.isService() && hasPicture) {
        m_service->showService(
            *m_presenter.picture(), selection.service, m_presenter.detail().get());
        setCurrentWidget(m_service);
        return;
    }
    m_facts->clearKeepingPlace();
    if (!hasPicture || m_presenter.state() != MeshState::Showing)
        m_facts->addText(tr("Nothing to show."), Tone::Muted);
    else if (selection.kind == MeshSelection::Kind::Edge)
        showEdge();
    else if (selection.kind == MeshSelection::Kind::Namespace)
        showNamespace();
    else
        showWhole();
    setCurrentWidget(m_facts);
}

void MeshInspector::addChoice(
    const QString &key, const MeshSelection &selection, const QString &text)
{
    const QPushButton *link = m_facts->addLinkRow(key, text);
    connect(link, &QPushButton::clicked, this, [this, selection] { emit chosen(selection); });
}

void MeshInspector::showWhole()
{
    const MeshGraph &graph = m_presenter.picture()->graph;
    const auto count = [&graph](SloStatus status) {
        return std::ranges::count(graph.nodes, status, &MeshNode::status);
    };
    SloStatus worst = SloStatus::Unknown;
    for (const MeshNode &node : graph.nodes)
        worst = worse(worst, node.status);
    m_facts->addTitle(statusKind(worst), tr("The whole mesh"),
        toText(m_presenter.picture()->question.cluster.value));
    m_facts->addRow(tr("Services"), countText(static_cast<qint64>(graph.nodes.size())), true);
    m_facts->addRow(tr("Calls"), countText(static_cast<qint64>(graph.edges.size())), true);
    m_facts->addRow(tr("Critical"), countText(count(SloStatus::Critical)), true,
        count(SloStatus::Critical) > 0 ? Tone::Critical : Tone::Text);
    m_facts->addRow(tr("Warning"), countText(count(SloStatus::Warning)), true,
        count(SloStatus::Warning) > 0 ? Tone::Warning : Tone::Text);
    const double covered = graph.range.length().count() > 0
        ? static_cast<double>(graph.covered.count())
            / static_cast<double>(graph.range.length().count())
        : 0;
    m_facts->addRow(tr("Measured"),
        tr("%1 of %2", "a share of a length of time")
            .arg(percentText(std::min(covered, 1.0)), spanText(graph.range.length())));
    addWorst();
    addRemoved();
    m_facts->addText(
        tr("Select a service or a call to see its numbers, budget and events."), Tone::Muted);
}

void MeshInspector::addWorst()
{
    const MeshGraph &graph = m_presenter.picture()->graph;
    std::vector<const MeshNode *> troubled;
    for (const MeshNode &node : graph.nodes) {
        if (isTrouble(statusKind(node.status)))
            troubled.push_back(&node);
    }
    if (troubled.empty()) {
        m_facts->addSection(tr("Troubled services"));
        m_facts->addText(tr("None: every service with traffic keeps its target."), Tone::Muted);
        return;
    }
    // Those with errors of their own first: the others may only inherit.
    std::ranges::sort(troubled, [](const MeshNode *a, const MeshNode *b) {
        return std::pair(a->status, a->ownErrors) > std::pair(b->status, b->ownErrors);
    });
    m_facts->addSection(tr("Troubled services"), countText(static_cast<qint64>(troubled.size())));
    for (std::size_t i = 0; i < std::min(troubled.size(), kWorstServices); ++i) {
        const MeshNode &node = *troubled[i];
        const QString what = node.origin == ErrorOrigin::Own ? tr("own errors")
            : node.origin == ErrorOrigin::Inherited          ? tr("inherited")
                                                             : sloStatusText(node.status);
        addChoice(what, MeshSelection::of(node.service),
            u"%1 · %2"_s.arg(serviceText(node.service), errorRateText(node.shown().errorRate())));
    }
}

// They have no place in the graph any more, so they are told here.
void MeshInspector::addRemoved()
{
    const auto &diff = m_presenter.picture()->diff;
    if (!diff)
        return;
    m_facts->addSection(tr("Compared with %1").arg(m_time.timeText(diff->before.to)));
    m_facts->addRow(tr("Added"), countText(diff->count(MeshChange::Added)), true);
    m_facts->addRow(tr("Removed"), countText(diff->count(MeshChange::Removed)), true);
    m_facts->addRow(tr("Worse"), countText(diff->count(MeshChange::Degraded)), true);
    m_facts->addRow(tr("Better"), countText(diff->count(MeshChange::Improved)), true);
    for (const MeshNodeDelta &row : diff->nodes) {
        if (row.delta.change == MeshChange::Removed)
            m_facts->addRow(tr("− removed"), toText(row.service.text()), true);
    }
    for (const MeshEdgeDelta &row : diff->edges) {
        if (row.delta.change == MeshChange::Removed)
            m_facts->addRow(tr("− removed"), edgeText(row.edge), true);
    }
}

void MeshInspector::showEdge()
{
    const EdgeRef &edge = m_presenter.selection().edge;
    const MeshGraph &graph = m_presenter.picture()->graph;
    const auto found = std::ranges::find(graph.edges, edge, &MeshEdge::edge);
    const bool isThere = found != graph.edges.end();
    m_facts->addTitle(isThere ? statusKind(found->status) : StatusKind::Unknown, edgeText(edge));
    if (isThere) {
        const Traffic &traffic = found->traffic;
        const auto errors = traffic.errorRate();
        const auto p95 = traffic.quantile(0.95);
        m_facts->addRow(tr("Requests"), requestRateText(graph.rate(traffic.requests)), true);
        m_facts->addRow(
            tr("Errors"), errorRateText(errors), true, troubleTone(errorRateStatus(errors)));
        m_facts->addRow(tr("Failed"),
            tr("%1 of %2", "failed requests, all requests")
                .arg(countText(traffic.errors), countText(traffic.requests)),
            true);
        m_facts->addRow(tr("p50"), latencyText(traffic.quantile(0.5)), true);
        m_facts->addRow(tr("p95"), latencyText(p95), true, troubleTone(latencyStatus(p95)));
        m_facts->addRow(tr("p99"), latencyText(traffic.quantile(0.99)), true);
        if (found->isNew)
            m_facts->addRow(tr("New"), tr("first call in this window"));
        if (found->isIdle && isKnown(found->lastSeen))
            m_facts->addRow(tr("Last call"), m_time.timeText(found->lastSeen), true);
    } else {
        m_facts->addText(tr("There was no such call in this window."), Tone::Muted);
    }
    addEdgeDelta();
    m_facts->addSection(tr("Between"));
    addChoice(tr("Caller"), MeshSelection::of(edge.source), serviceText(edge.source));
    addChoice(tr("Callee"), MeshSelection::of(edge.target), serviceText(edge.target));
    const QPushButton *slo = m_facts->addButton(tr("SLO"));
    connect(slo, &QPushButton::clicked, this, &MeshInspector::sloWanted);
}

void MeshInspector::addEdgeDelta()
{
    const auto &diff = m_presenter.picture()->diff;
    if (!diff)
        return;
    const auto row
        = std::ranges::find(diff->edges, m_presenter.selection().edge, &MeshEdgeDelta::edge);
    if (row == diff->edges.end())
        return;
    const MeshDelta &delta = row->delta;
    const QString word = changeText(delta.change);
    m_facts->addSection(tr("Compared with %1").arg(m_time.timeText(diff->before.to)),
        word.isEmpty() ? tr("not different") : changeGlyph(delta.change) + u' ' + word);
    m_facts->addRow(tr("Δ requests"), requestRateChange(delta.requestRate), true);
    m_facts
        ->addRow(tr("Δ errors"),
            errorRateChange(delta.errorRate) + u" · "_s + significanceText(delta.errorChance), true)
        ->setToolTip(chanceText(delta.errorChance).toHtmlEscaped());
    m_facts
        ->addRow(tr("Δ p95"),
            latencyChange(delta.p95) + u" · "_s + significanceText(delta.latencyChance), true)
        ->setToolTip(chanceText(delta.latencyChance).toHtmlEscaped());
}

void MeshInspector::showNamespace()
{
    const std::string &ns = m_presenter.selection().ns;
    const MeshGraph &graph = m_presenter.picture()->graph;
    SloStatus status = SloStatus::Unknown;
    std::vector<const MeshNode *> services;
    for (const MeshNode &node : graph.nodes) {
        if (node.service.ns != ns)
            continue;
        status = worse(status, node.status);
        services.push_back(&node);
    }
    std::ranges::stable_sort(services, std::ranges::greater{}, &MeshNode::status);
    m_facts->addTitle(statusKind(status), namespaceText(ns), tr("folded namespace"));
    const QPushButton *unfold = m_facts->addButton(tr("Unfold"));
    connect(unfold, &QPushButton::clicked, this, &MeshInspector::unfoldWanted);
    m_facts->addSection(tr("Services"), countText(static_cast<qint64>(services.size())));
    constexpr std::size_t kListed = 40;
    for (std::size_t i = 0; i < std::min(services.size(), kListed); ++i) {
        addChoice(sloStatusText(services[i]->status), MeshSelection::of(services[i]->service),
            serviceText(services[i]->service));
    }
    if (services.size() > kListed) {
        m_facts->addText(tr("%1 more: unfold to see them, or open the table (Ctrl+T).")
                             .arg(services.size() - kListed),
            Tone::Muted);
    }
}

} // namespace binnacle::ui

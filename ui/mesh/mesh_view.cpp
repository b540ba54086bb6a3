#include "ui/mesh/mesh_view.h"

#include "ui/mesh/mesh_actions.h"
#include "ui/mesh/mesh_arrangement.h"
#include "ui/mesh/mesh_canvas.h"
#include "ui/mesh/mesh_inspector.h"
#include "ui/mesh/mesh_pages.h"
#include "ui/mesh/mesh_rewind.h"
#include "ui/mesh/mesh_scrubber.h"
#include "ui/mesh/mesh_search.h"
#include "ui/mesh/mesh_stage.h"
#include "ui/mesh/mesh_surroundings.h"
#include "ui/mesh/mesh_tables.h"
#include "ui/mesh/mesh_text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"

#include <QAction>
#include <QSplitter>
#include <QVBoxLayout>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

MeshView::MeshView(const MeshServices &services, QWidget *parent)
    : View(parent)
    , m_services(services)
    , m_presenter(
          new MeshPresenter({services.mesh, services.events, services.estate, services.time}, this))
    , m_actions(new MeshActions(*m_presenter, *this))
{
    setObjectName(u"meshView"_s);
    build();
    buildPalette();
    connectToolbar();
    connectGraph();
    connectInspector();
    connectPresenter();
    showLook();
    m_toolbar->showScope(m_presenter->scope());
    showPicture();
}

MeshView::~MeshView() = default;

QWidget *MeshView::buildLeft()
{
    m_pages = new MeshPages;
    m_stage = &m_pages->stage();
    m_tables = &m_pages->tables();
    m_scrubber = new MeshScrubber(m_services.time);
    auto *left = new QWidget;
    auto *rows = new QVBoxLayout(left);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_pages, 1);
    rows->addWidget(m_scrubber);
    return left;
}

void MeshView::build()
{
    m_toolbar = new MeshToolbar;
    m_failure = new Banner;
    m_failure->setObjectName(u"meshFailure"_s);
    m_failure->hide();
    m_silence = new Banner;
    m_silence->setObjectName(u"meshSilence"_s);
    m_silence->hide();
    m_splitter = new QSplitter;
    m_splitter->setObjectName(u"meshSplitter"_s);
    m_splitter->addWidget(buildLeft());
    m_inspector = new MeshInspector(*m_presenter, m_services.time);
    m_splitter->addWidget(m_inspector);
    m_splitter->setStretchFactor(0, 1);
    m_splitter->setStretchFactor(1, 0);
    m_splitter->setCollapsible(0, false);
    m_splitter->setSizes({10 * m_inspector->sizeHint().width(), m_inspector->sizeHint().width()});

    m_arrangement = new MeshArrangement(*m_presenter, m_stage->canvas(), m_services.memory, this);
    m_search = new MeshSearch({*m_presenter, *m_toolbar, m_stage->canvas(), *m_tables}, this);
    connect(m_search, &MeshSearch::entered, this, [this] { setFocus(Qt::OtherFocusReason); });
    new MeshRewind({*m_presenter, m_services.time, *m_scrubber}, this);
    m_surroundings = std::make_unique<MeshSurroundings>(MeshSurroundings::Parts{*m_presenter,
        m_services.estate, m_services.time, *m_toolbar, *m_stage, *m_scrubber, *m_silence});

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_toolbar);
    layout->addWidget(m_silence);
    layout->addWidget(m_failure);
    layout->addWidget(m_splitter, 1);
    setFocusProxy(&m_stage->canvas());
}

void MeshView::buildPalette()
{
    const auto add = [this](const QString &text, auto run) {
        auto *action = new QAction(text, this);
        connect(action, &QAction::triggered, this, run);
        m_palette.append(action);
        return action;
    };
    QAction *table = add(tr("Mesh: graph or table"), [this] { setTable(!m_pages->isTable()); });
    table->setShortcut(QKeySequence(Qt::CTRL | Qt::Key_T));
    table->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(table);
    add(tr("Mesh: only trouble"), [this] {
        MeshLook look = m_arrangement->look();
        look.onlyTrouble = !look.onlyTrouble;
        m_arrangement->setLook(look);
    });
    add(tr("Mesh: fit everything into view"), [this] { m_stage->canvas().fit(); });
    add(tr("Mesh: draw anew"), [this] { m_presenter->relayout(); });
    add(tr("Mesh: back to now"), [this] { m_services.time.leaveAsOf(); });
    const std::pair<QString, MeshExport> formats[] = {{tr("Mesh: export as PNG"), MeshExport::Png},
        {tr("Mesh: export as SVG"), MeshExport::Svg}, {tr("Mesh: export as DOT"), MeshExport::Dot},
        {tr("Mesh: export as JSON"), MeshExport::Json},
        {tr("Mesh: export as CSV"), MeshExport::Csv}};
    for (const auto &[text, format] : formats) {
        add(text, [this, format = format] {
            m_actions->exportAs(format, m_stage->canvas().scene(), m_services.mesh);
        });
    }
}

void MeshView::connectToolbar()
{
    connect(m_toolbar, &MeshToolbar::scopeChosen, this, &MeshView::setScope);
    connect(m_toolbar, &MeshToolbar::lookChosen, m_arrangement, &MeshArrangement::setLook);
    connect(m_arrangement, &MeshArrangement::lookChanged, this, &MeshView::showLook);
    connect(m_toolbar, &MeshToolbar::instantWanted, this, [this] { m_scrubber->setPicking(true); });
    connect(m_toolbar, &MeshToolbar::tableWanted, this, &MeshView::setTable);
    connect(m_toolbar, &MeshToolbar::zoomWanted, &m_stage->canvas(), &MeshCanvas::zoomBy);
    connect(m_toolbar, &MeshToolbar::fitWanted, &m_stage->canvas(), &MeshCanvas::fit);
    connect(m_toolbar, &MeshToolbar::exportWanted, this, [this](MeshExport format) {
        m_actions->exportAs(format, m_stage->canvas().scene(), m_services.mesh);
    });
    connect(m_actions, &MeshActions::failed, this, &MeshView::tellFailure);
}

void MeshView::connectGraph()
{
    const auto drill = [this](const MeshSelection &selection) {
        m_presenter->select(selection);
        if (selection.kind == MeshSelection::Kind::Namespace)
            m_actions->toggleFold();
        else
            m_actions->openEvents();
    };
    const auto menu = [this](const MeshSelection &selection, const QPoint &at) {
        m_presenter->select(selection);
        m_actions->showMenu(at);
    };
    MeshCanvas &canvas = m_stage->canvas();
    connect(&canvas, &MeshCanvas::picked, m_presenter, &MeshPresenter::select);
    connect(&canvas, &MeshCanvas::activated, this, drill);
    connect(&canvas, &MeshCanvas::menuRequested, this, menu);
    connect(&canvas, &MeshCanvas::focusRequested, this, [this](const MeshSelection &selection) {
        m_presenter->select(selection);
        m_actions->drillDown();
    });
    connect(m_tables, &MeshTables::picked, m_presenter, &MeshPresenter::select);
    connect(m_tables, &MeshTables::activated, this, drill);
    connect(m_tables, &MeshTables::menuRequested, this, menu);
    connect(m_actions, &MeshActions::keyWanted, this, &MeshView::obey);
    connect(m_stage, &MeshStage::showHiddenWanted, this, [this] {
        m_arrangement->showAll();
        m_actions->showAll();
    });
    connect(m_stage, &MeshStage::clusterWanted, this,
        [this](const QString &id) { emit clusterActivated(ClusterId{id.toStdString()}); });
}

void MeshView::connectInspector()
{
    connect(m_inspector, &MeshInspector::chosen, this, [this](const MeshSelection &selection) {
        m_presenter->select(selection);
        m_stage->canvas().setSelection(selection, true);
    });
    connect(m_inspector, &MeshInspector::eventChosen, this, &View::eventActivated);
    connect(m_inspector, &MeshInspector::drillWanted, m_actions, &MeshActions::drillDown);
    connect(m_inspector, &MeshInspector::eventsWanted, m_actions, &MeshActions::openEvents);
    connect(m_inspector, &MeshInspector::sloWanted, m_actions, &MeshActions::openSlo);
    connect(m_inspector, &MeshInspector::unfoldWanted, m_actions, &MeshActions::toggleFold);
}

void MeshView::connectPresenter()
{
    connect(m_presenter, &MeshPresenter::pictureChanged, this, &MeshView::showPicture);
    connect(m_presenter, &MeshPresenter::clusterShown, this, [this] {
        m_arrangement->loadPins();
        m_surroundings->showCluster();
    });
    connect(m_presenter, &MeshPresenter::scopeChanged, this,
        [this] { m_toolbar->showScope(m_presenter->scope()); });
    connect(m_presenter, &MeshPresenter::timelineChanged, this, [this] {
        m_scrubber->setTimeline(m_presenter->timeline());
        if (m_presenter->state() != MeshState::Showing)
            showPicture(); // which of the empty states it is may depend on it
    });
    connect(m_presenter, &MeshPresenter::selectionChanged, this, &MeshView::showSelection);
    connect(m_presenter, &MeshPresenter::detailChanged, m_inspector, &MeshInspector::refresh);
    connect(m_presenter, &MeshPresenter::loadingChanged, m_stage, &MeshStage::setLoading);
    connect(m_presenter, &MeshPresenter::failed, this, &MeshView::tellFailure);
}

void MeshView::tellFailure(const Error &error)
{
    if (m_presenter->state() == MeshState::Failed)
        return; // it fills the view
    m_failure->present(StatusKind::Critical,
        tr("%1. What is on the screen is still right.").arg(errorHeadline(error)),
        errorCodeText(error));
    m_failure->setToolTip(toText(error.message).toHtmlEscaped());
    m_failure->setAction({tr("Retry"), [this] { refresh(); }, false});
    m_failure->show();
}

void MeshView::showPicture()
{
    if (m_presenter->picture() && !m_presenter->error())
        m_failure->hide();
    showScene();
    m_tables->showPicture(m_presenter->picture().get());
    m_tables->setSelection(m_presenter->selection());
    m_pages->showState(*m_presenter, m_services.time,
        {.retry = [this] { refresh(); },
            .widen = [this] { m_actions->widen(); },
            .showAll = [this] { m_actions->showAll(); },
            .backToNow = [this] { m_services.time.leaveAsOf(); }});
    m_surroundings->showNamespaces();
    m_surroundings->showComparison();
    m_surroundings->showCluster();
    m_inspector->refresh();
}

void MeshView::showScene()
{
    MeshCanvas &canvas = m_stage->canvas();
    canvas.setScene(MeshScene(m_presenter->picture(), m_arrangement->look()));
    canvas.setSelection(m_presenter->selection());
    m_stage->setCaption(meshCaption(*m_presenter, m_services.time));
    m_surroundings->showHidden(m_arrangement->look().onlyTrouble);
    m_search->refresh();
}

void MeshView::showSelection()
{
    m_stage->canvas().setSelection(m_presenter->selection());
    m_tables->setSelection(m_presenter->selection());
    m_inspector->refresh();
}

void MeshView::setScope(const MeshScope &scope)
{
    const bool isOtherPart = scope.focus != m_presenter->scope().focus
        || scope.ns != m_presenter->scope().ns || scope.isGrouped != m_presenter->scope().isGrouped;
    m_presenter->setScope(scope);
    if (isOtherPart)
        m_stage->canvas().fit();
}

void MeshView::showLook()
{
    m_toolbar->showLook(m_arrangement->look());
    m_stage->setColour(m_arrangement->look().colour);
    showScene();
}

void MeshView::setTable(bool isTable)
{
    m_pages->setTable(isTable);
    m_toolbar->setTable(isTable);
    setFocusProxy(isTable ? &m_pages->current() : &m_stage->canvas());
    setFocus(Qt::OtherFocusReason);
}

void MeshView::setCluster(const ClusterId &cluster)
{
    m_presenter->setCluster(cluster);
}

void MeshView::showService(const ClusterId &cluster, const ServiceRef &service)
{
    m_presenter->setActive(true);
    m_presenter->setCluster(cluster);
    m_actions->showAll(); // it may be outside of what is shown
    m_arrangement->showAll();
    m_presenter->select(MeshSelection::of(service));
    m_stage->canvas().setSelection(m_presenter->selection(), true);
}

void MeshView::showObject(const ClusterId &cluster, const ScopedObject &object)
{
    showService(cluster, {object.object.ns, object.object.name});
}

void MeshView::focusFilter()
{
    m_toolbar->focusFilter();
}

void MeshView::refresh()
{
    m_failure->hide();
    m_presenter->setActive(true);
    m_presenter->refresh();
}

void MeshView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    m_presenter->setActive(true);
}

void MeshView::hideEvent(QHideEvent *event)
{
    View::hideEvent(event);
    m_presenter->setActive(false);
}

} // namespace binnacle::ui

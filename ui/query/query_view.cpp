#include "ui/query/query_view.h"

#include "core/console/estate_feed.h"
#include "core/console/query_desk.h"
#include "ui/query/query_editor.h"
#include "ui/query/query_editor_pane.h"
#include "ui/query/query_frame.h"
#include "ui/query/query_history_popup.h"
#include "ui/query/query_result_model.h"
#include "ui/query/query_result_pane.h"
#include "ui/query/query_row_actions.h"
#include "ui/query/query_run.h"
#include "ui/query/query_runs.h"
#include "ui/query/query_sources_panel.h"
#include "ui/query/query_stages.h"
#include "ui/query/query_table.h"
#include "ui/query/query_tabs.h"
#include "ui/query/query_toolbar.h"
#include "ui/query/who_else_panel.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/object_actions.h"
#include "ui/widgets/time_selection.h"

#include <QAction>
#include <QKeyEvent>
#include <QShortcut>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;
using Mode = QueryResultHeader::Mode;

namespace {

constexpr std::chrono::milliseconds kKeepAfter{500};
constexpr std::chrono::milliseconds kReloadAfter{2'000};
constexpr std::chrono::milliseconds kAgainAfter{150};

} // namespace

QueryView::QueryView(const QueryServices &services, QWidget *parent)
    : View(parent)
    , m_services(services)
    , m_history(services.memory)
    , m_saved(services.memory)
    , m_asOf(services.time.asOf())
{
    setObjectName(u"queryView"_s);
    build();
    buildKeys();
    buildPalette();
    connectToolbar();
    connectEditor();
    connectResult();
    connectTime();
    m_toolbar->setSavedNames(m_saved.names());
    showTab();
}

QueryView::~QueryView()
{
    m_toolbar->tabs().keep();
}

void QueryView::build()
{
    m_toolbar = new QueryToolbar(m_services.memory);
    m_editor = new QueryEditorPane(m_services.query, [this](const QString &text, qsizetype cursor) {
        return m_services.query.complete(text, cursor, context());
    });
    m_sources = new QuerySourcesPanel(m_services.query);
    m_result = new QueryResultPane({m_services.query, m_services.memory, m_services.time});
    m_whoElse = new WhoElsePanel(m_services.query);
    m_historyPopup = new QueryHistoryPopup(m_history, m_services.time, this);
    m_editor->setMinimumHeight(96);
    m_frame = new QueryFrame({.toolbar = *m_toolbar,
                                 .editor = *m_editor,
                                 .sources = *m_sources,
                                 .result = *m_result,
                                 .aside = *m_whoElse},
        m_services.memory);
    m_runs = new QueryRuns(m_services.query, this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_frame);
    setFocusProxy(m_editor);
    setSourcesShown(m_frame->areSourcesShown());
}

void QueryView::buildKeys()
{
    const auto add = [this](const QKeySequence &keys, auto use) {
        auto *shortcut = new QShortcut(keys, this);
        shortcut->setContext(Qt::WidgetWithChildrenShortcut);
        connect(shortcut, &QShortcut::activated, this, use);
    };
    add(QKeySequence(u"Ctrl+N"_s), [this] { m_toolbar->tabs().add(); });
    add(QKeySequence(u"Ctrl+W"_s), [this] { m_toolbar->tabs().closeCurrent(); });
    add(QKeySequence(u"Ctrl+Tab"_s), [this] { m_toolbar->tabs().next(1); });
    add(QKeySequence(u"Ctrl+Shift+Tab"_s), [this] { m_toolbar->tabs().next(-1); });
    add(QKeySequence(u"Ctrl+H"_s), [this] { m_historyPopup->open(m_toolbar->historyButton()); });
    add(QKeySequence(u"Ctrl+B"_s), [this] { setSourcesShown(!m_sources->isVisible()); });
    add(QKeySequence(u"Ctrl+T"_s), [this] {
        const bool isTable = m_result->header().mode() == Mode::Table;
        m_result->setMode(isTable ? Mode::Chart : Mode::Table);
    });
}

void QueryView::buildPalette()
{
    const auto add = [this](const QString &text, auto use) {
        auto *action = new QAction(text, this);
        connect(action, &QAction::triggered, this, use);
        m_palette += action;
    };
    add(tr("Query: run"), [this] { run(); });
    add(tr("Query: new tab"), [this] { m_toolbar->tabs().add(); });
    add(tr("Query: explain the result"), [this] { m_result->setMode(Mode::Explain); });
    add(tr("Query: draw the result"), [this] { m_result->setMode(Mode::Chart); });
    add(tr("Query: who else shares what the marked rows share"), [this] { askWhoElse(); });
    add(tr("Query: find a source or field"), [this] {
        setSourcesShown(true);
        m_sources->focusSearch();
    });
    add(tr("Query: history"), [this] { m_historyPopup->open(m_toolbar->historyButton()); });
}

void QueryView::connectToolbar()
{
    connect(m_toolbar, &QueryToolbar::runRequested, this, &QueryView::run);
    connect(m_toolbar, &QueryToolbar::cancelRequested, this, [this] { currentRun().cancel(); });
    connect(m_toolbar, &QueryToolbar::historyRequested, this,
        [this] { m_historyPopup->open(m_toolbar->historyButton()); });
    connect(m_historyPopup, &QueryHistoryPopup::chosen, this,
        [this](const QString &text) { useText(text, false); });
    connect(m_toolbar, &QueryToolbar::sourcesToggled, this, &QueryView::setSourcesShown);
    connect(m_toolbar, &QueryToolbar::savedPicked, this, [this](const QString &name) {
        m_toolbar->tabs().open(m_saved.text(name), name);
        run();
    });
    connect(m_toolbar, &QueryToolbar::saveRequested, this, [this](const QString &name) {
        m_saved.save(name, m_editor->text());
        m_toolbar->tabs().setName(name);
        m_toolbar->setSavedNames(m_saved.names());
        m_result->header().tell(tr("Saved as “%1”").arg(name));
    });
    connect(m_toolbar, &QueryToolbar::savedRemoved, this, [this](const QString &name) {
        m_saved.remove(name);
        m_toolbar->setSavedNames(m_saved.names());
    });
    connect(&m_toolbar->tabs(), &QueryTabs::currentChanged, this, &QueryView::showTab);
    connect(&m_toolbar->tabs(), &QueryTabs::closed, m_runs, &QueryRuns::drop);
    connect(m_runs, &QueryRuns::changed, this, [this](int tab) {
        if (tab == m_toolbar->tabs().current().id)
            showRun();
    });
}

void QueryView::connectEditor()
{
    connect(m_editor, &QueryEditorPane::edited, this, [this] {
        m_toolbar->tabs().setText(m_editor->text());
        m_keepSoon.start();
    });
    connect(m_editor, &QueryEditorPane::checked, this, [this] {
        m_toolbar->setRunnable(m_editor->isRunnable());
        m_sources->unfold(querySource(m_editor->text()));
    });
    connect(m_editor, &QueryEditorPane::runRequested, this, &QueryView::run);
    connect(m_editor, &QueryEditorPane::leaveRequested, this, [this] { escape(); });
    connect(m_sources, &QuerySourcesPanel::chosen, this,
        [this](const QString &word, bool) { m_editor->editor().insertWord(word); });
    m_keepSoon.setSingleShot(true);
    m_keepSoon.setInterval(kKeepAfter);
    connect(&m_keepSoon, &QTimer::timeout, this, &QueryView::keep);
    connect(m_frame, &QueryFrame::moved, this, [this] { m_keepSoon.start(); });
}

void QueryView::connectResult()
{
    QueryRowActions *actions = &m_result->actions();
    actions->setOffer([this](QMenu &menu, const ClusterId &cluster, const ResourceRef &object) {
        if (objectActions())
            objectActions()->addActions(menu, cluster, object);
    });
    connect(actions, &QueryRowActions::queryMade, this, &QueryView::useText);
    connect(actions, &QueryRowActions::whoElseRequested, this, &QueryView::askWhoElse);
    connect(actions, &QueryRowActions::objectActivated, this, &View::objectActivated);
    connect(actions, &QueryRowActions::eventActivated, this, &View::eventActivated);
    connect(actions, &QueryRowActions::clusterActivated, this, &View::clusterActivated);
    connect(actions, &QueryRowActions::serviceActivated, this, &View::serviceActivated);
    connect(m_result, &QueryResultPane::cancelRequested, this, [this] { currentRun().cancel(); });
    connect(m_result, &QueryResultPane::retryRequested, this, &QueryView::refresh);
    connect(m_result, &QueryResultPane::exampleChosen, this,
        [this](const QString &text) { useText(text, true); });
    connect(m_result, &QueryResultPane::loosenRequested, this,
        [this](const QString &text) { useText(text, true); });
    connect(m_whoElse, &WhoElsePanel::chosen, this, &QueryView::addTrait);
    connect(m_whoElse, &WhoElsePanel::closeRequested, this, [this] { escape(); });
}

void QueryView::connectTime()
{
    m_reloadSoon.setSingleShot(true);
    m_reloadSoon.setInterval(kReloadAfter);
    connect(&m_services.estate, &console::EstateFeed::changed, this, [this] {
        if (isVisible() && !m_reloadSoon.isActive())
            m_reloadSoon.start();
    });
    connect(&m_reloadSoon, &QTimer::timeout, m_sources, &QuerySourcesPanel::reload);
    m_againSoon.setSingleShot(true);
    m_againSoon.setInterval(kAgainAfter);
    connect(&m_againSoon, &QTimer::timeout, this, &QueryView::runAgainIfOld);
    connect(&m_services.time, &TimeSelection::changed, this, [this] {
        // The range matters only to what was asked over time; the instant matters to all.
        const auto &result = currentRun().result();
        const bool isOverTime = result && isKnown(result->range.from);
        if (m_asOf == m_services.time.asOf() && !isOverTime)
            return;
        m_asOf = m_services.time.asOf();
        m_runs->age();
        m_againSoon.start();
    });
}

QueryRun &QueryView::currentRun()
{
    return m_runs->of(m_toolbar->tabs().current().id);
}

console::QueryContext QueryView::context() const
{
    return {.cluster = m_cluster,
        .asOf = m_services.time.asOf().value_or(Timestamp{}),
        .range = m_services.time.range()};
}

void QueryView::showTab()
{
    m_whoElse->hide();
    m_editor->load(m_toolbar->tabs().current().text);
    showRun();
    runAgainIfOld();
}

void QueryView::showRun()
{
    QueryRun &run = currentRun();
    m_toolbar->setRunning(run.isRunning());
    m_result->showRun(run);
    const auto &problem = run.problem();
    if (problem && !run.isRunning() && run.askedText() == m_editor->text()
        && (problem->length > 0 || problem->code == ErrorCode::InvalidArgument))
        m_editor->showProblem(*problem);
}

void QueryView::run()
{
    m_editor->check();
    if (!m_editor->isRunnable()) {
        m_editor->setFocus(Qt::OtherFocusReason);
        return; // nothing is run while it is not valid
    }
    m_history.add(m_editor->text().trimmed(), systemNow());
    start(m_editor->text());
}

void QueryView::start(const QString &text)
{
    m_whoElse->hide();
    m_runs->start(m_toolbar->tabs().current().id, text, context());
}

void QueryView::runAgainIfOld()
{
    if (isVisible() && m_runs->isOld(m_toolbar->tabs().current().id))
        start(currentRun().askedText());
}

void QueryView::useText(const QString &text, bool runs)
{
    m_editor->setText(text);
    if (runs)
        run();
    else
        m_editor->setFocus(Qt::OtherFocusReason);
}

void QueryView::askWhoElse()
{
    const std::vector<std::size_t> rows = m_result->actions().chosenRows();
    if (currentRun().result() && !rows.empty())
        m_whoElse->ask(currentRun(), rows);
    else
        m_result->header().tell(tr("Mark some rows with Space first"));
}

void QueryView::addTrait(const console::SharedTrait &trait)
{
    const QString text = m_services.query.narrowed(
        currentRun().resultText(), trait.field, trait.value.toStdString(), false, false);
    if (!text.isEmpty())
        useText(text, true);
}

void QueryView::setSourcesShown(bool isShown)
{
    m_frame->setSourcesShown(isShown);
    m_toolbar->setSourcesShown(isShown);
}

void QueryView::keep()
{
    m_toolbar->tabs().keep();
    m_frame->keep();
}

void QueryView::setCluster(const ClusterId &cluster)
{
    if (cluster == m_cluster)
        return;
    m_cluster = cluster;
    m_runs->age();
    runAgainIfOld();
}

void QueryView::applyFilter(const QString &query)
{
    m_toolbar->tabs().open(query);
    run();
}

void QueryView::focusFilter()
{
    m_editor->setFocus(Qt::ShortcutFocusReason);
}

bool QueryView::escape()
{
    if (m_editor->editor().escape())
        return true;
    if (currentRun().isRunning()) {
        currentRun().cancel();
        return true;
    }
    if (m_whoElse->isVisible()) {
        m_whoElse->hide();
        m_result->focusRows();
        return true;
    }
    if (m_editor->editor().hasFocus())
        return m_result->focusRows();
    if (m_result->model().markCount() > 0) {
        m_result->model().clearMarks();
        return true;
    }
    return false;
}

void QueryView::refresh()
{
    if (m_runs->hasAsked(m_toolbar->tabs().current().id))
        start(currentRun().askedText());
    m_sources->reload();
}

void QueryView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    m_sources->reload();
    runAgainIfOld();
}

void QueryView::hideEvent(QHideEvent *event)
{
    View::hideEvent(event);
    keep();
}

void QueryView::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && (event->modifiers() & ~Qt::KeypadModifier) == Qt::ControlModifier)
        return run();
    View::keyPressEvent(event);
}

} // namespace binnacle::ui

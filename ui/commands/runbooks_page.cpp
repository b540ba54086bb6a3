#include "ui/commands/runbooks_page.h"

#include "core/console/on_answer.h"
#include "ui/commands/command_text.h"
#include "ui/commands/dispatch_presenter.h"
#include "ui/commands/runbook_editor.h"
#include "ui/commands/runbook_form.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/state_panel.h"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QShortcut>
#include <QSortFilterProxyModel>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTickMs = 1'000;
constexpr int kLeastList = 220;

void setColumn(QTableView &table, int column, CellKind kind, int width)
{
    table.setItemDelegateForColumn(column, new CellDelegate(kind, &table));
    table.setColumnWidth(column, width);
}

QSplitter *newSplitter(Qt::Orientation orientation, const QString &name)
{
    auto *splitter = new QSplitter(orientation);
    splitter->setObjectName(name);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
    return splitter;
}

} // namespace

RunbooksPage::RunbooksPage(const CommandsServices &services, QWidget *parent)
    : CommandsPage(parent)
    , m_services(services)
    , m_found(new QSortFilterProxyModel(this))
    , m_filter(new QLineEdit)
    , m_add(new QPushButton(tr("New runbook")))
    , m_banner(new Banner)
    , m_table(new QTableView)
    , m_state(new StatePanel)
    , m_lists(new QStackedLayout)
    , m_form(new RunbookForm(services))
    , m_editor(new RunbookEditor(services))
    , m_right(new QStackedLayout)
    , m_runs(new QTableView)
    , m_steps(new QTableView)
    , m_stepsPanel(new Panel(tr("Steps")))
    , m_cancel(new QPushButton(tr("Cancel run")))
{
    setObjectName(u"runbooksPage"_s);
    build();
    connectParts();
    showBoard();
}

QWidget *RunbooksPage::buildList()
{
    m_found->setSourceModel(&m_model);
    m_found->setFilterCaseSensitivity(Qt::CaseInsensitive);
    m_table->setObjectName(u"runbookTable"_s);
    m_table->setAccessibleName(tr("Runbooks"));
    m_table->setModel(m_found);
    styleTable(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    using Model = RunbookTableModel;
    setColumn(*m_table, Model::NameColumn, CellKind::BoldName, 150);
    setColumn(*m_table, Model::StepsColumn, CellKind::Number, 50);
    setColumn(*m_table, Model::ChangedColumn, CellKind::Time, 124);
    QHeaderView &header = *m_table->horizontalHeader();
    header.setStretchLastSection(false);
    header.setSectionResizeMode(Model::NameColumn, QHeaderView::Stretch);
    auto *list = new QWidget;
    list->setLayout(m_lists);
    m_lists->addWidget(m_state);
    m_lists->addWidget(m_table);
    auto *panel = new Panel(tr("Runbooks"));
    panel->setContent(list);
    panel->setMinimumWidth(kLeastList);
    return panel;
}

QWidget *RunbooksPage::buildRuns()
{
    m_runs->setObjectName(u"runTable"_s);
    m_runs->setAccessibleName(tr("Runs"));
    m_runs->setModel(&m_runModel);
    styleTable(*m_runs);
    m_runs->setSelectionMode(QAbstractItemView::SingleSelection);
    using Model = RunTableModel;
    setColumn(*m_runs, Model::StartedColumn, CellKind::Time, 78);
    setColumn(*m_runs, Model::NameColumn, CellKind::BoldName, 120);
    setColumn(*m_runs, Model::ClusterColumn, CellKind::Text, 76);
    setColumn(*m_runs, Model::StateColumn, CellKind::Text, 86);
    setColumn(*m_runs, Model::ResultColumn, CellKind::Name, 84);
    setColumn(*m_runs, Model::ByColumn, CellKind::Text, 76);
    setColumn(*m_runs, Model::TookColumn, CellKind::Number, 62);
    QHeaderView &header = *m_runs->horizontalHeader();
    header.setStretchLastSection(false);
    header.setSectionResizeMode(Model::NameColumn, QHeaderView::Stretch);
    auto *panel = new Panel(tr("Runs"));
    panel->setContent(m_runs);

    m_steps->setObjectName(u"runStepTable"_s);
    m_steps->setAccessibleName(tr("Steps of the run"));
    m_steps->setModel(&m_stepModel);
    styleTable(*m_steps);
    setColumn(*m_steps, StepTableModel::TimeColumn, CellKind::Time, 78);
    setColumn(*m_steps, StepTableModel::NameColumn, CellKind::BoldName, 84);
    setColumn(*m_steps, StepTableModel::StateColumn, CellKind::Text, 84);
    setColumn(*m_steps, StepTableModel::WhatColumn, CellKind::Text, 70);
    m_cancel->setObjectName(u"cancelRun"_s);
    m_stepsPanel->addHeaderWidget(m_cancel);
    m_stepsPanel->setContent(m_steps);
    QSplitter *splitter = newSplitter(Qt::Horizontal, u"runSplitter"_s);
    splitter->addWidget(panel);
    splitter->addWidget(m_stepsPanel);
    splitter->setSizes({600, 400});
    return splitter;
}

void RunbooksPage::build()
{
    m_filter->setObjectName(u"runbookFilter"_s);
    m_filter->setPlaceholderText(tr("Find a runbook"));
    m_filter->setAccessibleName(tr("Find a runbook"));
    m_filter->setClearButtonEnabled(true);
    m_filter->setMinimumWidth(240);
    m_add->setObjectName(u"newRunbook"_s);
    m_banner->setObjectName(u"runbookBanner"_s);
    m_banner->hide();
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(m_filter);
    bar->addStretch(1);
    bar->addWidget(m_add);
    auto *running = newSplitter(Qt::Vertical, u"runbookRightSplitter"_s);
    running->addWidget(m_form);
    running->addWidget(buildRuns());
    running->setStretchFactor(0, 1);
    running->setStretchFactor(1, 1);
    running->setSizes({560, 440});
    auto *right = new QWidget;
    right->setLayout(m_right);
    m_right->addWidget(running);
    m_right->addWidget(m_editor);
    auto *splitter = newSplitter(Qt::Horizontal, u"runbookSplitter"_s);
    splitter->addWidget(buildList());
    splitter->addWidget(right);
    splitter->setStretchFactor(0, 28);
    splitter->setStretchFactor(1, 72);
    splitter->setSizes({275, 725});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(bar);
    layout->addWidget(m_banner);
    layout->addWidget(splitter, 1);
}

void RunbooksPage::connectParts()
{
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, [this] { showRuns(*m_services.commands.board()); });
    connect(&m_services.commands, &console::CommandDesk::changed, this, [this] {
        if (m_isActive)
            showBoard();
    });
    connect(&m_services.estate, &console::EstateFeed::changed, m_form, &RunbookForm::showEstate);
    const auto gate = [this] {
        m_form->showGate();
        m_editor->showGate();
        showSelected();
    };
    connect(&m_services.access, &console::AccessDesk::changed, this, gate);
    connect(&m_services.time, &TimeSelection::changed, this, gate);
    connect(
        m_filter, &QLineEdit::textChanged, m_found, &QSortFilterProxyModel::setFilterFixedString);
    connect(m_add, &QPushButton::clicked, this, &RunbooksPage::addRunbook);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &RunbooksPage::showSelected);
    connect(m_table, &QTableView::activated, this, &RunbooksPage::editSelected);
    connect(m_runs->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &RunbooksPage::showSteps);
    connect(m_form, &RunbookForm::editRequested, this, &RunbooksPage::editSelected);
    connect(m_form, &RunbookForm::removeRequested, this, &RunbooksPage::removeSelected);
    connect(m_form, &RunbookForm::started, this, [this](const RunbookRun &run) {
        m_selectRun = QString::number(run.id);
        showBoard();
    });
    connect(m_editor, &RunbookEditor::saved, this, [this](const QString &name) {
        m_selectSoon = name;
        closeEditor();
        tell(Done{}, tr("Saved %1.").arg(name));
    });
    connect(m_editor, &RunbookEditor::cancelled, this, &RunbooksPage::closeEditor);
    connect(m_cancel, &QPushButton::clicked, this, &RunbooksPage::cancelRun);
    auto *removing = new QShortcut(QKeySequence::Delete, m_table);
    removing->setContext(Qt::WidgetShortcut);
    connect(removing, &QShortcut::activated, this, &RunbooksPage::removeSelected);
}

void RunbooksPage::setActive(bool isActive)
{
    m_isActive = isActive;
    if (isActive) {
        m_tick.start();
        showBoard();
    } else {
        m_tick.stop();
    }
}

void RunbooksPage::setCluster(const ClusterId &cluster)
{
    m_cluster = cluster;
    m_form->setCluster(cluster);
    showBoard();
}

void RunbooksPage::focusFirst()
{
    m_table->setFocus();
}

void RunbooksPage::focusFilter()
{
    m_filter->setFocus();
    m_filter->selectAll();
}

bool RunbooksPage::escape()
{
    if (!m_banner->isHidden()) {
        m_banner->hide();
        return true;
    }
    if (m_right->currentIndex() == 1) {
        // A page of typed text is not thrown away by one key.
        if (!m_editor->isChanged()) {
            closeEditor();
            return true;
        }
        m_banner->present(StatusKind::Warning, tr("Save or cancel the runbook first."));
        m_banner->setAction({.text = tr("Close"), .run = [this] { m_banner->hide(); }});
        m_banner->show();
        return true;
    }
    if (m_form->escape())
        return true;
    if (m_filter->text().isEmpty())
        return false;
    m_filter->clear();
    return true;
}

void RunbooksPage::refresh()
{
    showBoard();
}

std::optional<Runbook> RunbooksPage::chosen() const
{
    const QModelIndex index = m_found->mapToSource(m_table->currentIndex());
    if (!index.isValid())
        return std::nullopt;
    return m_model.rows()[static_cast<std::size_t>(index.row())].runbook;
}

std::optional<RunbookRun> RunbooksPage::chosenRun() const
{
    const int row = m_runs->currentIndex().row();
    if (row < 0 || row >= m_runModel.rowCount())
        return std::nullopt;
    return m_runModel.rows()[static_cast<std::size_t>(row)].run;
}

void RunbooksPage::showBoard()
{
    const auto board = m_services.commands.board();
    std::vector<RunbookRow> rows;
    int wanted = -1;
    for (const Runbook &runbook : board->runbooks) {
        if (!m_selectSoon.isEmpty() && toText(runbook.name) == m_selectSoon)
            wanted = static_cast<int>(rows.size());
        rows.push_back(
            {.runbook = runbook, .changed = m_services.time.timeText(runbook.updatedAt)});
    }
    m_model.setRows(std::move(rows));
    const bool isEmpty = m_model.rowCount() == 0;
    m_lists->setCurrentIndex(isEmpty ? 0 : 1);
    if (isEmpty)
        m_state->showEmpty(tr("No runbooks yet"),
            tr("A runbook is a named sequence of commands with parameters, run by hand or by a "
               "rule."),
            {{.text = tr("New runbook"), .run = [this] { addRunbook(); }, .isPrimary = true}});
    if (wanted >= 0) {
        m_selectSoon.clear();
        m_table->setCurrentIndex(m_found->mapFromSource(m_model.index(wanted, 0)));
    } else if (!isEmpty && !m_table->currentIndex().isValid()) {
        m_table->setCurrentIndex(m_found->index(0, 0));
    }
    showRuns(*board);
    showSelected();
}

void RunbooksPage::showRuns(const console::CommandBoard &board)
{
    const Timestamp now = systemNow();
    std::vector<RunRow> rows;
    for (const RunbookRun &run : board.runs) {
        if (m_cluster.isEmpty() || run.cluster == m_cluster)
            rows.push_back(
                {.run = run, .started = m_services.time.timeText(run.startedAt), .now = now});
    }
    m_runModel.setRows(std::move(rows));
    m_runs->setColumnHidden(RunTableModel::ClusterColumn, !m_cluster.isEmpty());
    const int wanted = m_selectRun.isEmpty() ? -1 : m_runModel.rowOf(m_selectRun);
    if (wanted >= 0) {
        m_selectRun.clear();
        m_runs->setCurrentIndex(m_runModel.index(wanted, 0));
    } else if (m_runModel.rowCount() > 0 && !m_runs->currentIndex().isValid()) {
        m_runs->setCurrentIndex(m_runModel.index(0, 0));
    }
    showSteps();
}

void RunbooksPage::showSelected()
{
    m_form->setRunbook(chosen());
    const QString why = whyNoCommands(m_services);
    m_add->setEnabled(why.isEmpty());
    m_add->setToolTip(why);
}

void RunbooksPage::showSteps()
{
    const auto run = chosenRun();
    std::vector<StepRow> rows;
    if (run) {
        for (const RunbookRun::StepRun &step : run->steps) {
            rows.push_back({.number = static_cast<int>(rows.size()),
                .when
                = isKnown(step.startedAt) ? m_services.time.timeText(step.startedAt) : QString(),
                .state = step.state,
                .name = toText(step.name),
                .what = toText(step.note)});
        }
    }
    m_stepModel.setRows(std::move(rows));
    m_stepsPanel->setTitle(
        run ? tr("Steps of %1", "a runbook").arg(toText(run->runbookName)) : tr("Steps"));
    m_stepsPanel->setTrailing(run ? runStateText(run->state) : QString());
    m_cancel->setVisible(run && run->state == RunbookRun::State::Running);
    m_cancel->setEnabled(whyNoCommands(m_services).isEmpty());
}

void RunbooksPage::addRunbook()
{
    if (!whyNoCommands(m_services).isEmpty())
        return;
    m_right->setCurrentIndex(1);
    m_editor->edit(newRunbook());
}

void RunbooksPage::editSelected()
{
    if (const auto runbook = chosen()) {
        m_right->setCurrentIndex(1);
        m_editor->edit(*runbook);
    }
}

void RunbooksPage::closeEditor()
{
    m_right->setCurrentIndex(0);
    showBoard();
    m_table->setFocus();
}

void RunbooksPage::removeSelected()
{
    const auto runbook = chosen();
    if (!runbook || !whyNoCommands(m_services).isEmpty())
        return;
    m_banner->present(StatusKind::Warning,
        tr("Remove the runbook %1? Its runs stay in the history.").arg(toText(runbook->name)));
    m_banner->setAction({.text = tr("Remove it"), .run = [this, id = runbook->id] {
                             console::onAnswer(m_services.commands.removeRunbook(id), this,
                                 [this](const Status &status) { tell(status, tr("Removed.")); });
                         }});
    m_banner->show();
}

void RunbooksPage::cancelRun()
{
    const auto run = chosenRun();
    if (!run || !whyNoCommands(m_services).isEmpty())
        return;
    console::onAnswer(m_services.commands.cancelRun(run->id), this, [this](const Status &status) {
        tell(status, tr("Cancelled: no further step begins; the one that runs comes to its end."));
    });
}

void RunbooksPage::tell(const Status &status, const QString &done)
{
    m_banner->present(status ? StatusKind::Ok : StatusKind::Critical,
        status ? done : errorLine(status.error()),
        status ? QString() : errorCodeText(status.error()));
    m_banner->setAction({.text = tr("Close"), .run = [this] { m_banner->hide(); }});
    m_banner->show();
    showBoard();
}

} // namespace binnacle::ui

#include "ui/commands/runs_pane.h"

#include "core/console/on_answer.h"
#include "ui/commands/command_text.h"
#include "ui/commands/dispatch_presenter.h"
#include "ui/widgets/column_fit.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/table_style.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSplitter>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTickMs = 1'000;

} // namespace

RunsPane::RunsPane(const CommandsServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_runs(new QTableView)
    , m_steps(new QTableView)
    , m_panel(new Panel(tr("Steps")))
    , m_why(new QLabel)
    , m_approval(new QPushButton(tr("Open approval")))
    , m_cancel(new QPushButton(tr("Cancel run")))
{
    build();
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &RunsPane::showRuns);
    connect(m_runs->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &RunsPane::showSteps);
    connect(m_approval, &QPushButton::clicked, this, &RunsPane::openApproval);
    connect(m_cancel, &QPushButton::clicked, this, &RunsPane::cancelRun);
}

void RunsPane::build()
{
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(u"runSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
    splitter->addWidget(buildRuns());
    splitter->addWidget(buildSteps());
    splitter->setSizes({600, 400});
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
}

QWidget *RunsPane::buildRuns()
{
    m_runs->setObjectName(u"runTable"_s);
    m_runs->setAccessibleName(tr("Runs"));
    m_runs->setModel(&m_runModel);
    styleTable(*m_runs);
    m_runs->setSelectionMode(QAbstractItemView::SingleSelection);
    using Model = RunTableModel;
    styleColumn(*m_runs, Model::StartedColumn, CellKind::Time, 78);
    styleColumn(*m_runs, Model::NameColumn, CellKind::BoldName, 120);
    styleColumn(*m_runs, Model::ClusterColumn, CellKind::Text, 76);
    styleColumn(*m_runs, Model::StateColumn, CellKind::Text, 86);
    styleColumn(*m_runs, Model::ResultColumn, CellKind::Name, 84);
    styleColumn(*m_runs, Model::ByColumn, CellKind::Text, 76);
    styleColumn(*m_runs, Model::TookColumn, CellKind::Number, 62);
    fitColumns(*m_runs,
        {{.column = Model::NameColumn,
             .least = nameWidth(CellKind::BoldName, 12),
             .isName = true,
             .fills = true},
            {.column = Model::ClusterColumn, .least = nameWidth(CellKind::Text, 6), .isName = true},
            {.column = Model::ByColumn, .least = 60, .isSpare = true},
            {.column = Model::TookColumn, .least = 62, .isSpare = true}});
    auto *panel = new Panel(tr("Runs"));
    panel->setContent(m_runs);
    return panel;
}

QWidget *RunsPane::buildSteps()
{
    m_steps->setObjectName(u"runStepTable"_s);
    m_steps->setAccessibleName(tr("Steps of the run"));
    m_steps->setModel(&m_stepModel);
    styleTable(*m_steps);
    styleColumn(*m_steps, StepTableModel::TimeColumn, CellKind::Time, 78);
    styleColumn(*m_steps, StepTableModel::NameColumn, CellKind::BoldName, 84);
    styleColumn(*m_steps, StepTableModel::StateColumn, CellKind::Text, 84);
    styleColumn(*m_steps, StepTableModel::WhatColumn, CellKind::Text, 70);
    m_cancel->setObjectName(u"cancelRun"_s);
    m_approval->setObjectName(u"openRunApproval"_s);
    m_approval->setToolTip(tr("A step waits until a second person approves it"));
    m_panel->addHeaderWidget(m_approval);
    m_panel->addHeaderWidget(m_cancel);
    m_why->setObjectName(u"runResult"_s);
    m_why->setTextFormat(Qt::PlainText);
    m_why->setWordWrap(true);
    m_why->setProperty("tone", u"muted"_s);
    m_why->setContentsMargins(10, 4, 10, 4);
    m_why->hide();
    auto *content = new QWidget;
    auto *layout = new QVBoxLayout(content);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_why);
    layout->addWidget(m_steps, 1);
    m_panel->setContent(content);
    return m_panel;
}

void RunsPane::setActive(bool isActive)
{
    if (isActive)
        m_tick.start();
    else
        m_tick.stop();
}

void RunsPane::setCluster(const ClusterId &cluster)
{
    m_cluster = cluster;
    showRuns();
}

void RunsPane::selectSoon(std::int64_t run)
{
    m_selectSoon = QString::number(run);
    showRuns();
}

std::optional<RunbookRun> RunsPane::chosen() const
{
    const int row = m_runs->currentIndex().row();
    if (row < 0 || row >= m_runModel.rowCount())
        return std::nullopt;
    return m_runModel.rows()[static_cast<std::size_t>(row)].run;
}

void RunsPane::showRuns()
{
    const Timestamp now = systemNow();
    const auto board = m_services.commands.board();
    std::vector<RunRow> rows;
    for (const RunbookRun &run : board->runs) {
        if (m_cluster.isEmpty() || run.cluster == m_cluster)
            rows.push_back(
                {.run = run, .started = m_services.time.timeText(run.startedAt), .now = now});
    }
    m_runModel.setRows(std::move(rows));
    m_runs->setColumnHidden(RunTableModel::ClusterColumn, !m_cluster.isEmpty());
    const int wanted = m_selectSoon.isEmpty() ? -1 : m_runModel.rowOf(m_selectSoon);
    if (wanted >= 0) {
        m_selectSoon.clear();
        m_runs->setCurrentIndex(m_runModel.index(wanted, 0));
    } else if (m_runModel.rowCount() > 0 && !m_runs->currentIndex().isValid()) {
        m_runs->setCurrentIndex(m_runModel.index(0, 0));
    }
    showSteps();
}

void RunsPane::showSteps()
{
    const auto run = chosen();
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
    m_panel->setTitle(
        run ? tr("Steps of %1", "a runbook").arg(toText(run->runbookName)) : tr("Steps"));
    m_panel->setTrailing(run ? runStateText(run->state) : QString());
    const QString why = run ? runResultText(run->resultCode) : QString();
    m_why->setText(why);
    m_why->setVisible(!why.isEmpty());
    showGate();
}

std::int64_t RunsPane::waitingProposal() const
{
    const auto run = chosen();
    if (!run || run->state != RunbookRun::State::Running)
        return 0;
    for (const RunbookRun::StepRun &step : run->steps) {
        if (step.state == "proposed")
            return step.proposal;
    }
    return 0;
}

void RunsPane::openApproval()
{
    if (const std::int64_t proposal = waitingProposal(); proposal != 0)
        emit approvalRequested(proposal);
}

void RunsPane::showGate()
{
    const auto run = chosen();
    m_approval->setVisible(waitingProposal() != 0);
    m_cancel->setVisible(run && run->state == RunbookRun::State::Running);
    m_cancel->setEnabled(whyNoCommands(m_services).isEmpty());
}

void RunsPane::cancelRun()
{
    const auto run = chosen();
    if (!run || !whyNoCommands(m_services).isEmpty())
        return;
    console::onAnswer(m_services.commands.cancelRun(run->id), this,
        [this](const Status &status) { emit cancelled(status); });
}

} // namespace binnacle::ui

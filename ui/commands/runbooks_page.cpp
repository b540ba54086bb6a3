#include "ui/commands/runbooks_page.h"

#include "core/console/on_answer.h"
#include "ui/commands/dispatch_presenter.h"
#include "ui/commands/runbook_editor.h"
#include "ui/commands/runbook_form.h"
#include "ui/commands/runs_pane.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/column_fit.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/state_panel.h"
#include "ui/widgets/table_style.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeastList = 220;

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
    , m_bar(FilterBar::overRows(filterLanguage(), u"runbookFilter"_s,
          tr("Filter runbooks: drain, action:*restart*, changed > 7d")))
    , m_add(new QPushButton(tr("New runbook")))
    , m_banner(new Banner)
    , m_table(new QTableView)
    , m_state(new StatePanel)
    , m_lists(new QStackedLayout)
    , m_form(new RunbookForm(services))
    , m_editor(new RunbookEditor(services))
    , m_right(new QStackedLayout)
    , m_runs(new RunsPane(services))
{
    setObjectName(u"runbooksPage"_s);
    build();
    connectParts();
    showBoard();
}

QWidget *RunbooksPage::buildList()
{
    m_table->setObjectName(u"runbookTable"_s);
    m_table->setAccessibleName(tr("Runbooks"));
    m_table->setModel(&m_model);
    styleTable(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    using Model = RunbookTableModel;
    styleColumn(*m_table, Model::NameColumn, CellKind::BoldName, 150);
    styleColumn(*m_table, Model::StepsColumn, CellKind::Number, 50);
    styleColumn(*m_table, Model::ChangedColumn, CellKind::Time, 124);
    fitColumns(*m_table,
        {{.column = Model::NameColumn,
             .least = nameWidth(CellKind::BoldName, 12),
             .isName = true,
             .fills = true},
            {.column = Model::ChangedColumn, .least = 124, .isSpare = true}});
    auto *list = new QWidget;
    list->setLayout(m_lists);
    m_lists->addWidget(m_state);
    m_lists->addWidget(m_table);
    auto *panel = new Panel(tr("Runbooks"));
    panel->setContent(list);
    panel->setMinimumWidth(kLeastList);
    return panel;
}

void RunbooksPage::build()
{
    m_add->setObjectName(u"newRunbook"_s);
    m_banner->setObjectName(u"runbookBanner"_s);
    m_banner->hide();
    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(m_bar, 1);
    bar->addWidget(m_add);
    auto *running = newSplitter(Qt::Vertical, u"runbookRightSplitter"_s);
    running->addWidget(m_form);
    running->addWidget(m_runs);
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
    connect(&m_services.commands, &console::CommandDesk::changed, this, [this] {
        if (m_isActive)
            showBoard();
    });
    connect(&m_services.estate, &console::EstateFeed::changed, m_form, &RunbookForm::showEstate);
    const auto gate = [this] {
        m_form->showGate();
        m_editor->showGate();
        m_runs->showGate();
        showSelected();
    };
    connect(&m_services.access, &console::AccessDesk::changed, this, gate);
    connect(&m_services.time, &TimeSelection::changed, this, gate);
    connect(m_bar, &FilterBar::applied, this, [this](const QString &text) {
        if (m_filter.setText(text))
            showBoard();
    });
    connect(m_add, &QPushButton::clicked, this, &RunbooksPage::addRunbook);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &RunbooksPage::showSelected);
    connect(m_table, &QTableView::activated, this, &RunbooksPage::editSelected);
    connect(m_form, &RunbookForm::editRequested, this, &RunbooksPage::editSelected);
    connect(m_form, &RunbookForm::removeRequested, this, &RunbooksPage::removeSelected);
    connect(m_form, &RunbookForm::started, this, [this](const RunbookRun &run) {
        m_runs->selectSoon(run.id);
        showBoard();
    });
    connect(m_editor, &RunbookEditor::saved, this, [this](const QString &name) {
        m_selectSoon = name;
        closeEditor();
        tell(Done{}, tr("Saved %1.").arg(name));
    });
    connect(m_editor, &RunbookEditor::cancelled, this, &RunbooksPage::closeEditor);
    connect(m_runs, &RunsPane::approvalRequested, this, &RunbooksPage::approvalRequested);
    connect(m_runs, &RunsPane::cancelled, this, [this](const Status &status) {
        tell(status, tr("Cancelled: no further step begins; the one that runs comes to its end."));
    });
    auto *removing = new QShortcut(QKeySequence::Delete, m_table);
    removing->setContext(Qt::WidgetShortcut);
    connect(removing, &QShortcut::activated, this, &RunbooksPage::removeSelected);
}

void RunbooksPage::setActive(bool isActive)
{
    m_isActive = isActive;
    m_runs->setActive(isActive);
    if (isActive)
        showBoard();
}

void RunbooksPage::setCluster(const ClusterId &cluster)
{
    m_form->setCluster(cluster);
    m_runs->setCluster(cluster);
}

void RunbooksPage::focusFirst()
{
    m_table->setFocus();
}

void RunbooksPage::focusFilter()
{
    m_bar->focusText();
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
    return m_bar->escape();
}

void RunbooksPage::refresh()
{
    showBoard();
}

std::optional<Runbook> RunbooksPage::chosen() const
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= m_model.rowCount())
        return std::nullopt;
    return m_model.rows()[static_cast<std::size_t>(row)].runbook;
}

void RunbooksPage::showBoard()
{
    const auto board = m_services.commands.board();
    std::vector<RunbookRow> rows;
    int wanted = -1;
    for (const Runbook &runbook : board->runbooks) {
        if (!m_filter.matches(runbook))
            continue;
        if (!m_selectSoon.isEmpty() && toText(runbook.name) == m_selectSoon)
            wanted = static_cast<int>(rows.size());
        rows.push_back(
            {.runbook = runbook, .changed = m_services.time.timeText(runbook.updatedAt)});
    }
    m_model.setRows(std::move(rows));
    const bool isEmpty = m_model.rowCount() == 0;
    m_lists->setCurrentIndex(isEmpty ? 0 : 1);
    m_bar->setMatchCount(m_model.rowCount(), std::ssize(board->runbooks));
    if (isEmpty && !board->runbooks.empty())
        m_state->showEmpty(tr("No runbook matches"),
            tr("0 of %n runbook(s) match.", nullptr, static_cast<int>(board->runbooks.size())),
            {{.text = tr("Clear the filter"), .run = [this] { m_bar->applyText({}); }}});
    else if (isEmpty)
        m_state->showEmpty(tr("No runbooks yet"),
            tr("A runbook is a named sequence of commands with parameters, run by hand or by a "
               "rule."),
            {{.text = tr("New runbook"), .run = [this] { addRunbook(); }, .isPrimary = true}});
    if (wanted >= 0) {
        m_selectSoon.clear();
        m_table->setCurrentIndex(m_model.index(wanted, 0));
    } else if (!isEmpty && !m_table->currentIndex().isValid()) {
        m_table->setCurrentIndex(m_model.index(0, 0));
    }
    m_runs->showRuns();
    showSelected();
}

void RunbooksPage::showSelected()
{
    m_form->setRunbook(chosen());
    const QString why = whyNoCommands(m_services);
    m_add->setEnabled(why.isEmpty());
    m_add->setToolTip(why);
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

void RunbooksPage::tell(const Status &status, const QString &done)
{
    m_banner->present(status ? StatusKind::Ok : StatusKind::Critical,
        status ? done : errorLine(status.error()),
        status ? QString() : errorCodeText(status.error()));
    m_banner->setAction({.text = tr("Close"), .run = [this] { m_banner->hide(); }});
    m_banner->show();
    showBoard();
}

FilterLanguage RunbooksPage::filterLanguage() const
{
    return m_filter.language([this](const auto &visit) {
        const auto board = m_services.commands.board(); // for as long as the loop runs
        std::ranges::for_each(board->runbooks, visit);
    });
}

} // namespace binnacle::ui

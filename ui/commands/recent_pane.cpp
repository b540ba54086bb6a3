#include "ui/commands/recent_pane.h"

#include "ui/commands/command_columns.h"
#include "ui/commands/command_detail.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/state_panel.h"

#include <QShortcut>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTickMs = 1'000;

} // namespace

RecentPane::RecentPane(const CommandsServices &services, QWidget *parent)
    : QWidget(parent)
    , m_services(services)
    , m_table(new QTableView)
    , m_none(new StatePanel)
    , m_pages(new QStackedLayout)
    , m_panel(new Panel(tr("In flight and recent")))
    , m_detail(new CommandDetail(services))
{
    build();
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &RecentPane::showBoard);
    connect(&m_services.commands, &console::CommandDesk::changed, this, [this] {
        if (m_isActive)
            refresh();
    });
    connect(&m_services.time, &TimeSelection::changed, this, &RecentPane::showBoard);
    connect(&m_services.access, &console::AccessDesk::changed, this, &RecentPane::showSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &RecentPane::showSelected);
    connect(m_detail, &CommandDetail::prepareRequested, this, &RecentPane::prepareRequested);
    connect(m_detail, &CommandDetail::approvalRequested, this, &RecentPane::approvalRequested);
    showBoard();
}

void RecentPane::build()
{
    m_table->setObjectName(u"recentTable"_s);
    m_table->setAccessibleName(tr("Commands in flight and recent"));
    m_table->setModel(&m_model);
    setUpCommandTable(*m_table, false);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    auto *list = new QWidget;
    list->setLayout(m_pages);
    m_pages->addWidget(m_none);
    m_pages->addWidget(m_table);
    m_panel->setContent(list);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(u"commandsRightSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
    splitter->addWidget(m_panel);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 1);
    splitter->setStretchFactor(1, 1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    auto *cancelling = new QShortcut(QKeySequence::Delete, m_table);
    cancelling->setContext(Qt::WidgetShortcut);
    connect(cancelling, &QShortcut::activated, m_detail, &CommandDetail::cancelCommand);
}

void RecentPane::setActive(bool isActive)
{
    if (std::exchange(m_isActive, isActive) == isActive)
        return;
    if (isActive) {
        m_tick.start();
        refresh();
    } else {
        m_tick.stop();
    }
}

void RecentPane::setCluster(const ClusterId &cluster)
{
    m_cluster = cluster;
    showBoard();
}

void RecentPane::selectSoon(const QString &key)
{
    m_selectSoon = key;
    showBoard();
}

void RecentPane::refresh()
{
    showBoard();
    m_detail->refresh();
}

void RecentPane::focusTable()
{
    m_table->setFocus();
}

std::optional<CommandRow> RecentPane::selected() const
{
    return m_detail->row();
}

std::vector<CommandRow> RecentPane::rowsOf(const console::CommandBoard &board) const
{
    const Timestamp now = systemNow();
    std::vector<CommandRow> rows;
    const auto add = [&](CommandRow row) {
        const Command &command = row.entry.record.command;
        if (!m_cluster.isEmpty() && command.cluster != m_cluster)
            return;
        row.time = m_services.time.timeText(command.createdAt);
        row.now = now;
        rows.push_back(std::move(row));
    };
    const auto ended = std::ranges::find_if(
        board.recent, [](const CommandEntry &entry) { return isTerminal(entry.record.state); });
    for (auto entry = board.recent.begin(); entry != ended; ++entry)
        add({.entry = *entry});
    for (const Proposal &proposal : board.proposals)
        add(rowOf(proposal));
    for (auto entry = ended; entry != board.recent.end(); ++entry)
        add({.entry = *entry});
    return rows;
}

void RecentPane::showBoard()
{
    const auto board = m_services.commands.board();
    m_model.setRows(rowsOf(*board));
    m_table->setColumnHidden(CommandClusterColumn, !m_cluster.isEmpty());
    const bool isEmpty = m_model.rowCount() == 0;
    m_pages->setCurrentIndex(isEmpty ? 0 : 1);
    if (isEmpty)
        m_none->showEmpty(tr("Nothing is in flight"),
            tr("Commands of the last hour stand here, and those that wait for approval. Older ones "
               "are under History."));
    m_panel->setTrailing(
        board->inFlight > 0 ? tr("%n in flight", nullptr, board->inFlight) : QString());
    const int wanted = m_selectSoon.isEmpty() ? -1 : m_model.rowOf(m_selectSoon);
    if (wanted >= 0) {
        m_selectSoon.clear();
        m_table->setCurrentIndex(m_model.index(wanted, 0));
    } else if (!isEmpty && !m_table->currentIndex().isValid()) {
        m_table->setCurrentIndex(m_model.index(0, 0));
    }
    showSelected();
}

void RecentPane::showSelected()
{
    const int row = m_table->currentIndex().row();
    const bool isRow = row >= 0 && row < m_model.rowCount();
    m_detail->setRow(
        isRow ? std::optional(m_model.rows()[static_cast<std::size_t>(row)]) : std::nullopt);
}

} // namespace binnacle::ui

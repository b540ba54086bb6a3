#include "ui/commands/history_page.h"

#include "core/console/on_answer.h"
#include "ui/commands/command_columns.h"
#include "ui/commands/command_detail.h"
#include "ui/commands/command_text.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/chip.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/state_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QSplitter>
#include <QStackedLayout>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kTableShare = 640; // of a thousand

} // namespace

HistoryPage::HistoryPage(const CommandsServices &services, QWidget *parent)
    : CommandsPage(parent)
    , m_services(services)
    , m_bar(FilterBar::overRows(filterLanguage(), u"historyFilter"_s,
          tr("Filter commands: checkout, action = scale and status = failed")))
    , m_chip(new Chip(QString()))
    , m_count(new QLabel)
    , m_problem(new Banner)
    , m_table(new QTableView)
    , m_state(new StatePanel)
    , m_pages(new QStackedLayout)
    , m_detail(new CommandDetail(services))
{
    setObjectName(u"commandHistoryPage"_s);
    build();
    m_model.setAsk([this](Timestamp) {
        m_looked = 0;
        m_matching.clear();
        ask(m_readTo, false); // what was read last, which need not be shown
    });
    connect(m_bar, &FilterBar::applied, this, [this](const QString &text) {
        if (m_filter.setText(text))
            start();
    });
    connect(m_chip, &Chip::removed, this, [this] { narrowTo({}); });
    connect(&m_services.time, &TimeSelection::changed, this, &HistoryPage::start);
    connect(&m_services.commands, &console::CommandDesk::changed, this, &HistoryPage::askNewest);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &HistoryPage::showSelected);
    connect(&m_model, &QAbstractItemModel::dataChanged, this, &HistoryPage::showSelected);
    connect(&m_model, &QAbstractItemModel::modelReset, this, &HistoryPage::showSelected);
    connect(m_detail, &CommandDetail::prepareRequested, this, &HistoryPage::prepareRequested);
    showState();
}

void HistoryPage::build()
{
    m_chip->hide();
    m_problem->hide();
    m_count->setProperty("tone", u"muted"_s);
    m_count->setTextFormat(Qt::PlainText);
    m_table->setObjectName(u"historyTable"_s);
    m_table->setAccessibleName(tr("History of commands"));
    m_table->setModel(&m_model);
    setUpCommandTable(*m_table, true);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QTableView::customContextMenuRequested, this, [this](const QPoint &at) {
        const auto row = selected();
        if (!row || !m_table->indexAt(at).isValid())
            return;
        auto *menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        const ResourceRef target = row->entry.record.command.target;
        if (!target.isEmpty())
            menu->addAction(tr("Only commands to %1").arg(targetText(target)), this,
                [this, target] { narrowTo(target); });
        menu->addAction(tr("Prepare again"), m_detail, &CommandDetail::repeat);
        menu->popup(m_table->viewport()->mapToGlobal(at));
    });

    auto *bar = new QHBoxLayout;
    bar->setSpacing(8);
    bar->addWidget(m_bar, 1);
    bar->addWidget(m_chip);
    bar->addWidget(m_count);
    auto *list = new QWidget;
    list->setLayout(m_pages);
    m_pages->addWidget(m_state);
    m_pages->addWidget(m_table);
    auto *panel = new Panel(tr("History of commands"));
    panel->setContent(list);
    auto *splitter = new QSplitter(Qt::Vertical);
    splitter->setObjectName(u"commandHistorySplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
    splitter->addWidget(panel);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 63);
    splitter->setStretchFactor(1, 37);
    splitter->setSizes({kTableShare, 1'000 - kTableShare});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addLayout(bar);
    layout->addWidget(m_problem);
    layout->addWidget(splitter, 1);
}

void HistoryPage::setActive(bool isActive)
{
    if (std::exchange(m_isActive, isActive) != isActive && isActive)
        start();
}

void HistoryPage::setCluster(const ClusterId &cluster)
{
    if (cluster == m_cluster)
        return;
    m_cluster = cluster;
    start();
}

void HistoryPage::focusFirst()
{
    m_table->setFocus();
}

void HistoryPage::focusFilter()
{
    m_bar->focusText();
}

bool HistoryPage::escape()
{
    if (!m_problem->isHidden()) {
        m_problem->hide();
        return true;
    }
    if (m_bar->escape())
        return true;
    if (m_target.isEmpty())
        return false;
    narrowTo({});
    return true;
}

void HistoryPage::refresh()
{
    start();
    m_detail->refresh();
}

std::optional<CommandRow> HistoryPage::selected() const
{
    return m_detail->row();
}

void HistoryPage::narrowTo(const ResourceRef &target)
{
    m_target = target;
    m_chip->setText(tr("to %1", "commands to an object").arg(targetText(target)));
    m_chip->setVisible(!target.isEmpty());
    start();
}

void HistoryPage::selectSoon(const QString &command)
{
    m_selectSoon = command;
    m_target = {};
    m_chip->hide();
    m_bar->applyText({}); // and starts
}

QString HistoryPage::countText() const
{
    return m_count->text();
}

CommandHistoryQuery HistoryPage::query(Timestamp before) const
{
    ClusterId cluster = m_cluster;
    if (const auto only = m_filter.required("cluster"); only && cluster.isEmpty())
        cluster = {*only};
    return {.cluster = cluster,
        .target = m_target,
        .text = {},
        .range = m_services.time.range(),
        .limit = kPageRows,
        .before = before};
}

void HistoryPage::start()
{
    if (!m_isActive)
        return;
    ++m_generation;
    m_looked = 0;
    m_matching.clear();
    m_isAskingNewest = false;
    ask({}, true);
}

// A command that moves on must not throw the reader back to the top.
void HistoryPage::askNewest()
{
    if (!m_isActive || !m_isLoaded || m_isAskingNewest || m_services.time.isPaused())
        return;
    m_isAskingNewest = true;
    const int generation = m_generation;
    console::onAnswer(m_services.commands.history(query({})), this,
        [this, generation](const Result<std::shared_ptr<const std::vector<CommandEntry>>> &answer) {
            if (generation != m_generation)
                return;
            m_isAskingNewest = false;
            if (!answer)
                return; // what is shown stays; the next question tells what is wrong
            m_model.mergeNewest(rowsOf(**answer));
            showState();
            m_detail->refresh();
        });
}

void HistoryPage::ask(Timestamp before, bool isRestart)
{
    const int generation = m_generation;
    console::onAnswer(m_services.commands.history(query(before)), this,
        [this, generation, isRestart](
            const Result<std::shared_ptr<const std::vector<CommandEntry>>> &answer) {
            if (generation != m_generation)
                return;
            m_problem->setVisible(!answer);
            if (answer)
                return take(**answer, isRestart);
            m_model.failed();
            m_problem->present(
                StatusKind::Critical, errorLine(answer.error()), errorCodeText(answer.error()));
            if (!m_isLoaded)
                m_state->showError(answer.error(), tr("Commands can still be sent."),
                    {{.text = tr("Try again"), .run = [this] { start(); }}});
        });
}

// Rows are shown by the screenful, however many pages it takes to find them.
void HistoryPage::take(const std::vector<CommandEntry> &entries, bool isRestart)
{
    m_looked += entries.size();
    if (!entries.empty())
        m_readTo = entries.back().record.command.createdAt;
    for (CommandRow &row : rowsOf(entries))
        m_matching.push_back(std::move(row));
    const bool hasMore = static_cast<int>(entries.size()) >= kPageRows;
    if (hasMore && m_matching.size() < kFewMatches && m_looked < kMostLooked)
        return ask(m_readTo, isRestart);
    show(isRestart, hasMore);
}

void HistoryPage::show(bool isRestart, bool hasMore)
{
    m_isLoaded = true;
    std::vector<CommandRow> rows = std::exchange(m_matching, {});
    if (isRestart) {
        const QString shownKey = m_detail->row() ? m_detail->row()->key() : QString();
        const QString key = m_selectSoon.isEmpty() ? shownKey : std::exchange(m_selectSoon, {});
        m_model.restart(std::move(rows), hasMore);
        const auto &shown = m_model.rows();
        const auto found = std::ranges::find(shown, key, &CommandRow::key);
        if (!shown.empty())
            m_table->setCurrentIndex(m_model.index(
                found == shown.end() ? 0 : static_cast<int>(found - shown.begin()), 0));
    } else {
        m_model.append(std::move(rows), hasMore);
    }
    showState();
}

std::vector<CommandRow> HistoryPage::rowsOf(const std::vector<CommandEntry> &entries) const
{
    const Timestamp now = systemNow();
    std::vector<CommandRow> rows;
    rows.reserve(entries.size());
    for (const CommandEntry &entry : entries) {
        if (m_filter.matches(entry))
            rows.push_back({.entry = entry,
                .time = m_services.time.timeText(entry.record.command.createdAt),
                .now = now});
    }
    return rows;
}

void HistoryPage::showState()
{
    m_table->setColumnHidden(CommandClusterColumn, !m_cluster.isEmpty());
    const int count = m_model.rowCount();
    m_pages->setCurrentIndex(count == 0 ? 0 : 1);
    m_count->setText(count == 0 ? QString()
            : m_model.hasMore()
            ? tr("the newest %n, more below", nullptr, count)
            : tr("%n command(s), %1", nullptr, count).arg(m_services.time.rangeText()));
    if (count > 0)
        return;
    if (!m_isLoaded) {
        m_state->showLoading(tr("Reading the history"));
        return;
    }
    const bool isNarrow = !m_filter.isEverything() || !m_target.isEmpty();
    if (isNarrow) {
        m_state->showEmpty(tr("No command matches"),
            tr("Nothing in %1 fits what you look for.").arg(m_services.time.rangeText()),
            {{.text = tr("Clear the filter"), .run = [this] {
                  m_bar->applyText({});
                  narrowTo({});
              }}});
        return;
    }
    m_state->showEmpty(tr("No commands in this time"),
        tr("Nothing was sent in %1. A longer range of time may show older ones.")
            .arg(m_services.time.rangeText()));
}

void HistoryPage::showSelected()
{
    const int row = m_table->currentIndex().row();
    const bool isRow = row >= 0 && row < m_model.rowCount();
    m_detail->setRow(
        isRow ? std::optional(m_model.rows()[static_cast<std::size_t>(row)]) : std::nullopt);
}

FilterLanguage HistoryPage::filterLanguage() const
{
    return m_filter.language([this](const auto &visit) {
        for (const CommandRow &row : m_model.rows())
            visit(row.entry);
    });
}

} // namespace binnacle::ui

#include "ui/commands/approvals_page.h"

#include "core/console/on_answer.h"
#include "ui/commands/blast_pane.h"
#include "ui/commands/command_text.h"
#include "ui/commands/dispatch_presenter.h"
#include "ui/commands/risk_card.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/column_fit.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"
#include "ui/widgets/scroll_page.h"
#include "ui/widgets/state_panel.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollArea>
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

ApprovalsPage::ApprovalsPage(const CommandsServices &services, QWidget *parent)
    : CommandsPage(parent)
    , m_services(services)
    , m_estate(services.estate.estate())
    , m_bar(FilterBar::overRows(
          filterLanguage(), u"proposalFilter"_s, tr("Filter proposals: checkout, source = ai")))
    , m_table(new QTableView)
    , m_state(new StatePanel)
    , m_pages(new QStackedLayout)
    , m_panel(new Panel(tr("Proposal")))
    , m_about(new QLabel)
    , m_blast(new BlastPane)
    , m_gate(new Banner)
    , m_banner(new Banner)
    , m_card(new RiskCard)
    , m_note(new QLineEdit)
    , m_approve(new QPushButton(tr("Approve")))
    , m_reject(new QPushButton(tr("Reject")))
{
    setObjectName(u"approvalsPage"_s);
    build();
    m_tick.setInterval(kTickMs);
    connect(&m_tick, &QTimer::timeout, this, &ApprovalsPage::showBoard);
    connect(&m_services.commands, &console::CommandDesk::changed, this, [this] {
        if (m_isActive)
            showBoard();
    });
    connect(&m_services.estate, &console::EstateFeed::changed, this,
        [this] { m_estate = m_services.estate.estate(); });
    connect(&m_services.access, &console::AccessDesk::changed, this, &ApprovalsPage::showGate);
    connect(&m_services.time, &TimeSelection::changed, this, &ApprovalsPage::showGate);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this,
        &ApprovalsPage::showSelected);
    connect(m_table, &QTableView::activated, this, [this] { m_note->setFocus(); });
    connect(m_bar, &FilterBar::applied, this, [this](const QString &text) {
        if (m_filter.setText(text))
            showBoard();
    });
    connect(m_approve, &QPushButton::clicked, this, &ApprovalsPage::approve);
    connect(m_reject, &QPushButton::clicked, this, &ApprovalsPage::reject);
    connect(m_note, &QLineEdit::textChanged, this, &ApprovalsPage::showGate);
    connect(m_card, &RiskCard::confirmed, this, &ApprovalsPage::confirmed);
    connect(m_card, &RiskCard::closed, this, &ApprovalsPage::showGate);
    showBoard();
}

void ApprovalsPage::build()
{
    m_table->setObjectName(u"proposalTable"_s);
    m_table->setAccessibleName(tr("Commands that wait for approval"));
    m_table->setModel(&m_model);
    styleTable(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    using Model = ProposalTableModel;
    styleColumn(*m_table, Model::TimeColumn, CellKind::Time, 74);
    styleColumn(*m_table, Model::ActionColumn, CellKind::BoldName, 92);
    styleColumn(*m_table, Model::TargetColumn, CellKind::Name, 176);
    styleColumn(*m_table, Model::ClusterColumn, CellKind::Text, 76);
    styleColumn(*m_table, Model::ByColumn, CellKind::Text, 74);
    styleColumn(*m_table, Model::SourceColumn, CellKind::Text, 66);
    styleColumn(*m_table, Model::ReasonColumn, CellKind::Text, 160);
    styleColumn(*m_table, Model::LeftColumn, CellKind::Number, 76);
    fitColumns(*m_table,
        {{.column = Model::TargetColumn, .least = nameWidth(CellKind::Name, 14), .isName = true},
            {.column = Model::ClusterColumn, .least = nameWidth(CellKind::Text, 6), .isName = true},
            {.column = Model::SourceColumn, .least = 66, .isSpare = true},
            {.column = Model::ReasonColumn,
                .least = nameWidth(CellKind::Text, 10),
                .fills = true}});
    auto *panel = new Panel(tr("Waiting for a second person"));
    panel->setContent(m_table);
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(u"approvalsSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
    splitter->addWidget(panel);
    splitter->addWidget(buildDetail());
    splitter->setStretchFactor(0, 58);
    splitter->setStretchFactor(1, 42);
    splitter->setSizes({580, 420});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(8);
    layout->addWidget(m_bar);
    layout->addWidget(m_banner);
    layout->addLayout(m_pages, 1);
    m_pages->addWidget(m_state);
    m_pages->addWidget(splitter);
    m_banner->hide();
    m_banner->setObjectName(u"approvalsBanner"_s);
}

QWidget *ApprovalsPage::buildDetail()
{
    m_about->setTextFormat(Qt::PlainText);
    m_about->setWordWrap(true);
    m_about->setContentsMargins(12, 10, 12, 10);
    m_about->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_note->setObjectName(u"approvalNote"_s);
    m_note->setPlaceholderText(tr("Note: who proposed it will read this"));
    m_note->setAccessibleName(tr("Note"));
    m_approve->setObjectName(u"approve"_s);
    m_approve->setProperty("role", u"primary"_s);
    m_reject->setObjectName(u"reject"_s);
    m_reject->setProperty("role", u"danger"_s);
    auto *about = new QWidget;
    auto *aboutRows = new QVBoxLayout(about);
    aboutRows->setContentsMargins(0, 0, 0, 0);
    aboutRows->setSpacing(0);
    aboutRows->addWidget(m_about);
    aboutRows->addWidget(m_blast);
    QScrollArea *scroll = newScrollPage(about);
    scroll->setObjectName(u"approvalScroll"_s);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_approve);
    buttons->addWidget(m_reject);
    buttons->addStretch(1);
    auto *foot = new QWidget;
    auto *footRows = new QVBoxLayout(foot);
    footRows->setContentsMargins(12, 8, 12, 12);
    footRows->setSpacing(8);
    footRows->addWidget(m_gate);
    footRows->addWidget(m_card);
    footRows->addWidget(m_note);
    footRows->addLayout(buttons);
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(scroll, 1);
    rows->addWidget(foot);
    m_panel->setContent(content);
    m_panel->setMinimumWidth(400);
    return m_panel;
}

void ApprovalsPage::setActive(bool isActive)
{
    if (std::exchange(m_isActive, isActive) == isActive)
        return;
    if (!isActive) {
        m_tick.stop();
        m_stop.request_stop();
        return;
    }
    m_tick.start();
    m_shown = 0; // what it would touch is worked out anew
    showBoard();
}

void ApprovalsPage::setCluster(const ClusterId &cluster)
{
    m_cluster = cluster;
    showBoard();
}

void ApprovalsPage::focusFirst()
{
    m_table->setFocus();
}

void ApprovalsPage::focusFilter()
{
    m_bar->focusText();
}

bool ApprovalsPage::escape()
{
    if (m_card->closeCard())
        return true;
    if (m_banner->isHidden())
        return m_bar->escape();
    m_banner->hide();
    return true;
}

void ApprovalsPage::refresh()
{
    showBoard();
    askRadius();
}

void ApprovalsPage::select(std::int64_t proposal)
{
    m_selectSoon = proposal;
    showBoard();
}

QString ApprovalsPage::told() const
{
    return m_banner->isHidden() ? QString() : m_banner->text();
}

std::optional<Proposal> ApprovalsPage::chosen() const
{
    const int row = m_table->currentIndex().row();
    if (row < 0 || row >= m_model.rowCount())
        return std::nullopt;
    return m_model.rows()[static_cast<std::size_t>(row)].proposal;
}

const console::ClusterView *ApprovalsPage::clusterOf(const Command &command) const
{
    const auto found
        = std::ranges::find(m_estate->clusters, command.cluster, &console::ClusterView::id);
    return found == m_estate->clusters.end() ? nullptr : &*found;
}

void ApprovalsPage::showBoard()
{
    const auto board = m_services.commands.board();
    const Timestamp now = systemNow();
    std::vector<ProposalRow> rows;
    int here = 0;
    for (const Proposal &proposal : board->proposals) {
        if (!m_cluster.isEmpty() && proposal.command.cluster != m_cluster)
            continue;
        ++here;
        if (m_filter.matches(proposal))
            rows.push_back({.proposal = proposal,
                .time = m_services.time.timeText(proposal.proposedAt),
                .now = now});
    }
    m_model.setRows(std::move(rows));
    m_table->setColumnHidden(ProposalTableModel::ClusterColumn, !m_cluster.isEmpty());
    const bool isEmpty = m_model.rowCount() == 0;
    m_pages->setCurrentIndex(isEmpty ? 0 : 1);
    m_bar->setMatchCount(m_model.rowCount(), here);
    if (isEmpty && here > 0)
        m_state->showEmpty(tr("No proposal matches"),
            tr("0 of %n proposal(s) match.", nullptr, here),
            {{.text = tr("Clear the filter"), .run = [this] { m_bar->applyText({}); }}});
    else if (isEmpty)
        m_state->showEmpty(tr("Nothing waits for approval"),
            tr("Commands of assistants and scripts come here, and those for clusters that want two "
               "persons."));
    const int wanted = m_selectSoon == 0 ? -1 : m_model.rowOf(QString::number(m_selectSoon));
    if (wanted >= 0) {
        m_selectSoon = 0;
        m_table->setCurrentIndex(m_model.index(wanted, 0));
    } else if (!isEmpty && !m_table->currentIndex().isValid()) {
        m_table->setCurrentIndex(m_model.index(0, 0));
    }
    showSelected();
}

void ApprovalsPage::showSelected()
{
    const auto proposal = chosen();
    const std::int64_t id = proposal ? proposal->id : 0;
    if (id == m_shown)
        return;
    m_shown = id;
    m_card->closeCard();
    m_note->clear();
    m_radius.reset();
    if (!proposal)
        return showGate();
    const console::ClusterView *cluster = clusterOf(proposal->command);
    m_panel->setTitle(commandLine(proposal->command));
    m_panel->setTrailing(cluster ? toText(cluster->name) : toText(proposal->command.cluster.value));
    m_about->setText(proposal->reason.empty()
            ? tr("%1 gave no reason.", "a person").arg(toText(proposal->proposedBy))
            : tr("%1: %2", "a person and the reason given")
                  .arg(toText(proposal->proposedBy), toText(proposal->reason)));
    m_blast->showHint(tr("Working out what it would touch now."));
    showGate();
    askRadius();
}

void ApprovalsPage::askRadius()
{
    const auto proposal = chosen();
    if (!proposal || !m_isActive)
        return;
    m_stop.request_stop();
    m_stop = {};
    const int generation = ++m_generation;
    console::onAnswer(m_services.commands.blastRadius(proposal->command, m_stop.get_token()), this,
        [this, generation](const Result<std::shared_ptr<const BlastRadius>> &answer) {
            if (generation != m_generation)
                return;
            m_radius = answer ? *answer : nullptr;
            if (answer)
                m_blast->showRadius(**answer);
            else if (answer.error().code != ErrorCode::Cancelled)
                m_blast->showError(answer.error());
            showGate();
        });
}

QString ApprovalsPage::whyNot() const
{
    if (const QString why = whyNoCommands(m_services); !why.isEmpty())
        return why;
    const auto proposal = chosen();
    if (proposal && proposal->proposedBy == m_services.access.me().username)
        return tr("You proposed this yourself: a second person has to approve it.");
    if (m_radius && !m_radius->refusal.empty())
        return toText(m_radius->refusal);
    return {};
}

void ApprovalsPage::showGate()
{
    const QString why = whyNot();
    const bool isOne = chosen().has_value();
    const bool isAsking = !m_card->isHidden();
    m_gate->setVisible(!why.isEmpty());
    if (!why.isEmpty())
        m_gate->present(StatusKind::Warning, why);
    m_card->setBlocked(isAsking ? why : QString());
    m_approve->setEnabled(isOne && why.isEmpty() && m_radius && !isAsking);
    // Taking back one's own proposal is nobody else's business.
    const bool mayReject = isOne && whyNoCommands(m_services).isEmpty() && !isAsking;
    const bool hasNote = !m_note->text().trimmed().isEmpty();
    m_reject->setEnabled(mayReject && hasNote);
    m_reject->setToolTip(mayReject && !hasNote ? tr("Say why in the note.") : QString());
}

FilterLanguage ApprovalsPage::filterLanguage() const
{
    return m_filter.language([this](const auto &visit) {
        const auto board = m_services.commands.board(); // for as long as the loop runs
        std::ranges::for_each(board->proposals, visit);
    });
}

} // namespace binnacle::ui

#include "ui/commands/dispatch_page.h"

#include "ui/commands/blast_pane.h"
#include "ui/commands/command_sheet.h"
#include "ui/commands/command_text.h"
#include "ui/commands/dispatch_confirmation.h"
#include "ui/commands/dispatch_form.h"
#include "ui/commands/recent_pane.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/flow_layout.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/panel.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPushButton>
#include <QSplitter>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kLeastLeft = 400;

} // namespace

DispatchPage::DispatchPage(const CommandsServices &services, QWidget *parent)
    : CommandsPage(parent)
    , m_services(services)
    , m_presenter(services)
    , m_estate(services.estate.estate())
    , m_sheet(new CommandSheet(services))
    , m_form(m_sheet->form())
    , m_blast(m_sheet->blast())
    , m_gate(new Banner)
    , m_banner(new Banner)
    , m_confirmation(new DispatchConfirmation)
    , m_dispatch(new QPushButton(tr("Dispatch")))
    , m_dryRun(new QPushButton(tr("Dry run")))
    , m_copy(new QPushButton(tr("Copy as kubectl")))
    , m_recent(new RecentPane(services))
{
    setObjectName(u"dispatchPage"_s);
    auto *splitter = new QSplitter(Qt::Horizontal);
    splitter->setObjectName(u"commandsSplitter"_s);
    splitter->setChildrenCollapsible(false);
    splitter->setHandleWidth(10);
    splitter->addWidget(buildLeft());
    splitter->addWidget(m_recent);
    splitter->setStretchFactor(0, 37);
    splitter->setStretchFactor(1, 63);
    splitter->setSizes({350, 650});
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(splitter);
    connectPresenter();
    connectBoard();
    showDraft();
}

QWidget *DispatchPage::buildLeft()
{
    m_dispatch->setObjectName(u"dispatch"_s);
    m_dispatch->setProperty("role", u"primary"_s);
    m_dryRun->setObjectName(u"dryRun"_s);
    m_dryRun->setToolTip(tr("Checks the command and works out what it would touch; sends nothing"));
    m_copy->setObjectName(u"copyKubectl"_s);
    m_gate->setObjectName(u"dispatchGate"_s);
    m_banner->setObjectName(u"dispatchBanner"_s);
    m_banner->hide();
    m_buttons = new QWidget;
    auto *flow = new FlowLayout(m_buttons);
    flow->setContentsMargins(0, 0, 0, 0);
    for (QPushButton *button : {m_dispatch, m_dryRun, m_copy})
        flow->addWidget(button);
    auto *foot = new QWidget;
    auto *footRows = new QVBoxLayout(foot);
    footRows->setContentsMargins(12, 8, 12, 12);
    footRows->setSpacing(8);
    for (QWidget *row : {static_cast<QWidget *>(m_gate), static_cast<QWidget *>(m_banner),
             static_cast<QWidget *>(m_confirmation), m_buttons})
        footRows->addWidget(row);
    auto *content = new QWidget;
    auto *rows = new QVBoxLayout(content);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(0);
    rows->addWidget(m_sheet, 1);
    rows->addWidget(newPanelLine());
    rows->addWidget(foot);
    auto *panel = new Panel(tr("New command"));
    panel->setContent(content);
    panel->setMinimumWidth(kLeastLeft);
    return panel;
}

void DispatchPage::connectPresenter()
{
    connect(&m_form, &DispatchForm::changed, this, &DispatchPage::showDraft);
    connect(&m_form, &DispatchForm::submitted, this, &DispatchPage::dispatch);
    connect(m_dispatch, &QPushButton::clicked, this, &DispatchPage::dispatch);
    connect(m_dryRun, &QPushButton::clicked, this, &DispatchPage::dryRun);
    connect(m_copy, &QPushButton::clicked, this, &DispatchPage::copyKubectl);
    connect(&m_presenter, &DispatchPresenter::radiusShown, this, &DispatchPage::showRadius);
    connect(&m_presenter, &DispatchPresenter::radiusFailed, this, [this](const Error &error) {
        m_confirmation->close();
        m_blast.showError(error);
        showGate();
    });
    connect(&m_presenter, &DispatchPresenter::dryRunDone, this, [this] {
        tell(StatusKind::Ok, tr("Dry run: the command is complete. Nothing was sent."));
    });
    connect(&m_presenter, &DispatchPresenter::confirmationWanted, this, &DispatchPage::confirm);
    connect(&m_presenter, &DispatchPresenter::dispatched, this, &DispatchPage::showOutcome);
    connect(&m_presenter, &DispatchPresenter::dispatchFailed, this, [this](const Error &error) {
        if (!m_confirmation->fail(errorLine(error)))
            tell(StatusKind::Critical, tr("Nothing was sent. %1").arg(errorLine(error)),
                errorCodeText(error));
        showGate();
    });
    connect(m_confirmation, &DispatchConfirmation::confirmed, this, &DispatchPage::send);
    connect(m_confirmation, &DispatchConfirmation::closed, this, [this] {
        m_form.setEnabled(true);
        showGate();
        m_dispatch->setFocus();
    });
    connect(m_confirmation, &DispatchConfirmation::undone, this, [this] {
        tell(StatusKind::Neutral, tr("Undone: nothing was sent."));
        m_dispatch->setFocus();
    });
}

void DispatchPage::connectBoard()
{
    connect(&m_services.estate, &console::EstateFeed::changed, this, [this] {
        m_estate = m_services.estate.estate();
        if (m_isActive)
            m_form.showEstate();
    });
    connect(&m_services.access, &console::AccessDesk::changed, this, [this] {
        m_form.showEstate();
        showGate();
        if (!whyNoCommands(m_services).isEmpty())
            m_confirmation->endElevation();
    });
    connect(&m_services.time, &TimeSelection::changed, this, &DispatchPage::showGate);
    connect(m_recent, &RecentPane::prepareRequested, this, &DispatchPage::prepareRequested);
    connect(m_recent, &RecentPane::approvalRequested, this, &DispatchPage::approvalRequested);
}

void DispatchPage::prepare(const Command &command)
{
    prepareText(draftOf(command, m_services.commands.catalogue()));
}

void DispatchPage::select(const QString &command)
{
    m_recent->selectSoon(command);
}

void DispatchPage::prepareText(const CommandDraft &draft)
{
    m_confirmation->close();
    m_banner->hide();
    m_toldProblems = false;
    m_form.setDraft(draft);
    m_form.focusTarget();
}

void DispatchPage::setCluster(const ClusterId &cluster)
{
    if (!m_confirmation->isAsking())
        m_form.setCluster(cluster);
    m_recent->setCluster(cluster);
}

// The table, not the form: single letters are keys until somebody goes into a field.
void DispatchPage::focusFirst()
{
    m_recent->focusTable();
}

void DispatchPage::focusFilter()
{
    if (!m_confirmation->isAsking())
        m_form.focusTarget();
}

bool DispatchPage::escape()
{
    if (m_confirmation->escape())
        return true;
    if (!m_banner->isHidden()) {
        m_banner->hide();
        return true;
    }
    if (!m_form.isAncestorOf(focusWidget()))
        return false;
    focusFirst(); // out of the field, so that keys are keys again
    return true;
}

void DispatchPage::refresh()
{
    m_form.showEstate();
    m_recent->refresh();
    if (!m_confirmation->isAsking() && m_presenter.check().isValid())
        m_presenter.askAgain();
}

std::optional<CommandRow> DispatchPage::selected() const
{
    return m_recent->selected();
}

QString DispatchPage::told() const
{
    return m_banner->isHidden() ? QString() : m_banner->text();
}

const console::ClusterView *DispatchPage::clusterOf(const Command &command) const
{
    const auto found
        = std::ranges::find(m_estate->clusters, command.cluster, &console::ClusterView::id);
    return found == m_estate->clusters.end() ? nullptr : &*found;
}

void DispatchPage::showDraft()
{
    m_presenter.setDraft(m_form.draft());
    m_form.showCheck(m_presenter.check(), m_toldProblems);
    if (!m_presenter.check().isValid())
        m_blast.showHint(tr("Fill in the command to see what it will touch."));
    else if (!m_presenter.isFresh())
        m_blast.setStale(true);
    showGate();
}

QString DispatchPage::whyNot() const
{
    if (const QString why = whyNoCommands(m_services); !why.isEmpty())
        return why;
    const CommandDraft &draft = m_form.draft();
    if (!draft.cluster.isEmpty() && !draft.action.isEmpty()
        && !m_services.commands.allowed(draft.cluster).contains(draft.action))
        return tr("Your role (%1) may not run %2 on %3.", "a role, an action, a cluster")
            .arg(roleWord(m_services.access.me().role), draft.action, toText(draft.cluster.value));
    if (m_presenter.isFresh() && !m_presenter.radius()->refusal.empty())
        return toText(m_presenter.radius()->refusal);
    return {};
}

void DispatchPage::showGate()
{
    const QString why = whyNot();
    m_gate->setVisible(!why.isEmpty());
    if (!why.isEmpty())
        m_gate->present(StatusKind::Warning, why);
    const bool isRewound = m_services.time.asOf().has_value();
    m_gate->setAction({.text = isRewound ? tr("Back to now") : QString(),
        .run = [this] { m_services.time.backToNow(); }});
    const bool isAsking = m_confirmation->isAsking();
    m_buttons->setVisible(!isAsking);
    m_dispatch->setEnabled(why.isEmpty() && !isAsking);
    m_dispatch->setToolTip(why);
    m_dryRun->setEnabled(!isAsking);
    m_copy->setEnabled(m_presenter.check().isValid());
    m_confirmation->setBlocked(why);
}

void DispatchPage::showRadius()
{
    const auto &radius = m_presenter.radius();
    if (radius)
        m_blast.showRadius(*radius);
    else
        m_blast.showHint(tr("Fill in the command to see what it will touch."));
    showGate();
}

void DispatchPage::dispatch()
{
    if (!m_dispatch->isEnabled() || m_confirmation->isAsking())
        return;
    if (!m_presenter.check().isValid()) {
        m_toldProblems = true;
        m_form.showCheck(m_presenter.check(), true);
        m_form.focusTarget();
        return;
    }
    m_banner->hide();
    m_presenter.prepareDispatch();
}

void DispatchPage::dryRun()
{
    m_toldProblems = true;
    m_form.showCheck(m_presenter.check(), true);
    m_banner->hide();
    m_presenter.dryRun();
}

void DispatchPage::confirm()
{
    if (const QString why = whyNot(); !why.isEmpty())
        return showGate();
    const BlastRadius &radius = *m_presenter.radius();
    const Command &command = m_presenter.check().command;
    const auto catalogue = m_services.commands.catalogue();
    const console::ActionView *action = findAction(catalogue, actionName(command));
    const console::ClusterView *cluster = clusterOf(command);
    m_confirmation->ask({.command = command,
        .reason = m_form.draft().reason.trimmed(),
        .where = toText(cluster ? cluster->name : command.cluster.value),
        .risk = radius.risk,
        .environment = cluster ? cluster->environment : Environment::Production,
        .isTight = radius.isTight,
        .needsApproval = radius.needsApproval,
        .changesState = !action || action->changesState});
    if (!m_confirmation->isAsking())
        return;
    m_form.setEnabled(false); // what is confirmed is what is shown
    showGate();
    // The card takes room; what is confirmed should stay in sight.
    QTimer::singleShot(0, m_sheet, &CommandSheet::scrollToBlast);
}

// What held when it was asked must still hold ten seconds later.
void DispatchPage::send(
    const Command &command, const QString &reason, CommandRisk confirmed, bool isElevated)
{
    if (const QString why = whyNoCommands(m_services); !why.isEmpty())
        return tell(StatusKind::Warning,
            tr("%1 was not sent. %2", "a command, the reason").arg(commandLine(command), why));
    m_presenter.dispatch(
        {.command = command, .reason = reason, .confirmed = confirmed, .isElevated = isElevated});
}

void DispatchPage::showOutcome(const console::DispatchOutcome &outcome)
{
    const bool wasAsking = m_confirmation->isAsking();
    m_confirmation->close();
    if (wasAsking)
        m_recent->focusTable(); // not on Dispatch: the key that confirmed may be down still
    m_form.clearReason();       // the next command has another one
    if (outcome.command.isEmpty()) {
        m_recent->selectSoon(u"proposal-%1"_s.arg(outcome.proposal));
        tell(StatusKind::Ok, tr("It waits for a second person, under Approvals."));
    } else {
        m_recent->selectSoon(toText(outcome.command.value));
        tell(StatusKind::Ok, tr("Queued. What becomes of it is on the right."));
    }
}

void DispatchPage::copyKubectl()
{
    if (!m_presenter.check().isValid())
        return;
    const QString line = m_services.commands.kubectl(m_presenter.check().command);
    if (line.isEmpty())
        return tell(StatusKind::Neutral, tr("kubectl has no such command."));
    QGuiApplication::clipboard()->setText(line);
    tell(StatusKind::Ok, tr("Copied: %1").arg(line));
}

void DispatchPage::tell(StatusKind status, const QString &text, const QString &code)
{
    m_banner->present(status, text, code);
    m_banner->setAction({.text = tr("Close"), .run = [this] { m_banner->hide(); }});
    m_banner->show();
}

void DispatchPage::setActive(bool isActive)
{
    m_isActive = isActive;
    m_presenter.setActive(isActive);
    m_recent->setActive(isActive);
    if (!isActive)
        return;
    m_form.showEstate();
    showGate();
}

void DispatchPage::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (isEnter && event->modifiers() == Qt::ControlModifier)
        return dispatch();
    CommandsPage::keyPressEvent(event);
}

} // namespace binnacle::ui

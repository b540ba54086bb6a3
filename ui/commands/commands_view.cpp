#include "ui/commands/commands_view.h"

#include "ui/commands/approvals_page.h"
#include "ui/commands/command_text.h"
#include "ui/commands/dispatch_page.h"
#include "ui/commands/history_page.h"
#include "ui/commands/runbooks_page.h"
#include "ui/widgets/formatting.h"

#include <QAction>
#include <QButtonGroup>
#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kActionsTold = 4;

} // namespace

CommandsView::CommandsView(const CommandsServices &services, QWidget *parent)
    : View(parent)
    , m_services(services)
    , m_tabs(new QButtonGroup(this))
    , m_role(new QLabel)
    , m_stack(new QStackedWidget)
    , m_dispatch(new DispatchPage(services))
{
    setObjectName(u"commandsView"_s);
    setFocusPolicy(Qt::StrongFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 8, 12, 12);
    layout->setSpacing(8);
    layout->addWidget(buildToolbar());
    layout->addWidget(m_stack, 1);
    add(Dispatch, *m_dispatch);
    buildActions();
    connect(&m_services.commands, &console::CommandDesk::changed, this, &CommandsView::showCounts);
    connect(&m_services.access, &console::AccessDesk::changed, this, &CommandsView::showRole);
    showCounts();
    showRole();
}

QWidget *CommandsView::buildToolbar()
{
    auto *bar = new QWidget;
    auto *line = new QHBoxLayout(bar);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    for (int at = 0; at < PageCount; ++at) {
        auto *button = new QPushButton;
        button->setObjectName(u"commandsPage-%1"_s.arg(at));
        button->setCheckable(true);
        button->setChecked(at == Dispatch);
        button->setProperty("role", u"segment"_s);
        if (at == 0 || at == PageCount - 1)
            button->setProperty("edge", at == 0 ? u"first"_s : u"last"_s);
        m_tabs->addButton(button, at);
        line->addWidget(button);
    }
    connect(m_tabs, &QButtonGroup::idClicked, this,
        [this](int at) { showPage(static_cast<Page>(at)); });
    m_role->setObjectName(u"commandsRole"_s);
    m_role->setTextFormat(Qt::PlainText);
    m_role->setProperty("tone", u"muted"_s);
    line->addStretch(1);
    line->addWidget(m_role);
    return bar;
}

void CommandsView::add(Page at, CommandsPage &made)
{
    m_pages[static_cast<std::size_t>(at)] = &made;
    m_stack->addWidget(&made);
    made.setCluster(m_cluster);
    connect(&made, &CommandsPage::prepareRequested, this, &CommandsView::prepare);
    // Letters would only search the tables, which have a filter for that.
    for (QTableView *table : made.findChildren<QTableView *>())
        table->installEventFilter(this);
    if (at == Dispatch)
        connect(m_dispatch, &DispatchPage::approvalRequested, this, &CommandsView::showApproval);
    else if (at == Runbooks)
        connect(m_runbooks, &RunbooksPage::approvalRequested, this, &CommandsView::showApproval);
}

void CommandsView::showApproval(std::int64_t proposal)
{
    showPage(Approvals);
    m_approvals->select(proposal);
}

CommandsPage *CommandsView::make(Page wanted)
{
    CommandsPage *&made = m_pages[static_cast<std::size_t>(wanted)];
    if (made)
        return made;
    switch (wanted) {
    case History:
        m_history = new HistoryPage(m_services);
        add(wanted, *m_history);
        break;
    case Runbooks:
        m_runbooks = new RunbooksPage(m_services);
        add(wanted, *m_runbooks);
        break;
    case Approvals:
        m_approvals = new ApprovalsPage(m_services);
        add(wanted, *m_approvals);
        break;
    case Dispatch:
    case PageCount:
        break;
    }
    return made;
}

void CommandsView::buildActions()
{
    const auto add = [this](const QString &text, auto run) {
        auto *action = new QAction(text, this);
        connect(action, &QAction::triggered, this, run);
        m_actions += action;
    };
    add(tr("New command"), [this] { showPage(Dispatch); });
    add(tr("History of commands"), [this] { showPage(History); });
    add(tr("Runbooks"), [this] { showPage(Runbooks); });
    add(tr("Commands that wait for approval"), [this] { showPage(Approvals); });
    add(tr("New runbook"), [this] {
        showPage(Runbooks);
        m_runbooks->addRunbook();
    });
    for (const console::ActionView &known : m_services.commands.catalogue()) {
        if (!known.changesState)
            continue;
        add(tr("Command: %1", "an action").arg(known.name), [this, name = known.name] {
            prepare({.cluster = m_cluster, .action = name.toStdString()});
        });
    }
}

void CommandsView::prepare(const Command &command)
{
    showPage(Dispatch);
    m_dispatch->prepare(command);
}

void CommandsView::showCommand(const QString &command)
{
    if (command.startsWith(kProposalPrefix)) // no command yet: somebody has to approve it
        return showApproval(QStringView(command).sliced(kProposalPrefix.size()).toLongLong());
    const auto board = m_services.commands.board();
    const auto isIt = [&command](const CommandEntry &entry) {
        return toText(entry.record.command.id.value) == command;
    };
    if (std::ranges::any_of(board->recent, isIt)) {
        showPage(Dispatch);
        m_dispatch->select(command);
        return;
    }
    make(History);
    m_history->selectSoon(command);
    showPage(History);
}

void CommandsView::showPage(Page wanted)
{
    CommandsPage *shown = make(wanted);
    m_tabs->button(wanted)->setChecked(true);
    if (m_isActive && m_current != wanted)
        page()->setActive(false);
    m_current = wanted;
    m_stack->setCurrentWidget(shown);
    shown->setActive(m_isActive);
    shown->focusFirst();
}

std::optional<CommandRow> CommandsView::selected() const
{
    return page()->selected();
}

void CommandsView::showCounts()
{
    const auto board = m_services.commands.board();
    const auto name = [this](Page at, const QString &title, std::size_t count) {
        m_tabs->button(at)->setText(
            count == 0 ? title : u"%1 %2"_s.arg(title, countText(static_cast<qint64>(count))));
    };
    name(Dispatch, tr("Dispatch"), 0);
    name(History, tr("History"), 0);
    name(Runbooks, tr("Runbooks"), board->runbooks.size());
    name(Approvals, tr("Approvals"), board->proposals.size());
}

void CommandsView::showRole()
{
    const Principal me = m_services.access.me();
    const QStringList all = m_services.commands.allowed(m_cluster);
    QStringList changing; // reading needs no saying
    for (const console::ActionView &action : m_services.commands.catalogue()) {
        if (action.changesState && all.contains(action.name))
            changing += action.name;
    }
    const QString role = roleWord(me.role);
    if (changing.isEmpty()) {
        m_role->setText(tr("Role %1 — may not change anything").arg(role));
        return;
    }
    const auto more = static_cast<int>(changing.size()) - kActionsTold;
    const QString names = changing.mid(0, kActionsTold).join(u", "_s);
    m_role->setText(more > 0 ? tr("Role %1 — %2 and %n more", nullptr, more).arg(role, names)
                             : tr("Role %1 — %2", "a role and its actions").arg(role, names));
    m_role->setToolTip(changing.join(u", "_s));
}

void CommandsView::setCluster(const ClusterId &cluster)
{
    m_cluster = cluster;
    for (CommandsPage *made : m_pages) {
        if (made)
            made->setCluster(cluster);
    }
    showRole();
}

void CommandsView::focusFilter()
{
    page()->focusFilter();
}

bool CommandsView::escape()
{
    return page()->escape();
}

void CommandsView::refresh()
{
    page()->refresh();
}

void CommandsView::openEvents(const Command &command)
{
    if (command.target.isEmpty())
        return;
    const bool isNode = command.target.kind == "Node";
    const bool isPod = command.target.kind == "Pod";
    emit objectActivated(command.cluster,
        {.scope = isNode ? EventScope::Node
                : isPod  ? EventScope::Object
                         : EventScope::WorkloadTree,
            .object = command.target});
}

void CommandsView::openMesh(const Command &command)
{
    const std::string &kind = command.target.kind;
    if (kind == "Deployment" || kind == "StatefulSet" || kind == "DaemonSet")
        emit serviceActivated(
            command.cluster, {.ns = command.target.ns, .name = command.target.name});
}

bool CommandsView::obeyLetter(int key)
{
    if (key >= Qt::Key_1 && key <= Qt::Key_4) {
        showPage(static_cast<Page>(key - Qt::Key_1));
        return true;
    }
    const auto row = selected();
    if (!row)
        return false;
    const Command &command = row->entry.record.command;
    switch (key) {
    case Qt::Key_A:
        prepare(command);
        return true;
    case Qt::Key_I:
        if (row->entry.verdict && row->entry.verdict->inverse)
            prepare(*row->entry.verdict->inverse);
        return true;
    case Qt::Key_E:
        openEvents(command);
        return true;
    case Qt::Key_M:
        openMesh(command);
        return true;
    case Qt::Key_C:
        QGuiApplication::clipboard()->setText(toText(command.target.name));
        return true;
    default:
        return false;
    }
}

bool CommandsView::obey(const QKeyEvent &event)
{
    const auto modifiers = event.modifiers() & ~Qt::KeypadModifier;
    if (modifiers == Qt::NoModifier)
        return obeyLetter(event.key());
    if (modifiers == (Qt::ControlModifier | Qt::ShiftModifier) && event.key() == Qt::Key_C) {
        if (const auto row = selected())
            QGuiApplication::clipboard()->setText(
                m_services.commands.kubectl(row->entry.record.command));
        return true;
    }
    return false;
}

bool CommandsView::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::KeyPress && obey(*static_cast<QKeyEvent *>(event)))
        return true;
    return View::eventFilter(watched, event);
}

void CommandsView::keyPressEvent(QKeyEvent *event)
{
    if (!obey(*event))
        View::keyPressEvent(event);
}

void CommandsView::focusInEvent(QFocusEvent *event)
{
    View::focusInEvent(event);
    page()->focusFirst();
}

void CommandsView::showEvent(QShowEvent *event)
{
    View::showEvent(event);
    m_isActive = true;
    page()->setActive(true);
}

void CommandsView::hideEvent(QHideEvent *event)
{
    View::hideEvent(event);
    m_isActive = false;
    page()->setActive(false);
}

std::vector<View::KeyHelp> CommandsView::keys()
{
    return {{u"1 – 4"_s, tr("Dispatch, history, runbooks, approvals")},
        {u"/"_s, tr("To the target of a new command, or find in the list")},
        {u"Ctrl+Enter"_s, tr("Dispatch what is filled in; save the runbook in the editor")},
        {u"Enter"_s, tr("In a field: dispatch; on the card: confirm")},
        {u"↓"_s, tr("In the target: what there is")},
        {u"A"_s, tr("Prepare the selected command again")},
        {u"I"_s, tr("Prepare what takes the selected command back")},
        {u"Delete"_s, tr("Cancel the selected command while it is queued; remove a runbook")},
        {u"E"_s, tr("Events of its target")}, {u"M"_s, tr("Its target in the mesh")},
        {u"C"_s, tr("Copy the name of its target")}, {u"Ctrl+C"_s, tr("Copy the selected row")},
        {u"Ctrl+Shift+C"_s, tr("Copy the selected command as kubectl")},
        {u"Esc"_s, tr("Undo, or close the card, the editor, the filter: one at a time")}};
}

} // namespace binnacle::ui

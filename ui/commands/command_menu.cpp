#include "ui/commands/command_menu.h"

#include "ui/commands/command_draft.h"
#include "ui/widgets/formatting.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// With the key that the tables have for it. The dots say that a form follows.
QString menuText(const QString &action)
{
    if (action == u"scale"_s)
        return CommandMenu::tr("Scale…\tS");
    if (action == u"restart"_s)
        return CommandMenu::tr("Restart…\tR");
    if (action == u"delete"_s || action == u"delete_pod"_s)
        return CommandMenu::tr("Delete…\tCtrl+D");
    if (action == u"update_image"_s)
        return CommandMenu::tr("Change the image…");
    if (action == u"cordon"_s)
        return CommandMenu::tr("Cordon…");
    if (action == u"uncordon"_s)
        return CommandMenu::tr("Uncordon…");
    if (action == u"get_logs"_s)
        return CommandMenu::tr("Logs…");
    if (action == u"dynamic"_s)
        return CommandMenu::tr("Describe…");
    if (action == u"get_configmap"_s)
        return CommandMenu::tr("Values of the config map…");
    if (action == u"get_secret"_s)
        return CommandMenu::tr("Values of the secret…");
    return CommandMenu::tr("%1…", "an action").arg(action);
}

Command commandFor(const QString &action, const ClusterId &cluster, const ResourceRef &object)
{
    Command command{.cluster = cluster, .action = action.toStdString(), .target = object};
    if (command.action == "delete_pod")
        command.action = "delete";
    if (command.action == "dynamic")
        command.params = QJsonDocument(
            QJsonObject{{u"command"_s, u"describe"_s}, {u"kind"_s, toText(object.kind)}})
                             .toJson(QJsonDocument::Compact)
                             .toStdString();
    return command;
}

// As it stands in the menu: nothing is left to fill in.
bool isComplete(const console::ActionView &action)
{
    if (action.name == u"dynamic"_s)
        return true;
    return std::ranges::none_of(action.parameters, &console::ActionView::Parameter::isRequired);
}

} // namespace

CommandMenu::CommandMenu(console::CommandDesk &desk, QObject *parent)
    : QObject(parent)
    , m_desk(desk)
{}

void CommandMenu::addActions(QMenu &menu, const ClusterId &cluster, const ResourceRef &object)
{
    const QStringList offered = m_desk.actionsFor(object);
    if (cluster.isEmpty() || offered.isEmpty())
        return;
    if (!menu.isEmpty())
        menu.addSeparator();
    const QStringList allowed = m_desk.allowed(cluster);
    for (const QString &name : offered) {
        QAction *action = menu.addAction(menuText(name), this,
            [this, name, cluster, object] { emit chosen(commandFor(name, cluster, object)); });
        action->setEnabled(allowed.contains(name));
        if (!action->isEnabled())
            action->setToolTip(tr("Your role may not run %1 here.").arg(name));
    }
    menu.setToolTipsVisible(true);
    addCopies(menu, cluster, object, offered);
}

void CommandMenu::addCopies(
    QMenu &menu, const ClusterId &cluster, const ResourceRef &object, const QStringList &actions)
{
    const auto catalogue = m_desk.catalogue();
    QMenu *copies = menu.addMenu(tr("Copy as kubectl"));
    for (const QString &name : actions) {
        const console::ActionView *action = findAction(catalogue, name);
        if (!action || !isComplete(*action))
            continue;
        const QString line = m_desk.kubectl(commandFor(name, cluster, object));
        if (line.isEmpty())
            continue;
        copies->addAction(line, this, [line] { QGuiApplication::clipboard()->setText(line); });
    }
    copies->menuAction()->setVisible(!copies->isEmpty());
}

bool CommandMenu::start(const QString &action, const ClusterId &cluster, const ResourceRef &object)
{
    const QStringList offered = m_desk.actionsFor(object);
    const bool isPodDeletion = action == u"delete"_s && offered.contains(u"delete_pod"_s);
    if (cluster.isEmpty() || (!offered.contains(action) && !isPodDeletion))
        return false;
    emit chosen(commandFor(action, cluster, object));
    return true;
}

} // namespace binnacle::ui

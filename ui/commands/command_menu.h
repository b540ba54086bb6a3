#pragma once

#include "core/console/command_desk.h"
#include "ui/widgets/object_actions.h"

#include <QObject>

namespace binnacle::ui {

// The commands of the console's context menus. Choosing one only prepares it: the commands view
// shows what it would touch and asks.
class CommandMenu final : public QObject, public ObjectActions
{
    Q_OBJECT

public:
    explicit CommandMenu(console::CommandDesk &desk, QObject *parent = nullptr); // must outlive it

    void addActions(QMenu &menu, const ClusterId &cluster, const ResourceRef &object) override;
    bool start(const QString &action, const ClusterId &cluster, const ResourceRef &object) override;

signals:
    void chosen(const binnacle::Command &command);

private:
    void addCopies(QMenu &menu, const ClusterId &cluster, const ResourceRef &object,
        const QStringList &actions);

    console::CommandDesk &m_desk;
};

} // namespace binnacle::ui

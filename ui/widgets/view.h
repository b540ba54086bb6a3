#pragma once

#include "core/domain/command.h"
#include "core/domain/event_query.h"
#include "core/domain/ids.h"
#include "core/domain/resource_ref.h"
#include "core/domain/slo_report.h"

#include <QList>
#include <QString>
#include <QWidget>

#include <vector>

class QAction;

namespace binnacle::ui {

// How the id of a command begins that still waits for a second person; its number follows.
inline constexpr QStringView kProposalPrefix = u"proposal-";

class ObjectActions;

// What the shell knows of a view. The shell owns the views, the shared time selection and the
// current cluster; views ask for navigation through signals and never see each other.
class View : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    // Cluster to show; empty: all.
    virtual void setCluster(const ClusterId &cluster) = 0;

    // Show what a navigation from elsewhere asked for. Views ignore what does not concern them.
    virtual void showObject(const ClusterId &, const ScopedObject &) {}
    virtual void openEvent(EventRowId) {}
    virtual void applyFilter(const QString &) {}
    virtual void showSlo(const ClusterId &, const SloSubject &) {}
    virtual void showService(const ClusterId &, const ServiceRef &) {} // in the mesh
    virtual void showAlert(qint64) {}                                  // row of the alert history
    virtual void showCommand(const QString &) {} // its id; "proposal-7": one that waits for a yes
    virtual void prepareCommand(const Command &) {} // a form filled in; nothing is sent
    virtual void showSettings(const QString &) {}   // a page of them: "storage"

    // `/` pressed: put the cursor into the view's filter. `Esc`: undo one layer; false when there
    // was none left.
    virtual void focusFilter() {}
    virtual bool escape() { return false; }
    virtual void refresh() {}

    // For the cheat sheet: {"Enter", tr("Open the selected event")}.
    struct KeyHelp
    {
        QString keys;
        QString action;
    };
    virtual std::vector<KeyHelp> keyHelp() const { return {}; }

    // For the command palette: named actions of this view.
    virtual QList<QAction *> paletteActions() const { return {}; }

    // What context menus and keys offer for an object; null: nothing. Must outlive the view.
    void setObjectActions(ObjectActions *actions) { m_objectActions = actions; }
    ObjectActions *objectActions() const { return m_objectActions; }

signals:
    void objectActivated(const binnacle::ClusterId &cluster, const binnacle::ScopedObject &object);
    void eventActivated(qint64 event);
    void clusterActivated(const binnacle::ClusterId &cluster);
    void filterActivated(const QString &filter); // in the events view
    void sloActivated(const binnacle::SloSubject &subject);
    void serviceActivated(
        const binnacle::ClusterId &cluster, const binnacle::ServiceRef &service); // in the mesh
    void alertActivated(qint64 alert);
    void commandActivated(const QString &command);
    void commandPrepared(const binnacle::Command &command);
    void settingsActivated(const QString &page);
    void helpActivated(const QString &page);

private:
    ObjectActions *m_objectActions = nullptr;
};

} // namespace binnacle::ui

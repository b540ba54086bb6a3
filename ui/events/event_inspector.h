#pragma once

#include "core/console/console_types.h"

#include <QTabWidget>

class QPlainTextEdit;
class QTableWidget;

namespace binnacle::ui {

class InspectorPanel;
class TimeSelection;

// The right side of the events view: one event, what owns its object, what else happened around
// it and what the object looked like then. A second tab holds the object as the agent sent it.
class EventInspector final : public QTabWidget
{
    Q_OBJECT

public:
    // `time` gives the zone; must outlive the inspector.
    explicit EventInspector(const TimeSelection &time, QWidget *parent = nullptr);

    void showNothing();
    void showLoading(); // what is shown stays
    void showContext(const console::EventContext &context);
    void showError(const Error &error);
    void showObjectLoading(const QString &object);
    void showObject(const QString &json);
    void showObjectError(const Error &error);
    // One layer: from the object's text back to the event. False: was there already.
    bool leaveObject();
    void setShowsCluster(bool shows) { m_showsCluster = shows; }

signals:
    void scopeRequested(const binnacle::ClusterId &cluster, const binnacle::ScopedObject &scope);
    void warningsAroundRequested(binnacle::Timestamp at);
    void eventRequested(qint64 event);
    void kubectlCopyRequested();
    void jsonCopyRequested();
    void objectJsonRequested();

private:
    void addFacts(const ClusterEvent &event);
    void addOwnership(const console::EventContext &context);
    void addAround(const console::EventContext &context);
    void addState(const console::EventContext &context);
    void addButtons(const console::EventContext &context);
    QTableWidget *newList(const QString &name, int rows, int columns);

    const TimeSelection &m_time;
    InspectorPanel *m_panel;
    QPlainTextEdit *m_object;
    EventRowId m_shown = 0;
    bool m_showsCluster = false;
};

} // namespace binnacle::ui

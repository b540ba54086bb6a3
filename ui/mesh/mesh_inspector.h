#pragma once

#include "ui/mesh/mesh_selection.h"

#include <QStackedWidget>

namespace binnacle::ui {

class InspectorPanel;
class MeshPresenter;
class MeshServicePage;
class TimeSelection;

// What is selected in the mesh; with nothing selected, the whole of it.
class MeshInspector final : public QStackedWidget
{
    Q_OBJECT

public:
    // Both must outlive the inspector.
    MeshInspector(
        const MeshPresenter &presenter, const TimeSelection &time, QWidget *parent = nullptr);

    void refresh(); // something of what the presenter knows has changed

    QSize sizeHint() const override { return {318, 400}; }
    QSize minimumSizeHint() const override { return {264, 120}; }

signals:
    void chosen(const binnacle::ui::MeshSelection &selection);
    void eventChosen(qint64 event);
    void drillWanted();
    void eventsWanted();
    void sloWanted();
    void unfoldWanted();

private:
    void showWhole();
    void showEdge();
    void showNamespace();
    void addEdgeDelta();
    void addWorst();
    void addRemoved();
    void addChoice(const QString &key, const MeshSelection &selection, const QString &text);

    const MeshPresenter &m_presenter;
    const TimeSelection &m_time;
    InspectorPanel *m_facts;
    MeshServicePage *m_service;
};

} // namespace binnacle::ui

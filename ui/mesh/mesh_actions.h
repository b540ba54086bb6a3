#pragma once

#include "ui/mesh/mesh_keys.h"
#include "ui/mesh/mesh_scene.h"
#include "ui/mesh/mesh_toolbar.h"

#include <QObject>

namespace binnacle::ui {

class MeshPresenter;
class View;

// What can be done with what is selected in the mesh, whether by key, menu or button.
class MeshActions final : public QObject
{
    Q_OBJECT

public:
    // Both must outlive this.
    MeshActions(MeshPresenter &presenter, View &view);

    void openEvents(); // of the workload behind the selection
    void openSlo();
    void drillDown(); // the neighbourhood; a folded namespace unfolds
    void changeHops(int by);
    void leaveFocus();
    void showAll();                       // without focus and namespace
    void widen();                         // a longer window
    void toggleFold();                    // the namespace of the selection
    void copy(const QString &text) const; // empty: the clipboard stays as it is
    // What the shown graph says about them.
    using GraphText = QString (*)(const MeshGraph &graph, const std::vector<MeshSelection> &);
    void copy(GraphText text, const std::vector<MeshSelection> &selections) const;
    void startCommand(const QString &action); // "scale", "restart"
    void showMenu(const QPoint &globalPosition);
    void exportAs(MeshExport format, const MeshScene &scene, const console::MeshFeed &feed);

signals:
    void keyWanted(binnacle::ui::MeshKey key); // chosen from the menu
    void failed(const binnacle::Error &error);

private:
    ResourceRef workloadOf(const ServiceRef &service) const;
    void watch(const QFuture<Status> &written);

    MeshPresenter &m_presenter;
    View &m_view;
};

} // namespace binnacle::ui

#pragma once

#include "ui/mesh/mesh_look.h"
#include "ui/mesh/mesh_pins.h"
#include "ui/mesh/mesh_selection.h"
#include "ui/mesh/mesh_situation.h"

#include <QObject>

#include <set>
#include <string>
#include <vector>

namespace binnacle::ui {

class MeshCanvas;
class MeshPresenter;

// What somebody arranges in the graph by hand: which services are marked, hidden and pinned, and
// the way back. Marks are for the next action only; pins are remembered for each cluster.
class MeshArrangement final : public QObject
{
    Q_OBJECT

public:
    // All must outlive this; `memory` may be null.
    MeshArrangement(
        MeshPresenter &presenter, MeshCanvas &canvas, console::UiMemory *memory, QObject *parent);

    const MeshLook &look() const { return m_look; }
    void setLook(const MeshLook &look); // by the toolbar
    void showAll();                     // nothing hidden any more; one step back
    void loadPins();                    // of the cluster that is shown

    // What actions are about: what is marked, else what is selected.
    std::vector<MeshSelection> chosen() const;
    void toggleMark();                                           // of the selection
    void mark(const std::vector<std::size_t> &nodes, bool adds); // indexes of the canvas' scene
    bool clearMarks();                                           // false: nothing was marked
    void hideChosen();
    void togglePin(); // pins all that is chosen; when it is, lets go of it
    void undo();      // the last change of what is hidden, pinned, folded or focused on

signals:
    void lookChanged();

private:
    struct Step
    {
        MeshLook look;
        MeshScope scope;
    };

    std::vector<std::size_t> chosenNodes() const;
    void change(MeshLook look); // with a way back
    void remember(Step step);
    void take(MeshLook look);
    void showMarks();
    void scopeChanged();

    MeshPresenter &m_presenter;
    MeshCanvas &m_canvas;
    MeshPins m_pins;
    MeshLook m_look;
    MeshScope m_scope; // before its next change
    ClusterId m_cluster;
    std::set<std::string> m_marked; // ids of places
    std::vector<Step> m_steps;
    bool m_isUndoing = false;
};

} // namespace binnacle::ui

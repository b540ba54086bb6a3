#pragma once

#include "ui/mesh/mesh_filter.h"

#include <QObject>

namespace binnacle::ui {

class MeshCanvas;
class MeshPresenter;
class MeshTables;
class MeshToolbar;

// What is typed into the filter bar: marked in the graph, filtered in the tables, the best match
// selected by Enter.
class MeshSearch final : public QObject
{
    Q_OBJECT

public:
    // All must outlive this.
    struct Parts
    {
        MeshPresenter &presenter;
        MeshToolbar &toolbar;
        MeshCanvas &canvas;
        MeshTables &tables;
    };
    MeshSearch(const Parts &parts, QObject *parent);

    void refresh(); // another picture; the view does not move

signals:
    void entered(); // the first match is selected

private:
    void show(bool reveals);
    void enter();
    std::vector<std::size_t> found() const; // nodes of the scene

    const Parts m_parts;
    MeshFilter m_filter;
    MeshMatches m_matches;
};

} // namespace binnacle::ui

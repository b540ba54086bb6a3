#pragma once

#include <QObject>

namespace binnacle::ui {

class MeshCanvas;
class MeshPresenter;
class MeshTables;
class MeshToolbar;

// What is typed into "Find service": marked in the graph, filtered in the tables, selected by
// Enter.
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

    const Parts m_parts;
};

} // namespace binnacle::ui

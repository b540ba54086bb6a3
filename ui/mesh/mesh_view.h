#pragma once

#include "ui/mesh/mesh_keys.h"
#include "ui/mesh/mesh_presenter.h"
#include "ui/mesh/mesh_toolbar.h"
#include "ui/widgets/view.h"

#include <memory>
#include <vector>

class QSplitter;

namespace binnacle::console {
class UiMemory;
}

namespace binnacle::ui {

class Banner;
class MeshActions;
class MeshArrangement;
class MeshInspector;
class MeshPages;
class MeshScrubber;
class MeshSearch;
class MeshStage;
class MeshSurroundings;
class MeshTables;

// All must outlive the view.
struct MeshServices
{
    console::MeshFeed &mesh;
    console::EventFeed &events;
    console::EstateFeed &estate;
    TimeSelection &time;
    console::UiMemory *memory = nullptr; // for pins; null: they are forgotten
};

// The service mesh of one cluster: the graph or its tables, the time below, an inspector of what is
// selected. Its cursor rewinds the whole window. It asks nothing while it is hidden.
class MeshView final : public View
{
    Q_OBJECT

public:
    explicit MeshView(const MeshServices &services, QWidget *parent = nullptr);
    ~MeshView() override;

    void setCluster(const ClusterId &cluster) override;
    void showService(const ClusterId &cluster, const ServiceRef &service) override;
    void showObject(const ClusterId &cluster, const ScopedObject &object) override;
    void focusFilter() override;
    bool escape() override;
    void refresh() override;
    std::vector<KeyHelp> keyHelp() const override { return meshKeyHelp(); }
    QList<QAction *> paletteActions() const override { return m_palette; }

protected:
    void showEvent(QShowEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    QWidget *buildLeft();
    void buildPalette();
    void connectToolbar();
    void connectGraph();
    void connectInspector();
    void connectPresenter();
    void showPicture();
    void showScene();
    void showSelection();
    void setTable(bool isTable);
    void showLook();
    void setScope(const MeshScope &scope);
    void obey(MeshKey key);
    void tellFailure(const Error &error);

    const MeshServices m_services;
    MeshPresenter *m_presenter; // owned, as all below, by this as their QObject parent
    MeshActions *m_actions;
    MeshToolbar *m_toolbar;
    Banner *m_failure;
    Banner *m_silence;
    MeshPages *m_pages;
    MeshStage *m_stage;
    MeshTables *m_tables;
    MeshScrubber *m_scrubber;
    MeshInspector *m_inspector;
    MeshSearch *m_search;
    MeshArrangement *m_arrangement;
    std::unique_ptr<MeshSurroundings> m_surroundings;
    QSplitter *m_splitter;
    QList<QAction *> m_palette;
};

} // namespace binnacle::ui

#pragma once

#include "ui/mesh/mesh_lasso.h"
#include "ui/mesh/mesh_marks.h"
#include "ui/mesh/mesh_overview.h"
#include "ui/mesh/mesh_scene.h"
#include "ui/mesh/mesh_tiles.h"
#include "ui/mesh/mesh_viewport.h"

#include <QTimer>
#include <QWidget>

#include <set>
#include <string>
#include <vector>

namespace binnacle::ui {

// The graph. Wheel zooms at the pointer, dragging pans, a click selects, a double click asks for
// the neighbourhood; arrows walk, Tab goes from trouble to trouble, Enter drills down. Shift and
// dragging throws a lasso. What stands still is kept in tiles; only marks are painted anew in each
// frame.
class MeshCanvas final : public QWidget
{
    Q_OBJECT

public:
    explicit MeshCanvas(QWidget *parent = nullptr);

    void setScene(MeshScene scene);
    const MeshScene &scene() const { return m_scene; }
    void setSelection(const MeshSelection &selection, bool reveals = false);
    void setFound(std::vector<std::size_t> nodes, bool reveals); // marked; the best one is first
    void setMarked(std::set<std::string> places);                // by hand, ids
    void setDimmed(bool isDimmed);                               // old data

    void fit();
    void zoomToWhole(); // 100 %
    void zoomBy(double factor);
    const MeshViewport &viewport() const { return m_viewport; }

    QSize sizeHint() const override { return {900, 560}; }
    QSize minimumSizeHint() const override { return {240, 160}; }

signals:
    void picked(const binnacle::ui::MeshSelection &selection); // none: beside everything
    void activated(const binnacle::ui::MeshSelection &selection);
    void focusRequested(const binnacle::ui::MeshSelection &selection);
    void menuRequested(const binnacle::ui::MeshSelection &selection, const QPoint &globalPosition);
    // Nodes that the lasso touched; `adds`: to those that are marked.
    void lassoed(const std::vector<std::size_t> &nodes, bool adds);
    void zoomed(double scale);

protected:
    bool event(QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void wheelEvent(QWheelEvent *event) override;
    void mousePressEvent(QMouseEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void mouseDoubleClickEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool focusNextPrevChild(bool next) override;

private:
    enum class Drag { None, Maybe, Pan, Minimap, Lasso };

    bool isLarge() const;
    MeshTiles::Render render() const;
    void prepareSoon();
    void prepareMore();
    void paintMinimap(QPainter &painter);
    QRectF minimapBox() const { return m_overview.boxIn(size(), m_viewport); }
    void panMinimapTo(const QPointF &point);
    MeshSelection selectionAt(const QPointF &point) const;
    void hover(const QPointF &point);
    void afterZoom();
    void choose(const MeshSelection &selection);
    void describeSelection();

    MeshScene m_scene;
    MeshViewport m_viewport;
    MeshTiles m_tiles;
    QTimer m_prepare;
    MeshOverview m_overview;
    MeshMarks m_marks;
    MeshLasso m_lasso;
    bool m_isDimmed = false;
    Drag m_drag = Drag::None;
    QPointF m_pressed;
    QPointF m_last;
};

} // namespace binnacle::ui

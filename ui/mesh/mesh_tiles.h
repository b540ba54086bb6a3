#pragma once

#include <QHash>
#include <QPixmap>
#include <QPoint>
#include <QRectF>

#include <functional>

class QPainter;

namespace binnacle::ui {

// A large picture kept as square pieces of one zoom level, so that panning only copies. Pieces are
// painted as they come into view, within a time budget; what is missing or outdated is painted by
// later calls while its old content stays. Coordinates are logical pixels of the zoomed picture.
class MeshTiles
{
public:
    // Paints what lies in the rectangle; the painter is translated to it.
    using Render = std::function<void(QPainter &painter, const QRectF &part)>;

    static constexpr int kSize = 256;

    void setRatio(double devicePixelRatio); // another one drops everything
    void clear();                           // another zoom level
    void outdate();                         // the same picture with new content

    // Copies the pieces in `view` to the painter's origin. False: some are missing or outdated.
    bool paint(QPainter &painter, const QRectF &view) const;
    bool covers(const QRectF &view) const; // nothing is missing; something may be outdated
    // Paints pieces of `view`, the missing ones first, until the budget is used up; at least one.
    // True: nothing is left to do.
    bool prepare(const QRectF &view, const Render &render, double budgetMs);

    qsizetype count() const { return m_tiles.size(); }

private:
    struct Tile
    {
        QPixmap pixmap;
        int version = 0;
    };

    static QRect tilesOf(const QRectF &view);
    void paintTile(const QPoint &at, const Render &render);
    void forgetFarFrom(const QRect &wanted);

    QHash<QPoint, Tile> m_tiles;
    double m_ratio = 1;
    int m_version = 1;
};

} // namespace binnacle::ui

#include "ui/mesh/mesh_tiles.h"

#include "ui/theme/theme.h"

#include <QElapsedTimer>
#include <QPainter>

#include <cmath>

namespace binnacle::ui {

namespace {

constexpr qsizetype kMostTiles = 320; // 80 MB at one device pixel a pixel
constexpr int kKeptAround = 3;        // tiles

} // namespace

void MeshTiles::setRatio(double devicePixelRatio)
{
    if (qFuzzyCompare(m_ratio, devicePixelRatio))
        return;
    m_ratio = devicePixelRatio;
    clear();
}

void MeshTiles::clear()
{
    m_tiles.clear();
}

void MeshTiles::outdate()
{
    ++m_version;
}

QRect MeshTiles::tilesOf(const QRectF &view)
{
    const auto tile = [](double at) { return static_cast<int>(std::floor(at / kSize)); };
    return {QPoint(tile(view.left()), tile(view.top())),
        QPoint(tile(view.right() - 0.01), tile(view.bottom() - 0.01))};
}

bool MeshTiles::paint(QPainter &painter, const QRectF &view) const
{
    const QRect wanted = tilesOf(view);
    bool isComplete = true;
    for (int y = wanted.top(); y <= wanted.bottom(); ++y) {
        for (int x = wanted.left(); x <= wanted.right(); ++x) {
            const auto tile = m_tiles.constFind(QPoint(x, y));
            if (tile == m_tiles.constEnd()) {
                isComplete = false;
                continue;
            }
            isComplete = isComplete && tile->version == m_version;
            painter.drawPixmap(
                QPointF(x * kSize - view.left(), y * kSize - view.top()), tile->pixmap);
        }
    }
    return isComplete;
}

bool MeshTiles::covers(const QRectF &view) const
{
    const QRect wanted = tilesOf(view);
    for (int y = wanted.top(); y <= wanted.bottom(); ++y) {
        for (int x = wanted.left(); x <= wanted.right(); ++x) {
            if (!m_tiles.contains(QPoint(x, y)))
                return false;
        }
    }
    return true;
}

bool MeshTiles::prepare(const QRectF &view, const Render &render, double budgetMs)
{
    QElapsedTimer spent;
    spent.start();
    const QRect wanted = tilesOf(view);
    bool hasPainted = false;
    for (const bool missingOnly : {true, false}) {
        for (int y = wanted.top(); y <= wanted.bottom(); ++y) {
            for (int x = wanted.left(); x <= wanted.right(); ++x) {
                const auto tile = m_tiles.constFind(QPoint(x, y));
                const bool isMissing = tile == m_tiles.constEnd();
                if (!isMissing && (missingOnly || tile->version == m_version))
                    continue;
                if (hasPainted && static_cast<double>(spent.nsecsElapsed()) / 1e6 >= budgetMs)
                    return false;
                paintTile(QPoint(x, y), render);
                hasPainted = true;
            }
        }
    }
    forgetFarFrom(wanted);
    return true;
}

void MeshTiles::paintTile(const QPoint &at, const Render &render)
{
    const int pixels = static_cast<int>(std::ceil(kSize * m_ratio));
    Tile &tile = m_tiles[at];
    tile.version = m_version;
    tile.pixmap = QPixmap(pixels, pixels);
    tile.pixmap.setDevicePixelRatio(m_ratio);
    tile.pixmap.fill(theme().palette().background);
    const QRectF part(at.x() * kSize, at.y() * kSize, kSize, kSize);
    QPainter painter(&tile.pixmap);
    // A hair beside whole pixels: halves round to different sides of zero, and what lies on two
    // tiles must not be torn.
    constexpr double kHair = 0.01;
    painter.translate(-part.topLeft() + QPointF(kHair, kHair));
    render(painter, part);
}

void MeshTiles::forgetFarFrom(const QRect &wanted)
{
    if (m_tiles.size() <= kMostTiles)
        return;
    const QRect kept = wanted.adjusted(-kKeptAround, -kKeptAround, kKeptAround, kKeptAround);
    m_tiles.removeIf([&kept](const auto &tile) { return !kept.contains(tile.key()); });
}

} // namespace binnacle::ui

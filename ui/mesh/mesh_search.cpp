#include "ui/mesh/mesh_search.h"

#include "ui/mesh/mesh_canvas.h"
#include "ui/mesh/mesh_presenter.h"
#include "ui/mesh/mesh_tables.h"
#include "ui/mesh/mesh_toolbar.h"
#include "ui/mesh/mesh_walk.h"

namespace binnacle::ui {

MeshSearch::MeshSearch(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    connect(&m_parts.toolbar, &MeshToolbar::searchChanged, this, [this] { show(true); });
    connect(&m_parts.toolbar, &MeshToolbar::searchEntered, this, &MeshSearch::enter);
}

void MeshSearch::refresh()
{
    if (!m_parts.toolbar.searched().isEmpty())
        show(false);
}

void MeshSearch::show(bool reveals)
{
    const QString text = m_parts.toolbar.searched();
    const auto found = findNodes(m_parts.canvas.scene(), text);
    m_parts.toolbar.setFound(text.trimmed().isEmpty() ? -1 : static_cast<qsizetype>(found.size()));
    m_parts.canvas.setFound(found, reveals);
    m_parts.tables.setSearch(text);
}

void MeshSearch::enter()
{
    const MeshScene &scene = m_parts.canvas.scene();
    const auto found = findNodes(scene, m_parts.toolbar.searched());
    if (found.empty())
        return;
    const MeshSelection first = scene.nodes()[found.front()].selection;
    m_parts.presenter.select(first);
    m_parts.toolbar.clearSearch();
    m_parts.canvas.setSelection(first, true);
    emit entered();
}

} // namespace binnacle::ui

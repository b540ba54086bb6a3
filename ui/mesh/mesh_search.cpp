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
    m_parts.toolbar.setFilterLanguage(
        m_filter.language([this] { return m_parts.presenter.picture().get(); }));
    connect(&m_parts.toolbar, &MeshToolbar::filterChanged, this, [this](const QString &text) {
        if (m_filter.setText(text))
            show(true);
    });
    connect(&m_parts.toolbar, &MeshToolbar::filterEntered, this, &MeshSearch::enter);
}

void MeshSearch::refresh()
{
    if (!m_filter.isEverything())
        show(false);
}

void MeshSearch::show(bool reveals)
{
    const auto &picture = m_parts.presenter.picture();
    if (m_filter.isEverything() || !picture) {
        m_parts.toolbar.setFound(-1, 0);
        m_parts.canvas.setFound({}, reveals);
        m_parts.tables.showAll();
        return;
    }
    m_matches = m_filter.find(*picture);
    m_parts.toolbar.setFound(std::ssize(m_matches.services), std::ssize(picture->graph.nodes));
    m_parts.canvas.setFound(found(), reveals);
    m_parts.tables.showOnly(m_matches);
}

std::vector<std::size_t> MeshSearch::found() const
{
    return findNodes(m_parts.canvas.scene(), m_matches, m_parts.toolbar.filterText());
}

void MeshSearch::enter()
{
    if (m_filter.isEverything())
        return;
    const MeshScene &scene = m_parts.canvas.scene();
    const auto nodes = found();
    if (nodes.empty())
        return;
    const MeshSelection first = scene.nodes()[nodes.front()].selection;
    m_parts.presenter.select(first);
    m_parts.canvas.setSelection(first, true);
    emit entered();
}

} // namespace binnacle::ui

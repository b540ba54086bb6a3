#include "ui/mesh/mesh_arrangement.h"

#include "ui/mesh/mesh_canvas.h"
#include "ui/mesh/mesh_presenter.h"

#include <algorithm>
#include <utility>

namespace binnacle::ui {

namespace {

constexpr std::size_t kMostSteps = 50;

// The part of the mesh and the way it is drawn of one scope, with the window and comparison of the
// other: numbers of another window are no change of the arrangement.
MeshScope drawnAs(MeshScope drawing, const MeshScope &numbers)
{
    drawing.window = numbers.window;
    drawing.compare = numbers.compare;
    return drawing;
}

} // namespace

MeshArrangement::MeshArrangement(
    MeshPresenter &presenter, MeshCanvas &canvas, console::UiMemory *memory, QObject *parent)
    : QObject(parent)
    , m_presenter(presenter)
    , m_canvas(canvas)
    , m_pins(memory)
    , m_scope(presenter.scope())
{
    connect(&presenter, &MeshPresenter::scopeChanged, this, &MeshArrangement::scopeChanged);
    connect(&canvas, &MeshCanvas::lassoed, this, &MeshArrangement::mark);
}

void MeshArrangement::loadPins()
{
    if (m_presenter.cluster() == m_cluster)
        return;
    m_cluster = m_presenter.cluster();
    m_steps.clear(); // names of one cluster mean nothing in another
    m_marked.clear();
    MeshLook look = m_look;
    look.hidden.clear();
    look.pinned = m_pins.of(m_cluster);
    take(std::move(look));
}

void MeshArrangement::take(MeshLook look)
{
    if (look == m_look)
        return;
    const bool isRepinned = look.pinned != m_look.pinned;
    m_look = std::move(look);
    if (isRepinned)
        m_pins.remember(m_cluster, m_look.pinned);
    emit lookChanged();
}

void MeshArrangement::setLook(const MeshLook &look)
{
    if (look.hidden != m_look.hidden || look.onlyTrouble != m_look.onlyTrouble)
        change(look);
    else
        take(look);
}

void MeshArrangement::change(MeshLook look)
{
    if (look == m_look)
        return;
    remember({m_look, m_presenter.scope()});
    take(std::move(look));
}

void MeshArrangement::remember(Step step)
{
    m_steps.push_back(std::move(step));
    if (m_steps.size() > kMostSteps)
        m_steps.erase(m_steps.begin());
}

void MeshArrangement::scopeChanged()
{
    const MeshScope before = std::exchange(m_scope, m_presenter.scope());
    const bool isSameDrawing = drawnAs(before, m_scope) == m_scope;
    if (!m_isUndoing && m_presenter.cluster() == m_cluster && !isSameDrawing)
        remember({m_look, before});
}

void MeshArrangement::undo()
{
    if (m_steps.empty())
        return;
    const Step step = std::move(m_steps.back());
    m_steps.pop_back();
    m_isUndoing = true;
    take(step.look);
    m_presenter.setScope(drawnAs(step.scope, m_presenter.scope()));
    m_isUndoing = false;
}

void MeshArrangement::showAll()
{
    MeshLook look = m_look;
    look.hidden.clear();
    look.onlyTrouble = false;
    change(std::move(look));
}

std::vector<std::size_t> MeshArrangement::chosenNodes() const
{
    const MeshScene &scene = m_canvas.scene();
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < scene.nodes().size(); ++i) {
        if (m_marked.contains(scene.nodes()[i].id))
            result.push_back(i);
    }
    if (result.empty()) {
        if (const auto node = scene.nodeOf(m_presenter.selection()))
            result.push_back(*node);
    }
    return result;
}

std::vector<MeshSelection> MeshArrangement::chosen() const
{
    std::vector<MeshSelection> result;
    if (!m_marked.empty()) {
        for (const std::size_t node : chosenNodes())
            result.push_back(m_canvas.scene().nodes()[node].selection);
    } else if (!m_presenter.selection().isNone()) {
        result.push_back(m_presenter.selection());
    }
    return result;
}

void MeshArrangement::mark(const std::vector<std::size_t> &nodes, bool adds)
{
    if (!adds)
        m_marked.clear();
    for (const std::size_t node : nodes)
        m_marked.insert(m_canvas.scene().nodes()[node].id);
    showMarks();
}

void MeshArrangement::toggleMark()
{
    const auto node = m_canvas.scene().nodeOf(m_presenter.selection());
    if (!node)
        return;
    const std::string &id = m_canvas.scene().nodes()[*node].id;
    if (m_marked.erase(id) == 0)
        m_marked.insert(id);
    showMarks();
}

bool MeshArrangement::clearMarks()
{
    if (m_marked.empty())
        return false;
    m_marked.clear();
    showMarks();
    return true;
}

void MeshArrangement::showMarks()
{
    m_canvas.setMarked(m_marked);
}

void MeshArrangement::hideChosen()
{
    MeshLook look = m_look;
    for (const std::size_t node : chosenNodes()) {
        look.hidden.insert(m_canvas.scene().nodes()[node].id);
        look.pinned.erase(m_canvas.scene().nodes()[node].id);
    }
    clearMarks();
    m_presenter.select({});
    change(std::move(look));
}

void MeshArrangement::togglePin()
{
    const auto nodes = chosenNodes();
    const auto &drawn = m_canvas.scene().nodes();
    const bool areAllPinned = std::ranges::all_of(
        nodes, [&](std::size_t node) { return m_look.pinned.contains(drawn[node].id); });
    MeshLook look = m_look;
    for (const std::size_t node : nodes) {
        if (areAllPinned)
            look.pinned.erase(drawn[node].id);
        else
            look.pinned[drawn[node].id] = {drawn[node].box.left(), drawn[node].box.top()};
    }
    change(std::move(look));
}

} // namespace binnacle::ui

#pragma once

#include "core/console/mesh_feed.h"
#include "ui/mesh/mesh_look.h"
#include "ui/mesh/mesh_selection.h"
#include "ui/widgets/status_glyph.h"

#include <QPolygonF>
#include <QRectF>
#include <QString>

#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace binnacle::ui {

// A service or a folded namespace as it is drawn.
struct MeshSceneNode
{
    MeshSelection selection;
    std::string id; // of its place
    QRectF box;     // graph coordinates
    int rank = 0;
    QString title;
    QString subtitle;  // namespace, or "12 services"
    QString rate;      // "640 rps"
    QString perSecond; // the same in short: "640/s"
    QString errors;    // "0.2%"
    QString latency;   // "38ms"
    StatusKind status = StatusKind::Unknown;
    StatusKind errorStatus = StatusKind::Unknown;
    StatusKind latencyStatus = StatusKind::Unknown;
    std::int64_t failed = 0; // requests, for the order among equals
    MeshChange change = MeshChange::Same;
    bool isNew = false;
    bool isIdle = false;
    bool isFolded = false;
    bool isPinned = false;
    std::size_t place = 0; // index into MeshLayout::places
};

// A call, or all calls between two drawn things.
struct MeshSceneEdge
{
    MeshSelection selection; // none between folded namespaces
    std::size_t source = 0;  // indexes into nodes()
    std::size_t target = 0;
    QPolygonF line; // smooth, flattened; ends where the arrow's tip is
    QRectF bounds;
    double width = 1;
    StatusKind status = StatusKind::Unknown;
    bool isNew = false;
    bool isIdle = false;
    MeshChange change = MeshChange::Same;
    QString label; // "8.1 % of 94 rps"
    std::size_t route = 0;
};

// One picture of the mesh made ready for drawing, pointing and walking. A value without widgets.
class MeshScene
{
public:
    MeshScene() = default;
    MeshScene(std::shared_ptr<const console::MeshPicture> picture, const MeshLook &look);

    const std::vector<MeshSceneNode> &nodes() const { return m_nodes; }
    const std::vector<MeshSceneEdge> &edges() const { return m_edges; }
    const std::vector<MeshLayout::Group> &groups() const;
    const console::MeshPicture *picture() const { return m_picture.get(); }
    MeshColour colour() const { return m_look.colour; }
    bool isEmpty() const { return m_nodes.empty(); }
    QRectF bounds() const { return m_bounds; }
    std::size_t hiddenByHand() const { return m_hiddenByHand; }
    std::size_t hiddenHealthy() const { return m_hiddenHealthy; }
    // Frames of namespaces say nothing where something is hidden or moved out of them.
    bool showsGroups() const { return m_hiddenByHand + m_hiddenHealthy == 0 && !m_isRearranged; }

    std::optional<std::size_t> nodeAt(const QPointF &point) const;
    // The nearest edge within `reach` of the point.
    std::optional<std::size_t> edgeAt(const QPointF &point, double reach) const;
    // A service inside a folded namespace is found as that namespace.
    std::optional<std::size_t> nodeOf(const MeshSelection &selection) const;
    std::optional<std::size_t> edgeOf(const MeshSelection &selection) const;

    QString describe(const MeshSelection &selection) const; // lines; empty: not in the scene

private:
    void readChanges();
    void addNodes();
    void addEdges();
    void narrow(); // takes away what the look hides
    MeshSceneNode serviceNode(const MeshNode &node) const;
    MeshSceneNode namespaceNode(const MeshLayout::Place &place) const;
    void summarise(const MeshLayout::Route &route, MeshSceneEdge &edge) const;
    void keep(const std::vector<bool> &wanted);

    std::shared_ptr<const console::MeshPicture> m_picture;
    MeshLook m_look;
    std::vector<MeshSceneNode> m_nodes;
    std::vector<MeshSceneEdge> m_edges;
    std::map<ServiceRef, std::size_t> m_byService;
    std::map<std::string, std::size_t> m_byNamespace; // folded ones
    std::map<EdgeRef, std::size_t> m_byEdge;
    std::map<ServiceRef, MeshChange> m_nodeChanges;
    std::map<EdgeRef, MeshChange> m_edgeChanges;
    QRectF m_bounds;
    std::size_t m_hiddenByHand = 0;
    std::size_t m_hiddenHealthy = 0;
    bool m_isRearranged = false; // by pins
};

} // namespace binnacle::ui

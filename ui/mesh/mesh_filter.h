#pragma once

#include "core/console/mesh_feed.h"
#include "ui/widgets/row_filter.h"

#include <functional>
#include <set>

namespace binnacle::ui {

// What of a picture matches the filter bar.
struct MeshMatches
{
    std::set<ServiceRef> services;
    std::set<EdgeRef> edges;
};

// The filter of the mesh in the query language. A service has the fields of its own traffic; a call
// has those of the call and, as `service`, either of its ends: "checkout" finds a service and all
// calls to and from it, `from = "shop/checkout"` only calls.
class MeshFilter
{
public:
    MeshFilter();

    // `picture` may give null; values that are offered come from it.
    FilterLanguage language(std::function<const console::MeshPicture *()> picture) const;
    bool setText(const QString &text) { return m_filter.setText(text); }
    bool isEverything() const { return m_filter.isEverything(); }

    // Also of what is gone, when two windows are compared.
    MeshMatches find(const console::MeshPicture &picture) const;

private:
    // A service, or a call seen from one of its ends.
    struct Row
    {
        const MeshGraph &graph;
        ServiceRef service;
        MeshChange change = MeshChange::Same;
        const MeshNode *node = nullptr;
        const MeshEdge *edge = nullptr;
        EdgeRef call{}; // with `edge`, or gone

        const Traffic *traffic() const;
    };
    using Fields = std::vector<RowFilter<Row>::Field>;

    static Fields allFields();
    static void addNames(Fields &fields);
    static void addStates(Fields &fields);
    static void addTraffic(Fields &fields);
    static void visitServices(
        const console::MeshPicture &picture, const std::function<void(const Row &)> &visit);
    static void visitCalls(
        const console::MeshPicture &picture, const std::function<void(const Row &)> &visit);

    RowFilter<Row> m_filter;
};

} // namespace binnacle::ui

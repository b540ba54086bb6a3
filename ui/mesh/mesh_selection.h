#pragma once

#include "core/domain/increments.h"

#include <string>

namespace binnacle::ui {

// What is selected in the mesh: one thing in the graph, the tables and the inspector at once.
struct MeshSelection
{
    enum class Kind { None, Service, Edge, Namespace };
    Kind kind = Kind::None;
    ServiceRef service; // Service
    EdgeRef edge;       // Edge
    std::string ns;     // Namespace: a folded one

    static MeshSelection of(ServiceRef one)
    {
        return {.kind = Kind::Service, .service = std::move(one)};
    }
    static MeshSelection of(EdgeRef one) { return {.kind = Kind::Edge, .edge = std::move(one)}; }
    static MeshSelection ofNamespace(std::string name)
    {
        return {.kind = Kind::Namespace, .ns = std::move(name)};
    }

    bool isNone() const { return kind == Kind::None; }
    bool isService() const { return kind == Kind::Service; }
    friend bool operator==(const MeshSelection &, const MeshSelection &) = default;
};

} // namespace binnacle::ui

#pragma once

#include "core/domain/ids.h"
#include "ui/mesh/mesh_look.h"

namespace binnacle::console {
class UiMemory;
}

namespace binnacle::ui {

// The pinned services of each cluster, as the window remembers them from one run to the next.
class MeshPins
{
public:
    explicit MeshPins(console::UiMemory *memory) // null: nothing is remembered; must outlive this
        : m_memory(memory)
    {}

    MeshPinned of(const ClusterId &cluster) const;
    void remember(const ClusterId &cluster, const MeshPinned &pinned);

private:
    console::UiMemory *m_memory;
};

} // namespace binnacle::ui

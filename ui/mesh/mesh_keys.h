#pragma once

#include "ui/widgets/view.h"

#include <QKeyEvent>

#include <optional>
#include <vector>

namespace binnacle::ui {

// The keys of the mesh view that work in graph and tables alike.
enum class MeshKey {
    Events,
    Slo,
    CopyName,
    CopyNamespace,
    CopyJson,
    CopyRows,
    Details,
    MoreHops,
    FewerHops,
    Fit,
    WholeSize,
    ToggleFold,
    Hide,
    Pin,
    Mark,
    ClearMarks,
    Undo,
    Scale,
    Restart,
};
std::optional<MeshKey> meshKeyOf(const QKeyEvent &event);

std::vector<View::KeyHelp> meshKeyHelp();

} // namespace binnacle::ui

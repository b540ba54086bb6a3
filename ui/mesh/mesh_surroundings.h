#pragma once

#include "core/console/estate_feed.h"

namespace binnacle::ui {

class Banner;
class MeshPresenter;
class MeshScrubber;
class MeshStage;
class MeshToolbar;
class TimeSelection;

// What is told around the graph: of which cluster and how old it is, what is hidden, what it is
// compared with.
class MeshSurroundings
{
public:
    // All must outlive this.
    struct Parts
    {
        const MeshPresenter &presenter;
        const console::EstateFeed &estate;
        const TimeSelection &time;
        MeshToolbar &toolbar;
        MeshStage &stage;
        MeshScrubber &scrubber;
        Banner &silence;
    };
    explicit MeshSurroundings(const Parts &parts)
        : m_parts(parts)
    {}

    void showHidden(bool isOnlyTrouble);
    void showCluster();
    void showComparison();
    void showNamespaces();

private:
    const Parts m_parts;
};

} // namespace binnacle::ui

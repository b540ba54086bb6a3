#pragma once

#include "core/domain/ids.h"

#include <QString>

#include <optional>
#include <vector>

namespace binnacle::ui {

// Where somebody is: a view and the cluster it shows (empty: all).
struct ViewPlace
{
    QString view;
    ClusterId cluster;

    friend bool operator==(const ViewPlace &, const ViewPlace &) = default;
};

// Back and forward as in a browser: going anywhere new forgets what was ahead.
class ViewHistory
{
public:
    void leave(const ViewPlace &place);
    // Where to go from `here`; nothing: there is nowhere to go.
    std::optional<ViewPlace> back(const ViewPlace &here);
    std::optional<ViewPlace> forward(const ViewPlace &here);

private:
    std::vector<ViewPlace> m_back;
    std::vector<ViewPlace> m_forward;
};

} // namespace binnacle::ui

#pragma once

#include "core/domain/mesh.h"

#include <map>
#include <set>
#include <string>

namespace binnacle::ui {

// What the colours and shapes of the mesh tell.
enum class MeshColour { SloStatus, ErrorRate, Latency, Mtls };

// Ids of places with the top left corner that each keeps, in graph coordinates.
using MeshPinned = std::map<std::string, MeshPoint>;

// How a picture is shown; changing it asks nothing of the feed.
struct MeshLook
{
    MeshColour colour = MeshColour::SloStatus;
    bool onlyTrouble = false;     // what is not healthy and its direct neighbours
    std::set<std::string> hidden; // ids of places, taken away by hand
    MeshPinned pinned;            // always shown, and always there

    friend bool operator==(const MeshLook &, const MeshLook &) = default;
};

} // namespace binnacle::ui

#pragma once

#include <set>
#include <string>

namespace binnacle::ui {

// What the colours and shapes of the mesh tell.
enum class MeshColour { SloStatus, ErrorRate, Latency, Mtls };

// How a picture is shown; changing it asks nothing of the feed.
struct MeshLook
{
    MeshColour colour = MeshColour::SloStatus;
    bool onlyTrouble = false;     // what is not healthy and its direct neighbours
    std::set<std::string> hidden; // ids of places, taken away by hand

    friend bool operator==(const MeshLook &, const MeshLook &) = default;
};

} // namespace binnacle::ui

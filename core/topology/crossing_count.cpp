#include "core/topology/layered_layout.h"

#include <algorithm>
#include <vector>

namespace binnacle::topology {

namespace {

struct Segment
{
    MeshPoint a; // left end
    MeshPoint b;
    double top = 0;
    double bottom = 0;
    std::size_t source = 0;
    std::size_t target = 0;
};

MeshPoint centre(const MeshBox &box)
{
    return {box.x + box.width / 2, box.y + box.height / 2};
}

double side(const MeshPoint &a, const MeshPoint &b, const MeshPoint &c)
{
    return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

bool cross(const Segment &s, const Segment &t)
{
    if (s.bottom < t.top || t.bottom < s.top)
        return false;
    if (s.source == t.source || s.source == t.target || s.target == t.source
        || s.target == t.target)
        return false;
    return (side(s.a, s.b, t.a) > 0) != (side(s.a, s.b, t.b) > 0)
        && (side(t.a, t.b, s.a) > 0) != (side(t.a, t.b, s.b) > 0);
}

} // namespace

std::size_t countCrossings(const MeshLayout &layout)
{
    std::vector<Segment> segments;
    for (const MeshLayout::Route &route : layout.routes) {
        Segment segment{.a = centre(layout.places[route.source].box),
            .b = centre(layout.places[route.target].box),
            .source = route.source,
            .target = route.target};
        if (segment.b.x < segment.a.x)
            std::swap(segment.a, segment.b);
        segment.top = std::min(segment.a.y, segment.b.y);
        segment.bottom = std::max(segment.a.y, segment.b.y);
        segments.push_back(segment);
    }
    std::ranges::sort(segments, {}, [](const Segment &segment) { return segment.a.x; });
    std::size_t crossings = 0;
    for (std::size_t i = 0; i < segments.size(); ++i) {
        for (std::size_t k = i + 1; k < segments.size() && segments[k].a.x <= segments[i].b.x; ++k)
            crossings += cross(segments[i], segments[k]) ? 1 : 0;
    }
    return crossings;
}

} // namespace binnacle::topology

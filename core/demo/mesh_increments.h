#pragma once

#include "core/demo/mesh_sample.h"
#include "core/demo/mesh_timeline.h"

#include <memory>

namespace binnacle::demo {

// What an agent would have made of samples had it scraped the proxies that counted them. Without
// time and identity.
SloIncrements incrementsOf(const MeshModel &model, const std::vector<StreamSample> &samples);

// What agents counted before the demo began: increments over any stretch of the past, made from the
// timeline without proxies and text. A stretch of time gives the same numbers whenever it is asked.
// Thread-safe.
class MeshHistory
{
public:
    // The timeline is one of this model.
    MeshHistory(std::shared_ptr<const MeshModel> model, MeshTimeline timeline, std::uint64_t seed);

    SloIncrements increments(const TimeRange &range) const;

private:
    const std::shared_ptr<const MeshModel> m_model;
    const MeshTimeline m_timeline;
    const std::uint64_t m_seed;
};

} // namespace binnacle::demo

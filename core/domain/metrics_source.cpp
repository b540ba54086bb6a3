#include "core/domain/metrics_source.h"

#include "core/domain/agent_state.h"

namespace binnacle {

Status validate(const MetricsSource &source)
{
    constexpr Duration kShortest{1'000};
    constexpr Duration kLongest{10 * 60'000};
    if (source.location.empty())
        return Error{ErrorCode::InvalidArgument,
            "location: name a metrics URL, a file or a folder of recorded scrapes"};
    if (!isValidClusterId(source.cluster.value))
        return Error{
            ErrorCode::InvalidArgument, "cluster: 1 to 128 characters of A-Z a-z 0-9 . _ : -"};
    if (source.interval < kShortest || source.interval > kLongest)
        return Error{ErrorCode::InvalidArgument, "interval: 1s to 10m"};
    return Done{};
}

} // namespace binnacle

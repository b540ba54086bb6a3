#include "core/kube/hub_answer.h"

#include "core/base/printable.h"

namespace binnacle::kube {

Status acceptedByHub(const collect::HttpAnswer &answer)
{
    if (answer.status / 100 == 2)
        return Done{};
    const std::string said = "the hub answered " + std::to_string(answer.status) + ' '
        + printable(answer.body.substr(0, 200));
    if (answer.status == 401 || answer.status == 403)
        return Error{ErrorCode::PermissionDenied, said};
    if (answer.status == 400 || answer.status == 413 || answer.status == 422)
        return Error{ErrorCode::InvalidArgument, said};
    return Error{ErrorCode::Unavailable, said};
}

} // namespace binnacle::kube

#include "core/kube/cluster_identity.h"

#include "core/kube/json_value.h"

namespace binnacle::kube {

Result<std::string> clusterIdentity(ApiTransport &api, const CallBudget &budget)
{
    const auto answer = api.send({.path = "/api/v1/namespaces/kube-system"}, budget);
    if (!answer)
        return answer.error();
    const auto document = parseValue(*answer);
    if (!document)
        return document.error();
    const rapidjson::Value *uid = valueAt(**document, {"metadata", "uid"});
    if (!uid || textOf(*uid).empty())
        return Error{ErrorCode::MalformedBody, "the namespace kube-system has no uid"};
    return textOf(*uid);
}

} // namespace binnacle::kube

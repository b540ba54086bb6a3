#include "core/kube/command_job.h"

#include "core/kube/json_value.h"

#include <algorithm>

namespace binnacle::kube {

Result<const ResourceKind *> targetKind(
    const CommandJob &job, std::initializer_list<std::string_view> allowed)
{
    const std::string &named = job.command.target.kind;
    const std::string wanted = named.empty() ? std::string(*allowed.begin()) : named;
    const ResourceKind *kind = findKind(wanted);
    if (!kind || std::ranges::find(allowed, kind->kind) == allowed.end())
        return Error{
            ErrorCode::InvalidArgument, job.command.action + " does not act on a " + wanted};
    return kind;
}

Result<std::string> targetPath(
    const CommandJob &job, std::initializer_list<std::string_view> allowed)
{
    const auto kind = targetKind(job, allowed);
    if (!kind)
        return kind.error();
    return objectPath(**kind, job.command.target.ns, job.command.target.name);
}

Result<std::unique_ptr<rapidjson::Document>> fetchObject(
    const CommandJob &job, const std::string &path)
{
    const auto answer = job.api.send({.path = path}, job.budget);
    if (!answer)
        return answer.error();
    auto document = parseValue(*answer);
    if (!document)
        return withContext(document.error(), "the answer of the API server");
    return document;
}

} // namespace binnacle::kube

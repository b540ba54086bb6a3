#include "core/kube/change_actions.h"

#include "core/codec/json_writer.h"
#include "core/kube/json_value.h"

#include <utility>

namespace binnacle::kube {

namespace {

constexpr const char *kMergePatch = "application/merge-patch+json";
constexpr const char *kStrategicPatch = "application/strategic-merge-patch+json";

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

CommandAnswer patch(
    const CommandJob &job, const std::string &path, const char *type, const std::string &body)
{
    const auto answer = job.api.send({.method = "PATCH",
                                         .path = path + "?fieldManager=binnacle",
                                         .body = body,
                                         .contentType = type},
        job.budget);
    return answer ? CommandAnswer(std::string()) : CommandAnswer(answer.error());
}

// {"spec":{"template":`content`}}
std::string templatePatch(const std::string &content)
{
    return R"({"spec":{"template":)" + content + "}}";
}

const rapidjson::Value *findContainer(
    const rapidjson::Value &workload, const char *list, const std::string &name)
{
    const rapidjson::Value *containers = valueAt(workload, {"spec", "template", "spec", list});
    if (!containers || !containers->IsArray())
        return nullptr;
    for (const rapidjson::Value &container : containers->GetArray()) {
        if (name.empty() || textOf(container, "name") == name)
            return &container;
    }
    return nullptr;
}

CommandAnswer setUnschedulable(const CommandJob &job, bool unschedulable)
{
    const auto path = targetPath(job, {"Node"});
    if (!path)
        return path.error();
    codec::JsonWriter json;
    json.beginObject().key("spec").beginObject();
    json.member("unschedulable", unschedulable).endObject().endObject();
    return patch(job, *path, kStrategicPatch, json.take());
}

} // namespace

CommandAnswer scaleWorkload(const CommandJob &job)
{
    constexpr std::int64_t kMostReplicas = 100'000; // beyond it, a slip
    const auto path = targetPath(job, {"Deployment", "StatefulSet", "ReplicaSet"});
    if (!path)
        return path.error();
    const auto replicas = integerOf(job.params, "replicas");
    if (!replicas || *replicas < 0 || *replicas > kMostReplicas)
        return invalid("replicas: expected a whole number from 0 to 100000");
    codec::JsonWriter json;
    json.beginObject().key("spec").beginObject();
    json.member("replicas", *replicas).endObject().endObject();
    return patch(job, *path + "/scale", kMergePatch, json.take());
}

CommandAnswer restartWorkload(const CommandJob &job)
{
    const auto path = targetPath(job, {"Deployment", "StatefulSet", "DaemonSet"});
    if (!path)
        return path.error();
    const auto workload = fetchObject(job, *path);
    if (!workload)
        return workload.error();
    const rapidjson::Value *spec = memberOf(std::as_const(**workload), "spec");
    if (spec && flagOf(*spec, "paused"))
        return Error{ErrorCode::Conflict,
            "the rollout of \"" + job.command.target.name + "\" is paused: resume it first"};
    codec::JsonWriter json;
    json.beginObject().key("metadata").beginObject().key("annotations").beginObject();
    json.member("kubectl.kubernetes.io/restartedAt", job.now);
    json.endObject().endObject().endObject();
    return patch(job, *path, kStrategicPatch, templatePatch(json.take()));
}

CommandAnswer updateImage(const CommandJob &job)
{
    const auto path = targetPath(job, {"Deployment", "StatefulSet", "DaemonSet"});
    if (!path)
        return path.error();
    const std::string image = textOf(job.params, "image");
    if (image.empty() || image.find_first_of(" \t\r\n") != std::string::npos)
        return invalid("image: expected the reference of an image");
    const auto workload = fetchObject(job, *path);
    if (!workload)
        return workload.error();
    const std::string name = textOf(job.params, "container");
    const char *list = "containers";
    const rapidjson::Value *container = findContainer(**workload, list, name);
    if (!container && !name.empty()) {
        list = "initContainers";
        container = findContainer(**workload, list, name);
    }
    if (!container)
        return Error{ErrorCode::NotFound, "container \"" + name + "\" not found"};
    codec::JsonWriter json;
    json.beginObject().key("spec").beginObject().key(list).beginArray().beginObject();
    json.member("name", textOf(*container, "name")).member("image", image);
    json.endObject().endArray().endObject().endObject();
    return patch(job, *path, kStrategicPatch, templatePatch(json.take()));
}

CommandAnswer deleteObject(const CommandJob &job)
{
    const std::string &name = job.command.target.kind;
    const ResourceKind *kind = findKind(name);
    if (!kind)
        return invalid("kind: \"" + name + "\" is not known");
    const auto path = objectPath(*kind, job.command.target.ns, job.command.target.name);
    if (!path)
        return path.error();
    auto grace = integerOf(job.params, "gracePeriodSeconds");
    if (grace && *grace < 0)
        return invalid("gracePeriodSeconds: expected a number from 0");
    if (flagOf(job.params, "force"))
        grace = 0;
    codec::JsonWriter json;
    json.beginObject().member("apiVersion", "v1").member("kind", "DeleteOptions");
    json.member("propagationPolicy", "Background");
    if (grace)
        json.member("gracePeriodSeconds", *grace);
    json.endObject();
    const auto answer = job.api.send(
        {.method = "DELETE", .path = *path, .body = json.take(), .contentType = "application/json"},
        job.budget);
    return answer ? CommandAnswer(std::string()) : CommandAnswer(answer.error());
}

CommandAnswer cordonNode(const CommandJob &job)
{
    return setUnschedulable(job, true);
}

CommandAnswer uncordonNode(const CommandJob &job)
{
    return setUnschedulable(job, false);
}

} // namespace binnacle::kube

#include "core/commands/scaling_limits.h"

#include "core/codec/snapshot_details.h"
#include "core/commands/touched.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

namespace binnacle::commands {

namespace {

using rapidjson::Value;

const Value *memberOf(const Value *object, const char *name)
{
    if (!object || !object->IsObject())
        return nullptr;
    const auto member = object->FindMember(name);
    return member == object->MemberEnd() ? nullptr : &member->value;
}

std::string textOf(const Value *value)
{
    if (value && value->IsString())
        return {value->GetString(), value->GetStringLength()};
    if (value && value->IsInt())
        return std::to_string(value->GetInt());
    return {};
}

std::string nameOf(const Value &object)
{
    for (const char *part : {"metadata", "summary"}) {
        if (const std::string name = textOf(memberOf(memberOf(&object, part), "name"));
            !name.empty())
            return name;
    }
    return textOf(memberOf(&object, "name"));
}

std::int32_t numberOr(const Value *value, std::int32_t otherwise)
{
    return value && value->IsInt() ? value->GetInt() : otherwise;
}

DisruptionBudget budgetOf(const Value &object)
{
    DisruptionBudget budget{.name = nameOf(object)};
    const Value *spec = memberOf(&object, "spec");
    budget.minAvailable = textOf(memberOf(spec, "minAvailable"));
    budget.maxUnavailable = textOf(memberOf(spec, "maxUnavailable"));
    const Value *selector = memberOf(spec, "selector");
    // A budget of policy/v1 without selector selects no pod.
    budget.hasExpressions = !selector || !selector->IsObject();
    if (const Value *terms = memberOf(selector, "matchExpressions"))
        budget.hasExpressions = terms->IsArray() && !terms->Empty();
    if (const Value *labels = memberOf(selector, "matchLabels"); labels && labels->IsObject()) {
        for (const auto &label : labels->GetObject())
            budget.selector.emplace_back(textOf(&label.name), textOf(&label.value));
    }
    return budget;
}

Autoscaler autoscalerOf(const Value &object)
{
    const Value *spec = memberOf(&object, "spec");
    const Value *target = memberOf(spec, "scaleTargetRef");
    return {.name = nameOf(object),
        .targetKind = textOf(memberOf(target, "kind")),
        .targetName = textOf(memberOf(target, "name")),
        .least = numberOr(memberOf(spec, "minReplicas"), 1),
        .most = numberOr(memberOf(spec, "maxReplicas"), 0)};
}

// Calls `read` with the object, which is gone afterwards; nothing for what is no object.
template<typename Read>
void withObject(const std::string &json, const Read &read)
{
    rapidjson::Document object;
    object.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    if (!object.HasParseError() && object.IsObject())
        read(object);
}

template<typename T>
std::optional<std::vector<T>> objectsOf(const codec::ListedObjects &list, T (*read)(const Value &))
{
    if (!list.isListed)
        return std::nullopt;
    std::vector<T> objects;
    for (const std::string &json : list.objects)
        withObject(json, [&](const Value &object) { objects.push_back(read(object)); });
    return objects;
}

void readStrategy(const codec::ListedObjects &list, ScalingLimits &limits)
{
    if (list.objects.empty())
        return;
    withObject(list.objects.front(), [&limits](const Value &object) {
        const Value *rolling
            = memberOf(memberOf(memberOf(&object, "spec"), "strategy"), "rollingUpdate");
        if (const std::string told = textOf(memberOf(rolling, "maxUnavailable")); !told.empty())
            limits.maxUnavailable = told;
        if (const std::string told = textOf(memberOf(rolling, "maxSurge")); !told.empty())
            limits.maxSurge = told;
    });
}

// Where the pods that run now were allowed to run: a new one gets the same. Without any, what the
// template says, which agents send flat or as Kubernetes does.
void readPlacement(const codec::ListedObjects &nodes, const codec::ListedObjects &pods,
    const codec::ListedObjects &workloads, PodPlacement &placement)
{
    for (const std::string &json : nodes.objects) {
        withObject(json, [&placement](const Value &node) {
            if (auto taints = taintsOf(node); !taints.empty())
                placement.taints.emplace(nameOf(node), std::move(taints));
        });
    }
    if (!pods.objects.empty()) {
        withObject(pods.objects.front(), [&placement](const Value &pod) {
            if (const Value *spec = memberOf(&pod, "spec"))
                readPodSpec(*spec, placement);
        });
        return;
    }
    if (workloads.objects.empty())
        return;
    withObject(workloads.objects.front(), [&placement](const Value &workload) {
        const Value *pod = memberOf(&workload, "template");
        const Value *spec = memberOf(pod, "spec");
        if (spec || pod)
            readPodSpec(spec ? *spec : *pod, placement);
    });
}

const Pod *newestOf(const std::vector<const Pod *> &pods)
{
    const auto newest
        = std::ranges::max_element(pods, {}, [](const Pod *pod) { return pod->meta.createdAt; });
    return newest == pods.end() ? nullptr : *newest;
}

} // namespace

std::optional<int> shareOf(std::string_view text, int whole, bool roundsUp)
{
    const bool isShare = text.ends_with('%');
    if (isShare)
        text.remove_suffix(1);
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || number < 0)
        return std::nullopt;
    if (!isShare)
        return number;
    const double exact = static_cast<double>(whole) * number / 100;
    return static_cast<int>(roundsUp ? std::ceil(exact) : std::floor(exact));
}

int mustStay(const DisruptionBudget &budget, int expected)
{
    if (const auto stay = shareOf(budget.minAvailable, expected, true))
        return std::min(*stay, expected);
    if (const auto away = shareOf(budget.maxUnavailable, expected, true))
        return std::max(expected - *away, 0);
    return 0;
}

Result<ScalingLimits> readScalingLimits(
    const ClusterSnapshot &snapshot, const ResourceRef &workload)
{
    ScalingLimits limits;
    if (!snapshot.body)
        return limits;
    // A node's pods are of many kinds: what may run elsewhere is asked of none of them.
    const Pod *pod = workload.kind == "Node" ? nullptr : newestOf(podsOf(snapshot, workload));
    const ResourceRef nothing{"PodDisruptionBudget", "", "-"};
    const std::array<ResourceRef, 5> wanted{
        {{"PodDisruptionBudget", workload.ns, {}}, {"HorizontalPodAutoscaler", workload.ns, {}},
            {workload.kind == "Deployment" ? ResourceRef{"Deployment", workload.ns, workload.name}
                                           : nothing},
            {"Node", {}, {}},
            {pod ? ResourceRef{"Pod", std::string(pod->meta.ns), std::string(pod->meta.name)}
                 : nothing}}};
    const auto lists = codec::listedObjects(snapshot, wanted);
    if (!lists)
        return lists.error();
    limits.budgets = objectsOf<DisruptionBudget>((*lists)[0], budgetOf);
    limits.autoscalers = objectsOf<Autoscaler>((*lists)[1], autoscalerOf);
    readStrategy((*lists)[2], limits);
    readPlacement((*lists)[3], (*lists)[4], (*lists)[2], limits.placement);
    return limits;
}

} // namespace binnacle::commands

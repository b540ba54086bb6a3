#include "core/commands/scaling_limits.h"

#include "core/codec/snapshot_details.h"

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

template<typename T>
std::optional<std::vector<T>> objectsOf(const codec::ListedObjects &list, T (*read)(const Value &))
{
    if (!list.isListed)
        return std::nullopt;
    std::vector<T> objects;
    for (const std::string &json : list.objects) {
        rapidjson::Document object;
        object.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
        if (!object.HasParseError() && object.IsObject())
            objects.push_back(read(object));
    }
    return objects;
}

void readStrategy(const codec::ListedObjects &list, ScalingLimits &limits)
{
    if (list.objects.empty())
        return;
    rapidjson::Document object;
    object.Parse<rapidjson::kParseIterativeFlag>(
        list.objects.front().data(), list.objects.front().size());
    if (object.HasParseError())
        return;
    const Value *rolling
        = memberOf(memberOf(memberOf(&object, "spec"), "strategy"), "rollingUpdate");
    if (const std::string told = textOf(memberOf(rolling, "maxUnavailable")); !told.empty())
        limits.maxUnavailable = told;
    if (const std::string told = textOf(memberOf(rolling, "maxSurge")); !told.empty())
        limits.maxSurge = told;
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
    const std::array<ResourceRef, 3> wanted{{{"PodDisruptionBudget", workload.ns, {}},
        {"HorizontalPodAutoscaler", workload.ns, {}}, {"Deployment", workload.ns, workload.name}}};
    const auto lists = codec::listedObjects(snapshot, wanted);
    if (!lists)
        return lists.error();
    limits.budgets = objectsOf<DisruptionBudget>((*lists)[0], budgetOf);
    limits.autoscalers = objectsOf<Autoscaler>((*lists)[1], autoscalerOf);
    if (workload.kind == "Deployment")
        readStrategy((*lists)[2], limits);
    return limits;
}

} // namespace binnacle::commands

#include "core/commands/pod_placement.h"

#include "core/commands/touched.h"

#include <algorithm>
#include <charconv>

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
    return value && value->IsString() ? std::string(value->GetString(), value->GetStringLength())
                                      : std::string();
}

std::string textAt(const Value &object, const char *name)
{
    return textOf(memberOf(&object, name));
}

template<typename T>
std::vector<T> listAt(const Value *list, T (*read)(const Value &))
{
    std::vector<T> items;
    if (!list || !list->IsArray())
        return items;
    for (const Value &item : list->GetArray()) {
        if (item.IsObject())
            items.push_back(read(item));
    }
    return items;
}

Taint taintOf(const Value &item)
{
    return {.key = textAt(item, "key"),
        .value = textAt(item, "value"),
        .effect = textAt(item, "effect")};
}

Toleration tolerationOf(const Value &item)
{
    return {.key = textAt(item, "key"),
        .op = textAt(item, "operator"),
        .value = textAt(item, "value"),
        .effect = textAt(item, "effect")};
}

NodeRequirement requirementOf(const Value &item)
{
    NodeRequirement requirement{
        .key = textAt(item, "key"), .op = textAt(item, "operator"), .values = {}};
    if (const Value *values = memberOf(&item, "values"); values && values->IsArray()) {
        for (const Value &value : values->GetArray())
            requirement.values.push_back(textOf(&value));
    }
    return requirement;
}

NodeTerm termOf(const Value &item)
{
    NodeTerm term = listAt<NodeRequirement>(memberOf(&item, "matchExpressions"), requirementOf);
    for (NodeRequirement &field :
        listAt<NodeRequirement>(memberOf(&item, "matchFields"), requirementOf)) {
        field.isField = true;
        term.push_back(std::move(field));
    }
    return term;
}

std::optional<std::string_view> valueOn(const Node &node, const NodeRequirement &requirement)
{
    if (requirement.isField)
        return requirement.key == "metadata.name" ? std::optional(node.meta.name) : std::nullopt;
    const auto label = std::ranges::find(node.meta.labels, requirement.key, &Label::key);
    return label == node.meta.labels.end() ? std::nullopt : std::optional(label->value);
}

std::optional<std::int64_t> numberOf(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool isWhole = error == std::errc() && end == text.data() + text.size();
    return isWhole ? std::optional(number) : std::nullopt;
}

bool holds(const NodeRequirement &requirement, const Node &node)
{
    const auto value = valueOn(node, requirement);
    const bool isListed
        = value && std::ranges::find(requirement.values, *value) != requirement.values.end();
    if (requirement.op == "In")
        return isListed;
    if (requirement.op == "NotIn")
        return !isListed; // a node without the label is fine
    if (requirement.op == "Exists")
        return value.has_value();
    if (requirement.op == "DoesNotExist")
        return !value;
    if (!value || requirement.values.size() != 1)
        return false;
    const auto have = numberOf(*value);
    const auto wanted = numberOf(requirement.values.front());
    if (!have || !wanted)
        return false;
    return requirement.op == "Gt" ? *have > *wanted : requirement.op == "Lt" && *have < *wanted;
}

bool keepsOff(const Taint &taint)
{
    return taint.effect == "NoSchedule" || taint.effect == "NoExecute";
}

} // namespace

void readPodSpec(const Value &spec, PodPlacement &placement)
{
    placement.tolerations = listAt<Toleration>(memberOf(&spec, "tolerations"), tolerationOf);
    placement.nodeSelector.clear();
    placement.terms.reset();
    if (const Value *labels = memberOf(&spec, "nodeSelector"); labels && labels->IsObject()) {
        for (const auto &label : labels->GetObject())
            placement.nodeSelector.emplace_back(textOf(&label.name), textOf(&label.value));
    }
    const Value *required = memberOf(memberOf(memberOf(&spec, "affinity"), "nodeAffinity"),
        "requiredDuringSchedulingIgnoredDuringExecution");
    if (required && required->IsObject())
        placement.terms = listAt<NodeTerm>(memberOf(required, "nodeSelectorTerms"), termOf);
}

std::vector<Taint> taintsOf(const Value &node)
{
    const Value *taints = memberOf(&node, "taints");
    return listAt<Taint>(taints ? taints : memberOf(memberOf(&node, "spec"), "taints"), taintOf);
}

bool tolerates(const std::vector<Toleration> &tolerations, const Taint &taint)
{
    return std::ranges::any_of(tolerations, [&taint](const Toleration &one) {
        if (!one.effect.empty() && one.effect != taint.effect)
            return false;
        if (one.op == "Exists")
            return one.key.empty() || one.key == taint.key;
        return one.key == taint.key && one.value == taint.value;
    });
}

bool mayRunOn(const PodPlacement &placement, const Node &node)
{
    if (!selects(placement.nodeSelector, node.meta.labels))
        return false;
    if (placement.terms) {
        // A term without requirements matches nothing.
        const bool isWanted = std::ranges::any_of(*placement.terms, [&node](const NodeTerm &term) {
            return !term.empty() && std::ranges::all_of(term, [&node](const NodeRequirement &one) {
                return holds(one, node);
            });
        });
        if (!isWanted)
            return false;
    }
    const auto taints = placement.taints.find(node.meta.name);
    return taints == placement.taints.end()
        || std::ranges::all_of(taints->second, [&placement](const Taint &taint) {
               return !keepsOff(taint) || tolerates(placement.tolerations, taint);
           });
}

} // namespace binnacle::commands

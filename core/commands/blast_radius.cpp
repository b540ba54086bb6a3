#include "core/commands/blast_radius.h"

#include "core/commands/blast_capacity.h"
#include "core/commands/blast_report.h"
#include "core/commands/blast_words.h"
#include "core/commands/catalogue.h"
#include "core/commands/command_params.h"
#include "core/commands/image_reference.h"
#include "core/commands/inverse.h"
#include "core/commands/kubectl_text.h"
#include "core/commands/touched.h"

#include <algorithm>
#include <utility>

namespace binnacle::commands {

namespace {

using Topic = BlastLine::Topic;

// Documents of a manifest: those that say what they are.
std::size_t countManifests(const std::string &yaml)
{
    std::size_t count = yaml.starts_with("kind:") ? 1 : 0;
    for (std::size_t at = yaml.find("\nkind:"); at != std::string::npos;
         at = yaml.find("\nkind:", at + 1))
        ++count;
    return count;
}

} // namespace

BlastReport::BlastReport(const BlastInput &input)
    : m_input(input)
    , m_snapshot(input.snapshot.get())
    , m_targets(touchedServices(input.snapshot.get(), input.command))
    , m_dependants(dependantsOf(input.graph, m_targets, input.levels))
    , m_pods(podChangeOf(input.command, input.snapshot.get(), input.limits))
{
    for (const Dependant &dependant : m_dependants) {
        if (dependant.row->burnOneHour)
            m_burn = std::max(m_burn.value_or(0), *dependant.row->burnOneHour);
    }
    m_radius.command = input.command;
    m_radius.asOf = m_snapshot ? m_snapshot->fetchedAt : Timestamp{};
    m_radius.podsCreated = m_pods.created;
    m_radius.podsRemoved = m_pods.removed;
    m_radius.refusal = refusalFor(input.who, input.command);
    m_radius.kubectl = kubectlText(input.command);
    if (m_snapshot)
        m_radius.inverse = inverseOf(input.command, *m_snapshot);
    if (!changesState(input.command.action)) {
        add(Topic::Change, WarningLevel::Info, "reads only; nothing is changed");
        decideRisk();
        return;
    }
    warnOfState();
    tellChange();
    tellCalls();
    tellReplicas();
    tellDisruption();
    tellAutoscaler();
    tellCapacity();
    tellBudget();
    tellAlerts();
    tellHistory();
    decideRisk();
}

BlastRadius BlastReport::take()
{
    return std::move(m_radius);
}

void BlastReport::add(Topic topic, WarningLevel level, std::string text)
{
    m_radius.lines.push_back({topic, level, std::move(text)});
}

void BlastReport::warn(std::string sentence)
{
    m_radius.warnings.push_back(std::move(sentence));
}

bool BlastReport::isRoll() const
{
    return m_input.command.action == "restart" || m_input.command.action == "update_image";
}

// Each replica calls as much as those before it, once there is work for it.
double BlastReport::addedLoad() const
{
    if (m_input.command.action != "scale" || m_pods.created == 0 || m_pods.before.value_or(0) <= 0)
        return 0;
    return 100.0 * m_pods.created / *m_pods.before;
}

std::size_t BlastReport::countTargets() const
{
    const Command &command = m_input.command;
    if (command.action == "apply_manifests")
        return std::max<std::size_t>(
            1, countManifests(CommandParams(command.params).textOr("manifests")));
    if (command.action == "delete" && command.target.kind == "Namespace")
        return std::max<std::size_t>(2, m_targets.size());
    return 1;
}

void BlastReport::warnOfState()
{
    constexpr Duration kOld{60'000}; // six intervals of an agent
    const ResourceRef &target = m_input.command.target;
    if (!m_snapshot) {
        warn("The cluster has not told its state yet: what this touches is not known.");
        return;
    }
    const Duration age = m_input.now - m_snapshot->receivedAt;
    if (isKnown(m_snapshot->receivedAt) && age > kOld)
        warn("The state is " + ageText(age) + " old: the agent was not heard since.");
    const bool isMissing = (target.kind == "Deployment" && !findWorkload(*m_snapshot, target))
        || (target.kind == "Pod" && !findPod(*m_snapshot, target.ns, target.name))
        || (target.kind == "Node" && !findNode(*m_snapshot, target.name));
    if (isMissing)
        warn("The cluster has no " + target.kind + ' '
            + (target.ns.empty() ? target.name : target.ns + '/' + target.name) + " now.");
}

void BlastReport::tellChange()
{
    const Command &command = m_input.command;
    const CommandParams params(command.params);
    std::string text;
    if (command.action == "scale") {
        const auto wanted = params.number("replicas").value_or(0);
        text = "replicas " + (m_pods.before ? std::to_string(*m_pods.before) + " → " : "→ ")
            + std::to_string(wanted);
    } else if (command.action == "restart") {
        text = m_pods.before ? "all " + countText(*m_pods.before, "pod", "pods") + " replaced"
                             : "all pods replaced";
    } else if (command.action == "update_image") {
        const std::string old = m_snapshot
            ? imageOf(*m_snapshot, command.target, params.textOr("container"))
            : std::string();
        text = (old.empty() ? "image → " : "image " + old + " → ") + params.textOr("image");
        warnOfImage();
    } else if (command.action == "cordon") {
        text = "no new pods on it; those there stay";
    } else if (command.action == "uncordon") {
        text = "takes new pods again";
    } else if (command.action == "apply_manifests") {
        text = countText(static_cast<int>(countTargets()), "object", "objects") + " applied";
    } else if (command.target.kind == "Pod") {
        text = m_pods.created > 0 ? "1 pod deleted, its owner makes another" : "1 pod deleted";
    } else {
        text = command.target.kind + " deleted";
        if (m_pods.removed > 0)
            text += " with " + countText(m_pods.removed, "pod", "pods");
    }
    add(Topic::Change, WarningLevel::Info, std::move(text));
}

void BlastReport::warnOfImage()
{
    const Workload *workload
        = m_snapshot ? findWorkload(*m_snapshot, m_input.command.target) : nullptr;
    const std::string image = CommandParams(m_input.command.params).textOr("image");
    if (workload && std::ranges::find(workload->images, image) != workload->images.end())
        warn("It runs this image already.");
    const std::string_view tag = imageTag(image);
    if (!hasDigest(image) && (tag.empty() || tag == "latest"))
        warn("The image is named by \"latest\": what runs can change without a command.");
}

void BlastReport::tellHistory()
{
    const auto &last = m_input.lastTime;
    if (!last) {
        add(Topic::History, WarningLevel::Info, "not run here before");
        return;
    }
    const std::string age = ageText(m_input.now - last->record.command.createdAt);
    std::string text = age + " ago by " + last->record.command.createdBy;
    WarningLevel level = WarningLevel::Info;
    if (last->isOutcomeUnknown) {
        text += ": outcome unknown";
        level = WarningLevel::Caution;
    } else if (last->record.state != CommandState::Success) {
        text += ": " + std::string(commandStateName(last->record.state));
        level = WarningLevel::Caution;
    } else if (last->verdict) {
        text += ": " + std::string(verdictName(last->verdict->kind));
    }
    if (last->verdict && last->verdict->kind == VerdictKind::Worse) {
        level = WarningLevel::Danger;
        warn("The last time, " + age + " ago, this made things worse.");
    }
    if (last->verdict && last->verdict->kind == VerdictKind::NoEffect)
        warn("The last time, " + age + " ago, this had no effect.");
    add(Topic::History, level, std::move(text));
}

void BlastReport::decideRisk()
{
    m_radius.risk = riskOf({.environment = m_input.environment,
        .changesState = changesState(m_input.command.action),
        .hasInverse = m_radius.inverse.has_value(),
        .isTight = m_isTight,
        .burn = m_burn,
        .targets = countTargets()});
    m_radius.isTight = m_isTight;
    m_radius.needsApproval = needsApproval(m_input.command, m_radius.risk, m_input.approval);
}

BlastRadius blastRadius(const BlastInput &input)
{
    return BlastReport(input).take();
}

} // namespace binnacle::commands

#include "core/demo/pod_lifecycle.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <utility>

namespace binnacle::demo {

namespace {

constexpr std::string_view kKubelet = "kubelet";
constexpr std::string_view kScheduler = "default-scheduler";
constexpr Duration kGrace{3'000};
constexpr Duration kScheduleRetry{60'000};

std::string seconds(double value)
{
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), "%.3fs", value);
    return text.data();
}

std::string keyOf(const PodModel &pod)
{
    return objectKey(pod.ns, pod.name);
}

enum class Fit { Good, Tainted, Cordoned, Elsewhere };

// Where a pod of a StatefulSet would like to run.
struct Wishes
{
    std::string home;
    std::string standby;
    bool pinned = false; // nowhere but home
};

Wishes wishesOf(const ClusterModel &model, const PodModel &pod)
{
    const auto workload = model.workloads.find(pod.workload);
    const auto ordinal = static_cast<std::size_t>(pod.ordinal);
    if (workload == model.workloads.end() || pod.ordinal < 0
        || ordinal >= workload->second.homes.size())
        return {};
    return {workload->second.homes[ordinal], workload->second.standby, workload->second.pinned};
}

Fit fitOf(const NodeModel &node, const PodModel &pod, const Wishes &wishes)
{
    if (!node.schedulable)
        return Fit::Cordoned;
    if (!node.ready || (node.diskPressure && !pod.shape->toleratesPressure))
        return Fit::Tainted;
    return wishes.pinned && node.name != wishes.home ? Fit::Elsewhere : Fit::Good;
}

// As the scheduler words it.
std::string unschedulableText(std::size_t nodes, const std::map<Fit, int> &fits)
{
    const std::string none = "0/" + std::to_string(nodes) + " nodes are available: ";
    std::string text = none;
    std::string_view separator;
    for (const auto &[fit, count] : fits) {
        const std::string_view reason = fit == Fit::Tainted
            ? " node(s) had untolerated taint {node.kubernetes.io/disk-pressure: }"
            : fit == Fit::Cordoned ? " node(s) were unschedulable"
                                   : " node(s) had volume node affinity conflict";
        text.append(separator).append(std::to_string(count)).append(reason);
        separator = ", ";
    }
    return text + ". preemption: " + none + std::to_string(nodes)
        + " Preemption is not helpful for scheduling.";
}

} // namespace

PodLifecycle::PodLifecycle(World &world)
    : m_world(world)
{
    for (const auto &[key, pod] : world.model.pods) {
        for (const ContainerModel &container : pod.shape->containers)
            m_images.insert(pod.node + ' ' + container.image);
    }
}

void PodLifecycle::later(const PodModel &pod, Duration delay, Step step)
{
    m_world.agenda.after(delay, [this, key = keyOf(pod), uid = pod.uid, step = std::move(step)] {
        const auto found = m_world.model.pods.find(key);
        const bool isSame = found != m_world.model.pods.end() && found->second.uid == uid;
        if (isSame && !found->second.terminating && found->second.phase != "Failed"
            && found->second.phase != "Succeeded")
            step(found->second);
    });
}

void PodLifecycle::create(PodModel pod)
{
    pod.uid = m_world.newUid("Pod", keyOf(pod));
    pod.createdAt = m_world.now();
    pod.readySince = m_world.now();
    pod.containers.assign(pod.shape->containers.size(), {});
    const std::string key = keyOf(pod);
    const PodModel &placed = m_world.model.pods.insert_or_assign(key, std::move(pod)).first->second;
    later(placed, Duration{m_world.random.between(20, 400)}, [this](PodModel &p) { schedule(p); });
}

std::string PodLifecycle::chooseNode(const PodModel &pod, std::string &whyNot) const
{
    const ClusterModel &model = m_world.model;
    const Wishes wishes = wishesOf(model, pod);
    std::map<std::string_view, int> load;
    for (const auto &[key, other] : model.pods)
        ++load[other.node];
    std::map<Fit, int> fits;
    const NodeModel *best = nullptr;
    for (const NodeModel &node : model.nodes) {
        const Fit fit = fitOf(node, pod, wishes);
        ++fits[fit];
        if (fit != Fit::Good)
            continue;
        const auto rank = [&](const NodeModel &candidate) {
            const int preference = candidate.name == wishes.home ? 0
                : candidate.name == wishes.standby               ? 1
                                                                 : 2;
            return std::pair(preference, load[candidate.name]);
        };
        if (!best || rank(node) < rank(*best))
            best = &node;
    }
    if (best)
        return best->name;
    whyNot = unschedulableText(model.nodes.size(), fits);
    return {};
}

void PodLifecycle::schedule(PodModel &pod)
{
    std::string whyNot;
    // The pods of a DaemonSet come with their node.
    const std::string node = pod.node.empty() ? chooseNode(pod, whyNot) : pod.node;
    if (node.empty()) {
        pod.reason = "Unschedulable";
        pod.message = whyNot;
        m_world.warn(refOf(pod), kScheduler, "FailedScheduling", whyNot);
        later(pod, kScheduleRetry, [this](PodModel &p) { schedule(p); });
        return;
    }
    pod.node = node;
    pod.reason.clear();
    pod.message.clear();
    pod.ip
        = "10.42." + std::to_string(stableHash(node) % 16U) + '.' + std::to_string(m_nextAddress);
    m_nextAddress = m_nextAddress >= 250 ? 20 : m_nextAddress + 1;
    m_world.record(
        refOf(pod), kScheduler, "Scheduled", "Successfully assigned " + keyOf(pod) + " to " + node);
    later(pod, Duration{m_world.random.between(600, 1800)}, [this](PodModel &p) { pull(p, 0); });
}

void PodLifecycle::pull(PodModel &pod, std::size_t container)
{
    const std::string &image = pod.shape->containers[container].image;
    if (container == 0 && pod.shape->fault == Fault::ImageMissing) {
        m_world.record(refOf(pod), kKubelet, "Pulling", "Pulling image \"" + image + '"');
        later(pod, Duration{1'400}, [this](PodModel &p) { pullFails(p, 0, 0); });
        return;
    }
    if (!m_images.insert(pod.node + ' ' + image).second) {
        m_world.record(refOf(pod), kKubelet, "Pulled",
            "Container image \"" + image + "\" already present on machine");
        start(pod, container);
        return;
    }
    m_world.record(refOf(pod), kKubelet, "Pulling", "Pulling image \"" + image + '"');
    const Duration took{m_world.random.between(1'100, 9'000)};
    later(pod, took, [this, container, took](PodModel &p) {
        const std::string &pulled = p.shape->containers[container].image;
        const std::string text = seconds(static_cast<double>(took.count()) / 1000.0);
        m_world.record(refOf(p), kKubelet, "Pulled",
            "Successfully pulled image \"" + pulled + "\" in " + text + " (" + text
                + " including waiting). Image size: "
                + std::to_string(30'000'000 + stableHash(pulled) % 200'000'000U) + " bytes.");
        start(p, container);
    });
}

void PodLifecycle::pullFails(PodModel &pod, std::size_t container, int attempt)
{
    const std::string &image = pod.shape->containers[container].image;
    const bool again = attempt > 0;
    pod.containers[container].reason = again ? "ImagePullBackOff" : "ErrImagePull";
    pod.containers[container].message = "Back-off pulling image \"" + image + '"';
    if (!again || attempt % 4 == 0) {
        m_world.warn(refOf(pod), kKubelet, "Failed",
            "Failed to pull image \"" + image
                + "\": rpc error: code = NotFound desc = failed to pull and unpack image \"" + image
                + "\": failed to resolve reference \"" + image + "\": " + image + ": not found");
        m_world.warn(refOf(pod), kKubelet, "Failed", "Error: ErrImagePull");
    } else {
        m_world.record(refOf(pod), kKubelet, "BackOff", "Back-off pulling image \"" + image + '"');
        m_world.warn(refOf(pod), kKubelet, "Failed", "Error: ImagePullBackOff");
    }
    const Duration pause{std::min(15'000 << std::min(attempt, 5), 300'000)};
    later(pod, pause,
        [this, container, attempt](PodModel &p) { pullFails(p, container, attempt + 1); });
}

void PodLifecycle::start(PodModel &pod, std::size_t container)
{
    const std::string &name = pod.shape->containers[container].name;
    m_world.record(refOf(pod), kKubelet, "Created", "Created container " + name);
    later(pod, Duration{m_world.random.between(150, 500)}, [this, container](PodModel &p) {
        m_world.record(refOf(p), kKubelet, "Started",
            "Started container " + p.shape->containers[container].name);
        started(p, container);
    });
}

void PodLifecycle::started(PodModel &pod, std::size_t container)
{
    ContainerStatus &status = pod.containers[container];
    status.state = "running";
    status.reason.clear();
    status.message.clear();
    pod.phase = "Running";
    if (pod.shape->fault == Fault::CrashLoop && container == 0) {
        const int restarts = status.restarts;
        later(pod, Duration{4'000}, [this, restarts](PodModel &p) {
            crash(p, 0, "Error", Duration{std::min(10'000 << std::min(restarts, 5), 300'000)});
        });
    } else {
        later(pod, Duration{m_world.random.between(4'000, 11'000)}, [container](PodModel &p) {
            if (p.containers[container].state == "running")
                p.containers[container].ready = true;
        });
    }
    const bool isFirstStart = status.restarts == 0;
    if (isFirstStart && container + 1 < pod.shape->containers.size())
        pull(pod, container + 1);
}

void PodLifecycle::crash(
    PodModel &pod, std::size_t container, const std::string &reason, Duration backOff)
{
    ContainerStatus &status = pod.containers[container];
    const std::string &name = pod.shape->containers[container].name;
    status.ready = false;
    status.lastReason = reason;
    status.lastFinished = m_world.now();
    status.state = "waiting";
    status.reason = "CrashLoopBackOff";
    const std::string where = name + " in pod " + pod.name + '_' + pod.ns + '(' + pod.uid + ')';
    status.message = "back-off " + std::to_string(backOff.count() / 1000)
        + "s restarting failed container=" + where;
    pod.readySince = m_world.now();
    if (status.restarts > 0)
        m_world.warn(
            refOf(pod), kKubelet, "BackOff", "Back-off restarting failed container " + where);
    later(pod, backOff, [this, container](PodModel &p) {
        ++p.containers[container].restarts;
        m_world.record(refOf(p), kKubelet, "Pulled",
            "Container image \"" + p.shape->containers[container].image
                + "\" already present on machine");
        start(p, container);
    });
}

void PodLifecycle::setReady(PodModel &pod, bool ready)
{
    if (pod.containers.front().ready == ready || pod.containers.front().state != "running")
        return;
    pod.containers.front().ready = ready;
    pod.readySince = m_world.now();
}

void PodLifecycle::probeFailed(
    const PodModel &pod, std::string_view probe, const std::string &detail)
{
    m_world.warn(
        refOf(pod), kKubelet, "Unhealthy", std::string(probe) + " probe failed: " + detail);
}

void PodLifecycle::remove(PodModel &pod)
{
    if (pod.terminating)
        return;
    pod.terminating = true;
    pod.readySince = m_world.now();
    for (std::size_t i = 0; i < pod.containers.size(); ++i) {
        if (pod.containers[i].state == "running")
            m_world.record(refOf(pod), kKubelet, "Killing",
                "Stopping container " + pod.shape->containers[i].name);
        pod.containers[i].ready = false;
    }
    m_world.agenda.after(kGrace, [this, key = keyOf(pod)] { drop(key); });
}

void PodLifecycle::evict(PodModel &pod, const std::string &message)
{
    m_world.warn(refOf(pod), kKubelet, "Evicted", message);
    for (std::size_t i = 0; i < pod.containers.size(); ++i) {
        ContainerStatus &status = pod.containers[i];
        m_world.record(
            refOf(pod), kKubelet, "Killing", "Stopping container " + pod.shape->containers[i].name);
        status.ready = false;
        status.state = "terminated";
        status.reason = "Error";
        status.lastFinished = m_world.now();
    }
    pod.phase = "Failed";
    pod.reason = "Evicted";
    pod.message = message;
    pod.readySince = m_world.now();
    m_world.agenda.after(Duration{20'000}, [this, key = keyOf(pod), uid = pod.uid] {
        const auto found = m_world.model.pods.find(key);
        if (found != m_world.model.pods.end() && found->second.uid == uid && m_gone)
            m_gone(PodModel(found->second));
    });
}

void PodLifecycle::drop(const std::string &key)
{
    const auto found = m_world.model.pods.find(key);
    if (found == m_world.model.pods.end())
        return;
    const PodModel pod = std::move(found->second);
    m_world.model.pods.erase(found);
    if (m_gone)
        m_gone(pod);
}

} // namespace binnacle::demo

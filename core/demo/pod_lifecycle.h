#pragma once

#include "core/demo/world.h"

#include <cstddef>
#include <functional>
#include <set>
#include <string>

namespace binnacle::demo {

// What the scheduler and the kubelets do with pods: place, pull, start, probe, restart, kill,
// evict, each with the events Kubernetes would write. Pods are named by key and uid, because a
// StatefulSet gives the next pod the name of the last one. `world` must outlive this.
class PodLifecycle
{
public:
    explicit PodLifecycle(World &world);

    // Called with a pod that has left or failed for good, for its owner's controller.
    void onGone(std::function<void(const PodModel &)> callback) { m_gone = std::move(callback); }

    // Adds the pod (name, owner and shape set) and lets it be scheduled and started.
    void create(PodModel pod);
    // Graceful deletion; the object disappears some seconds later.
    void remove(PodModel &pod);
    // The object stays, Failed, until somebody deletes it.
    void evict(PodModel &pod, const std::string &message);
    void drop(const std::string &key);

    // The container ends with `reason` and is started again after `backOff`.
    void crash(PodModel &pod, std::size_t container, const std::string &reason, Duration backOff);
    void setReady(PodModel &pod, bool ready);
    // A failed probe; readiness itself is left alone.
    void probeFailed(const PodModel &pod, std::string_view probe, const std::string &detail);

private:
    using Step = std::function<void(PodModel &)>;

    // Runs `step` later if that very pod still exists and is not going away.
    void later(const PodModel &pod, Duration delay, Step step);
    void schedule(PodModel &pod);
    std::string chooseNode(const PodModel &pod, std::string &whyNot) const;
    void pull(PodModel &pod, std::size_t container);
    void pullFails(PodModel &pod, std::size_t container, int attempt);
    void start(PodModel &pod, std::size_t container);
    void started(PodModel &pod, std::size_t container);

    World &m_world;
    std::function<void(const PodModel &)> m_gone;
    std::set<std::string> m_images; // "node image" that need no pull
    int m_nextAddress = 20;
};

} // namespace binnacle::demo

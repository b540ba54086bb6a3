#pragma once

#include "core/base/result.h"
#include "core/demo/cluster_model.h"
#include "core/demo/event_log.h"
#include "core/domain/resource_ref.h"

#include <string>

namespace binnacle::demo {

// Objects as the API server prints them, cut down to what a person looks at: metadata, the wanted
// and the observed state of pods, nodes and workloads. The kinds of Kubernetes that a simulated
// cluster does not have are NotFound.
Result<std::string> kubernetesObject(const ClusterModel &model, const ResourceRef &object);

// At most 200 items; empty `ns`: all namespaces.
Result<std::string> kubernetesList(
    const ClusterModel &model, const std::string &kind, const std::string &ns);

// Empty parts of `involved` match everything.
std::string kubernetesEvents(const EventLog &events, const ResourceRef &involved);

} // namespace binnacle::demo

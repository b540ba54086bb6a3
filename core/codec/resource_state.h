#pragma once

#include "core/domain/cluster_snapshot.h"

#include <string>
#include <string_view>
#include <vector>

namespace binnacle::codec {

// What is kept beside a new Warning: the state of the object it is about, as compact JSON of at
// most 32 KiB, built from typed fields only, so environment values and secrets cannot get in.
// Empty when the snapshot does not list the object. Pods, nodes and workloads are described in
// full, other kinds by their metadata.
std::string encodeResourceState(const ClusterSnapshot &snapshot, const ResourceRef &object);

// The same for people: labelled lines in reading order ("Phase" / "CrashLoopBackOff"). Keys are
// English identifiers ("phase", "restarts", "node", "image"), translated by the UI.
struct StateLine
{
    std::string key;
    std::string value;
};
std::vector<StateLine> describeResourceState(std::string_view json);

} // namespace binnacle::codec

#pragma once

#include "core/codec/json_writer.h"
#include "core/domain/cluster_event.h"
#include "core/domain/command.h"
#include "core/hub/hub_state.h"

#include <string>

namespace binnacle::gateway {

// The JSON objects that lists, details and messages of the API share.

void writeCluster(codec::JsonWriter &json, const hub::ClusterState &cluster);
void writeEvent(codec::JsonWriter &json, const ClusterEvent &event);

// What was asked for, as members of an open object.
codec::JsonWriter &writeCommandMembers(codec::JsonWriter &json, const Command &command);
// Results can be long.
enum class CommandOutput { Included, LeftOut };
std::string commandJson(const CommandRecord &record, CommandOutput output);

} // namespace binnacle::gateway

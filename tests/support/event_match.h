#pragma once

#include "core/domain/cluster_event.h"
#include "core/domain/predicate.h"

#include <string>

namespace binnacle::test {

// What a field of an event says; of one that has no text of its own, the message.
inline std::string textOf(const ClusterEvent &event, EventField field)
{
    switch (field) {
    case EventField::Cluster:
        return event.cluster.value;
    case EventField::Type:
        return std::string(eventTypeName(event.type));
    case EventField::Reason:
        return event.reason;
    case EventField::Kind:
        return event.involved.kind;
    case EventField::Namespace:
        return event.involved.ns;
    case EventField::Name:
        return event.involved.name;
    case EventField::Node:
        return event.host;
    case EventField::Source:
        return event.component;
    case EventField::Uid:
        return event.uid;
    default:
        return event.message;
    }
}

} // namespace binnacle::test

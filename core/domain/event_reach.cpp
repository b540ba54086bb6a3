#include "core/domain/event_reach.h"

#include "core/domain/cluster_event.h"

#include <algorithm>

namespace binnacle {

namespace {

// "type = X": all that the filter language says about types is made of this.
bool isOfType(const Predicate &condition, EventType type)
{
    return condition.kind == Predicate::Kind::Compare && condition.eventField() == EventField::Type
        && condition.op == CompareOp::Equal && condition.values.front() == eventTypeName(type);
}

// Whether a Warning can match, as far as its type decides.
bool admitsWarnings(const PredicatePtr &where)
{
    if (!where)
        return true;
    switch (where->kind) {
    case Predicate::Kind::And:
        return std::ranges::all_of(where->children, admitsWarnings);
    case Predicate::Kind::Or:
        return std::ranges::any_of(where->children, admitsWarnings);
    case Predicate::Kind::Not:
        return !isOfType(*where->children.front(), EventType::Warning);
    case Predicate::Kind::Compare:
        break;
    }
    return !isOfType(*where, EventType::Normal);
}

} // namespace

Timestamp reachOf(const EventReaches &reaches, const EventQuery &query)
{
    const bool isNormalOnly = !admitsWarnings(query.where);
    Timestamp reach{};
    for (const auto &[cluster, each] : reaches) {
        const Timestamp oldest = isNormalOnly ? each.oldestNormal : each.oldest;
        if (!isKnown(oldest) || (query.cluster && *query.cluster != cluster))
            continue;
        if (!isKnown(reach) || oldest < reach)
            reach = oldest;
    }
    return reach;
}

} // namespace binnacle

#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/domain/event_query.h"

#include <string>
#include <string_view>

namespace binnacle::runtime {

// The filters of the events view, as a command line spells them.
struct EventFilterText
{
    std::string cluster;
    std::string range;  // "6h", "03:00..03:40"; empty: everything
    std::string filter; // the filter language
    std::string object; // "Pod/shop/cart-0", "Node/node-5": exactly this object
    std::string tree;   // "Deployment/shop/cart": it and what it owns
    std::string node;   // "node-5": the node and what ran on it
};

// Errors: InvalidArgument, saying which part and where.
Result<EventQuery> parseEventQuery(const EventFilterText &text, Timestamp now);

} // namespace binnacle::runtime

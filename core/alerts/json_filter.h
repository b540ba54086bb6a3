#pragma once

#include "core/base/result.h"
#include "core/query/schema.h"

#include <rapidjson/document.h>

#include <string>
#include <string_view>

namespace binnacle::alerts {

// Conditions on objects as contract 06 spells them, as a text of the filter language, which checks
// them. For core/alerts only.

// "pods", "Pod", "deploy", "PersistentVolumeClaim"; null: there is none.
const query::Schema *sourceFromName(std::string_view name);

// The groups "all", "any", "not" of {"field", "op", "value"}, or one of these; empty when the
// object has none. Fields are those of the source or paths into the object such as status.phase.
// Errors: InvalidArgument naming the field.
Result<std::string> jsonFilterText(const rapidjson::Value &object, query::SourceId source);

// {"type", "reason", "reasonIn", "kind", "namespace", "name", "source", "node", "messageContains"}
// of an event condition; empty: all events.
Result<std::string> eventFilterText(const rapidjson::Value &event);

} // namespace binnacle::alerts

#pragma once

#include "core/codec/json_writer.h"
#include "core/gateway/route.h"

#include <string_view>

namespace binnacle::gateway {

// What answers are made of, where an example cannot say it: named schemas of the OpenAPI document.

// Of the `data` of a good answer of the route, "#X" for a list of X; empty: its example has to do.
std::string_view answerSchema(const Route &route);
// What refers to "X" or "#X", as members of an open object.
void writeSchemaReference(codec::JsonWriter &json, std::string_view schema);
// As members of an open object: "Command", "RunbookRun", "RunbookRunStep".
void writeAnswerSchemas(codec::JsonWriter &json);

} // namespace binnacle::gateway

#pragma once

#include "core/base/result.h"
#include "core/codec/json_limits.h"

#include <string>

namespace binnacle::codec {

// Whether `json` is exactly one JSON value (RFC 8259) within the limits. Every decoder of this
// module applies the same check to the whole document before it looks at a single field.
//
// Stricter than the grammar in one point: integers beyond 64 bits and numbers beyond double are
// refused, because they could not be read without loss. Duplicate keys are accepted; the last one
// wins.
//
// Errors: MalformedBody naming the byte offset, TooLarge naming the limit. Reentrant.
Status validateJson(const std::string &json, const JsonLimits &limits = {});

} // namespace binnacle::codec

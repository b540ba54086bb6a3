#pragma once

#include "core/base/result.h"
#include "core/codec/json_limits.h"

#include <simdjson.h>

#include <cstddef>
#include <string>
#include <string_view>

namespace binnacle::codec {

// For this module's own files. Parses and validates as validateJson does. The element and all its
// strings live in a parser of the calling thread, until the next call on this thread.
Result<simdjson::dom::element> parseJson(const std::string &json, const JsonLimits &limits);

// The same for a part of a document whose values were counted before.
Result<simdjson::dom::element> parseCounted(const std::string &json, const JsonLimits &limits);

// What is checked before anything is allocated for the document: how many values it has at most.
Status checkNodeCount(std::string_view json, const JsonLimits &limits);

// Of the first byte from `at` on that is no white space; the size when all is.
std::size_t skipSpace(std::string_view text, std::size_t at);

// The end of the first JSON value in `text`, found by brackets and quotes alone: a parser decides
// later whether it is one. npos when its end is missing.
std::size_t endOfFirstValue(std::string_view text);

} // namespace binnacle::codec

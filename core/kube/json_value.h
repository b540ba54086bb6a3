#pragma once

#include "core/base/result.h"

#include <rapidjson/document.h>

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>

namespace binnacle::kube {

// A JSON document that may be changed. Within the limits of codec::validateJson, so that neither
// its size nor its depth surprises anybody. Errors: MalformedBody, TooLarge.
Result<std::unique_ptr<rapidjson::Document>> parseValue(const std::string &json);

// Null when `object` is none or has no such member.
const rapidjson::Value *memberOf(const rapidjson::Value &object, const char *name);
rapidjson::Value *memberOf(rapidjson::Value &object, const char *name);

// Along a path of members: valueAt(pod, {"spec", "containers"}).
const rapidjson::Value *valueAt(
    const rapidjson::Value &object, std::initializer_list<const char *> path);

// Empty when there is no such text.
std::string textOf(const rapidjson::Value &object, const char *name);
std::string textOf(const rapidjson::Value &value);

// As a caller may spell them: 4, 4.0, "4"; true, "true".
std::optional<std::int64_t> integerOf(const rapidjson::Value &object, const char *name);
bool flagOf(const rapidjson::Value &object, const char *name);

// Compact.
std::string printed(const rapidjson::Value &value);

} // namespace binnacle::kube

#pragma once

#include "core/codec/json_writer.h"
#include "core/kube/json_value.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace binnacle::kube {

// The pieces that the writers of snapshot_objects.h share.

// uid, name, namespace, ownerKind, ownerName, createdAt as members of the object that is open.
void writeMeta(codec::JsonWriter &json, const rapidjson::Value &object);
// "labels": {…} beside the summary; "annotations" never, they may repeat whole manifests.
void writeLabels(codec::JsonWriter &json, const rapidjson::Value &object);
// "conditions": […], of status.
void writeConditions(codec::JsonWriter &json, const rapidjson::Value &object);

std::string textAt(const rapidjson::Value &object, std::initializer_list<const char *> path);
std::int64_t integerAt(const rapidjson::Value &object, std::initializer_list<const char *> path,
    std::int64_t otherwise = 0);
bool flagAt(const rapidjson::Value &object, std::initializer_list<const char *> path);
// The array at `path`, or one without elements.
rapidjson::Value::ConstArray arrayAt(
    const rapidjson::Value &object, std::initializer_list<const char *> path);

void writeText(codec::JsonWriter &json, std::string_view key, const std::string &text);
// The value at `path` unchanged, if there is one.
void copyAt(codec::JsonWriter &json, std::string_view key, const rapidjson::Value &object,
    std::initializer_list<const char *> path);

// status and reason of the condition `type`; null when there is none.
const rapidjson::Value *conditionOf(const rapidjson::Value &object, std::string_view type);

} // namespace binnacle::kube

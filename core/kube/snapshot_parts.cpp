#include "core/kube/snapshot_parts.h"

namespace binnacle::kube {

std::string textAt(const rapidjson::Value &object, std::initializer_list<const char *> path)
{
    const rapidjson::Value *value = valueAt(object, path);
    return value ? textOf(*value) : std::string();
}

std::int64_t integerAt(const rapidjson::Value &object, std::initializer_list<const char *> path,
    std::int64_t otherwise)
{
    const rapidjson::Value *value = valueAt(object, path);
    return value && value->IsInt64() ? value->GetInt64() : otherwise;
}

bool flagAt(const rapidjson::Value &object, std::initializer_list<const char *> path)
{
    const rapidjson::Value *value = valueAt(object, path);
    return value && value->IsBool() && value->GetBool();
}

rapidjson::Value::ConstArray arrayAt(
    const rapidjson::Value &object, std::initializer_list<const char *> path)
{
    static const rapidjson::Value kNone(rapidjson::kArrayType);
    const rapidjson::Value *value = valueAt(object, path);
    return value && value->IsArray() ? value->GetArray() : kNone.GetArray();
}

void writeText(codec::JsonWriter &json, std::string_view key, const std::string &text)
{
    if (!text.empty())
        json.member(key, text);
}

void copyAt(codec::JsonWriter &json, std::string_view key, const rapidjson::Value &object,
    std::initializer_list<const char *> path)
{
    if (const rapidjson::Value *value = valueAt(object, path); value && !value->IsNull())
        json.key(key).raw(printed(*value));
}

void writeMeta(codec::JsonWriter &json, const rapidjson::Value &object)
{
    writeText(json, "uid", textAt(object, {"metadata", "uid"}));
    writeText(json, "name", textAt(object, {"metadata", "name"}));
    writeText(json, "namespace", textAt(object, {"metadata", "namespace"}));
    writeText(json, "createdAt", textAt(object, {"metadata", "creationTimestamp"}));
    for (const rapidjson::Value &owner : arrayAt(object, {"metadata", "ownerReferences"})) {
        writeText(json, "ownerKind", textOf(owner, "kind"));
        writeText(json, "ownerName", textOf(owner, "name"));
        break; // one of them controls it; more are rare
    }
}

void writeLabels(codec::JsonWriter &json, const rapidjson::Value &object)
{
    copyAt(json, "labels", object, {"metadata", "labels"});
}

void writeConditions(codec::JsonWriter &json, const rapidjson::Value &object)
{
    json.key("conditions").beginArray();
    for (const rapidjson::Value &condition : arrayAt(object, {"status", "conditions"})) {
        json.beginObject();
        for (const char *key : {"type", "status", "reason", "message", "lastTransitionTime"})
            writeText(json, key, textOf(condition, key));
        json.endObject();
    }
    json.endArray();
}

const rapidjson::Value *conditionOf(const rapidjson::Value &object, std::string_view type)
{
    for (const rapidjson::Value &condition : arrayAt(object, {"status", "conditions"})) {
        if (textOf(condition, "type") == type)
            return &condition;
    }
    return nullptr;
}

} // namespace binnacle::kube

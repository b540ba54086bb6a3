#include "core/kube/json_value.h"

#include "core/codec/json_document.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <charconv>
#include <cmath>

namespace binnacle::kube {

Result<std::unique_ptr<rapidjson::Document>> parseValue(const std::string &json)
{
    if (Status valid = codec::validateJson(json); !valid)
        return valid.error();
    auto document = std::make_unique<rapidjson::Document>();
    document->Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    if (document->HasParseError())
        return Error{ErrorCode::MalformedBody,
            "JSON: byte " + std::to_string(document->GetErrorOffset()) + ": not understood"};
    return document;
}

const rapidjson::Value *memberOf(const rapidjson::Value &object, const char *name)
{
    if (!object.IsObject())
        return nullptr;
    const auto found = object.FindMember(name);
    return found == object.MemberEnd() ? nullptr : &found->value;
}

rapidjson::Value *memberOf(rapidjson::Value &object, const char *name)
{
    if (!object.IsObject())
        return nullptr;
    const auto found = object.FindMember(name);
    return found == object.MemberEnd() ? nullptr : &found->value;
}

const rapidjson::Value *valueAt(
    const rapidjson::Value &object, std::initializer_list<const char *> path)
{
    const rapidjson::Value *value = &object;
    for (const char *name : path) {
        value = memberOf(*value, name);
        if (!value)
            return nullptr;
    }
    return value;
}

std::string textOf(const rapidjson::Value &value)
{
    return value.IsString() ? std::string(value.GetString(), value.GetStringLength())
                            : std::string();
}

std::string textOf(const rapidjson::Value &object, const char *name)
{
    const rapidjson::Value *value = memberOf(object, name);
    return value ? textOf(*value) : std::string();
}

std::optional<std::int64_t> integerOf(const rapidjson::Value &object, const char *name)
{
    constexpr double kExact = 9'007'199'254'740'992.0; // 2^53
    const rapidjson::Value *value = memberOf(object, name);
    if (!value)
        return std::nullopt;
    if (value->IsInt64())
        return value->GetInt64();
    if (value->IsDouble()) {
        const double number = value->GetDouble();
        if (std::abs(number) >= kExact || std::trunc(number) != number)
            return std::nullopt;
        return static_cast<std::int64_t>(number);
    }
    const std::string text = textOf(*value);
    std::int64_t number = 0;
    const char *end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number);
    return error == std::errc() && stop == end ? std::optional(number) : std::nullopt;
}

bool flagOf(const rapidjson::Value &object, const char *name)
{
    const rapidjson::Value *value = memberOf(object, name);
    return value && ((value->IsBool() && value->GetBool()) || textOf(*value) == "true");
}

std::string printed(const rapidjson::Value &value)
{
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    value.Accept(writer);
    return {buffer.GetString(), buffer.GetSize()};
}

} // namespace binnacle::kube

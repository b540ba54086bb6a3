#include "core/alerts/stored_lists.h"

#include "core/codec/json_writer.h"
#include "core/domain/name_table.h"

#include <rapidjson/document.h>

#include <array>
#include <utility>

namespace binnacle::alerts {

namespace {

constexpr std::array<std::string_view, 4> kOperators{"=", "!=", "=~", "!~"};

std::optional<std::string> memberText(const rapidjson::Value &object, const char *name)
{
    const auto it = object.FindMember(name);
    if (it == object.MemberEnd() || !it->value.IsString())
        return std::nullopt;
    return std::string(it->value.GetString(), it->value.GetStringLength());
}

std::optional<std::string> itemFrom(const rapidjson::Value &value, const std::string *)
{
    if (!value.IsString())
        return std::nullopt;
    return std::string(value.GetString(), value.GetStringLength());
}

std::optional<std::int64_t> itemFrom(const rapidjson::Value &value, const std::int64_t *)
{
    return value.IsInt64() ? std::optional<std::int64_t>(value.GetInt64()) : std::nullopt;
}

std::optional<AlertMatcher> itemFrom(const rapidjson::Value &value, const AlertMatcher *)
{
    if (!value.IsObject())
        return std::nullopt;
    auto label = memberText(value, "label");
    const auto sign = memberText(value, "op");
    auto text = memberText(value, "value");
    const auto op = sign ? fromName<AlertMatcher::Op>(kOperators, *sign) : std::nullopt;
    if (!label || !op || !text)
        return std::nullopt;
    return AlertMatcher{*std::move(label), *op, *std::move(text)};
}

template<typename Item>
std::optional<std::vector<Item>> listFrom(std::string_view json)
{
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    if (document.HasParseError() || !document.IsArray())
        return std::nullopt;
    std::vector<Item> items;
    for (const auto &value : document.GetArray()) {
        auto item = itemFrom(value, static_cast<const Item *>(nullptr));
        if (!item)
            return std::nullopt;
        items.push_back(*std::move(item));
    }
    return items;
}

template<typename Item>
std::string listJson(const std::vector<Item> &items)
{
    codec::JsonWriter json;
    json.beginArray();
    for (const Item &item : items)
        json.value(item);
    json.endArray();
    return json.take();
}

} // namespace

std::string textsJson(const std::vector<std::string> &texts)
{
    return listJson(texts);
}

std::optional<std::vector<std::string>> textsFromJson(std::string_view json)
{
    return listFrom<std::string>(json);
}

std::string numbersJson(const std::vector<std::int64_t> &numbers)
{
    return listJson(numbers);
}

std::optional<std::vector<std::int64_t>> numbersFromJson(std::string_view json)
{
    return listFrom<std::int64_t>(json);
}

std::string matchersJson(const std::vector<AlertMatcher> &matchers)
{
    codec::JsonWriter json;
    json.beginArray();
    for (const AlertMatcher &matcher : matchers) {
        json.beginObject()
            .member("label", matcher.label)
            .member("op", nameOf(kOperators, matcher.op))
            .member("value", matcher.value)
            .endObject();
    }
    json.endArray();
    return json.take();
}

std::optional<std::vector<AlertMatcher>> matchersFromJson(std::string_view json)
{
    return listFrom<AlertMatcher>(json);
}

} // namespace binnacle::alerts

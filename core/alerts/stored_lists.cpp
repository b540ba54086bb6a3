#include "core/alerts/stored_lists.h"

#include "core/codec/json_writer.h"

#include <rapidjson/document.h>

#include <utility>

namespace binnacle::alerts {

namespace {

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

} // namespace binnacle::alerts

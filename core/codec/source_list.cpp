#include "core/codec/source_list.h"

#include "core/codec/json_dom.h"
#include "core/codec/json_reader.h"
#include "core/codec/json_writer.h"
#include "core/codec/snapshot_parts.h"

namespace binnacle::codec {

namespace {

constexpr auto kListKeys = keys("sources");
constexpr auto kSourceKeys
    = keys("id", "name", "location", "cluster", "intervalMs", "enabled", "tokenFile");

MetricsSource readSource(JsonReader &in, const JsonPath &path, simdjson::dom::object object)
{
    const JsonFields<kSourceKeys> fields(path, object);
    const auto text = [&in](const JsonField &field) { return std::string(in.view(field)); };
    return {.id = std::string(in.required(fields.at<"id">())),
        .name = text(fields.at<"name">()),
        .location = text(fields.at<"location">()),
        .cluster = {text(fields.at<"cluster">())},
        .interval = Duration{in.integer(fields.at<"intervalMs">(), 10'000)},
        .isEnabled = in.flag(fields.at<"enabled">(), true),
        .tokenFile = text(fields.at<"tokenFile">())};
}

} // namespace

std::string encodeSources(const std::vector<MetricsSource> &sources)
{
    JsonWriter json;
    json.beginObject().key("sources").beginArray();
    for (const MetricsSource &source : sources) {
        json.beginObject()
            .member("id", std::string_view(source.id))
            .member("name", std::string_view(source.name))
            .member("location", std::string_view(source.location))
            .member("cluster", std::string_view(source.cluster.value))
            .member("intervalMs", static_cast<std::int64_t>(source.interval.count()))
            .member("enabled", source.isEnabled)
            .member("tokenFile", std::string_view(source.tokenFile))
            .endObject();
    }
    json.endArray().endObject();
    return json.take();
}

Result<std::vector<MetricsSource>> decodeSources(const std::string &json)
{
    const auto document = parseJson(json, {});
    if (!document)
        return document.error();
    Arena arena;
    JsonReader in(arena);
    const JsonPath root;
    std::vector<MetricsSource> sources;
    if (const auto object = in.objectAt(root, *document)) {
        const JsonFields<kListKeys> fields(root, *object);
        readList(in, fields.at<"sources">(), sources, &readSource);
    }
    if (in.failed())
        return in.takeError();
    return sources;
}

} // namespace binnacle::codec

#include "core/notify/message_json.h"

#include "core/codec/json_writer.h"
#include "core/notify/message_text.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <optional>

namespace binnacle::notify {

namespace {

using Json = rapidjson::Value;
using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t kMostFields = 64;

std::string resourceText(const ResourceRef &resource)
{
    if (resource.isEmpty())
        return {};
    return resource.kind + '/' + resource.ns + '/' + resource.name;
}

ResourceRef resourceFrom(const std::string &text)
{
    const std::size_t first = text.find('/');
    const std::size_t second = first == std::string::npos ? first : text.find('/', first + 1);
    if (second == std::string::npos)
        return {};
    return {.kind = text.substr(0, first),
        .ns = text.substr(first + 1, second - first - 1),
        .name = text.substr(second + 1)};
}

// "pod.phase" and "pod.ready" are {"pod":{"phase":…,"ready":…}}; those of a group stand together.
void writeEnriched(codec::JsonWriter &json, const Fields &enriched)
{
    json.key("enriched").beginObject();
    std::vector<std::string> written;
    for (const auto &[name, value] : enriched) {
        const std::size_t dot = name.find('.');
        if (dot == std::string::npos) {
            json.member(name, value);
            continue;
        }
        const std::string group = name.substr(0, dot);
        if (std::ranges::find(written, group) != written.end())
            continue;
        written.push_back(group);
        json.key(group).beginObject();
        for (const auto &[other, content] : enriched) {
            if (other.starts_with(group + '.'))
                json.member(std::string_view(other).substr(dot + 1), content);
        }
        json.endObject();
    }
    json.endObject();
}

std::string textAt(const Json &object, const char *key)
{
    const auto member = object.FindMember(key);
    if (member == object.MemberEnd() || !member->value.IsString())
        return {};
    return {member->value.GetString(), member->value.GetStringLength()};
}

void readFields(const Json &object, const std::string &prefix, Fields &fields)
{
    for (const auto &member : object.GetObject()) {
        const std::string name
            = prefix + std::string(member.name.GetString(), member.name.GetStringLength());
        if (member.value.IsString())
            fields.emplace_back(
                name, std::string(member.value.GetString(), member.value.GetStringLength()));
        else if (member.value.IsObject() && prefix.empty())
            readFields(member.value, name + '.', fields);
    }
}

Fields fieldsAt(const Json &object, const char *key)
{
    Fields fields;
    const auto member = object.FindMember(key);
    if (member != object.MemberEnd() && member->value.IsObject())
        readFields(member->value, {}, fields);
    return fields;
}

std::optional<MessageStatus> statusFrom(std::string_view name)
{
    for (const MessageStatus status :
        {MessageStatus::Firing, MessageStatus::Resolved, MessageStatus::Info}) {
        if (messageStatusName(status) == name)
            return status;
    }
    return std::nullopt;
}

} // namespace

std::string messageJson(const Message &message)
{
    codec::JsonWriter json;
    json.beginObject()
        .member("v", 1)
        .member("title", message.title)
        .member("message", message.text)
        .member("severity", alertSeverityName(message.severity))
        .member("source", message.source)
        .member("clusterId", message.cluster.value)
        .member("resource", resourceText(message.resource))
        .member("reason", message.reason)
        .member("timestamp", message.at)
        .key("fields")
        .beginObject();
    for (const auto &[name, value] : message.fields)
        json.member(name, value);
    json.endObject();
    writeEnriched(json, message.enriched);
    json.member("dedupKey", message.dedupKey)
        .member("status", messageStatusName(message.status))
        .member("url", message.url)
        .member("alertId", message.alert)
        .endObject();
    return json.take();
}

Result<Message> messageFromJson(const std::string &json)
{
    const Error bad{ErrorCode::Corrupt, "a message in the outbox cannot be read"};
    rapidjson::Document document;
    document.Parse(json.data(), json.size());
    if (!document.IsObject())
        return bad;
    const auto severity = alertSeverityFromName(textAt(document, "severity"));
    const auto status = statusFrom(textAt(document, "status"));
    if (!severity || !status)
        return bad;
    Message message{.title = textAt(document, "title"),
        .text = textAt(document, "message"),
        .severity = *severity,
        .source = textAt(document, "source"),
        .cluster = {textAt(document, "clusterId")},
        .resource = resourceFrom(textAt(document, "resource")),
        .reason = textAt(document, "reason"),
        .fields = fieldsAt(document, "fields"),
        .enriched = fieldsAt(document, "enriched"),
        .dedupKey = textAt(document, "dedupKey"),
        .status = *status,
        .url = textAt(document, "url")};
    if (const auto at = parseRfc3339(textAt(document, "timestamp")))
        message.at = *at;
    const auto alert = document.FindMember("alertId");
    if (alert != document.MemberEnd() && alert->value.IsInt64())
        message.alert = alert->value.GetInt64();
    return message;
}

Message clipped(Message message)
{
    constexpr std::size_t kTitle = 300;
    constexpr std::size_t kText = 8'000;
    constexpr std::size_t kShort = 1'000;
    message.title = cutUnits(cleanText(message.title), kTitle);
    message.text = cutUnits(cleanText(message.text), kText);
    for (std::string *text : {&message.reason, &message.url, &message.dedupKey,
             &message.resource.kind, &message.resource.ns, &message.resource.name})
        *text = cutUnits(cleanText(*text), kShort);
    for (Fields *fields : {&message.fields, &message.enriched}) {
        if (fields->size() > kMostFields)
            fields->resize(kMostFields);
        for (auto &[name, value] : *fields) {
            name = cutUnits(cleanText(name), kTitle);
            value = cutUnits(cleanText(value), kShort);
        }
    }
    return message;
}

} // namespace binnacle::notify

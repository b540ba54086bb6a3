#include "core/gateway/subscribe_messages.h"

#include "core/codec/json_writer.h"
#include "core/domain/agent_state.h"

#include <array>

namespace binnacle::gateway {

namespace {

struct Kind
{
    std::string_view name;
    bool isOfCluster = false;
    Capability capability = Capability::ReadState;
};

constexpr std::array<Kind, 5> kKinds{{{"snapshot", true}, {"status", true}, {"events", true},
    {"slo", true}, {"commands", false, Capability::RunCommands}}};
constexpr std::size_t kLongestName = 160;

bool isCommandId(std::string_view id)
{
    constexpr std::size_t kLongest = 64;
    return !id.empty() && id.size() <= kLongest
        && id.find_first_not_of("0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-")
        == std::string_view::npos;
}

} // namespace

Result<TopicName> parseTopic(std::string_view name)
{
    if (name == "alerts")
        return TopicName{.isAll = true};
    const std::size_t colon = name.find(':');
    const std::string_view subject
        = colon == std::string_view::npos ? std::string_view() : name.substr(colon + 1);
    for (const Kind &kind : kKinds) {
        if (kind.name != name.substr(0, colon))
            continue;
        const bool isAll = subject == "*";
        if (isAll || (kind.isOfCluster ? isValidClusterId(subject) : isCommandId(subject)))
            return TopicName{.subject = std::string(subject),
                .isAll = isAll,
                .isOfCluster = kind.isOfCluster,
                .capability = kind.capability};
    }
    return Error{ErrorCode::InvalidArgument,
        "no such topic; there are snapshot:, status:, events: and slo:<cluster>, commands:<id>, "
        "each also with *, and alerts"};
}

std::string_view textMember(const rapidjson::Document &json, const char *name)
{
    const auto member = json.FindMember(name);
    if (member == json.MemberEnd() || !member->value.IsString())
        return {};
    return {member->value.GetString(), member->value.GetStringLength()};
}

Result<std::vector<std::string>> topicsOf(const rapidjson::Document &json, std::size_t most)
{
    const Error wrong{ErrorCode::InvalidArgument,
        "topics: a list of 1 to " + std::to_string(most) + " names is expected"};
    const auto member = json.FindMember("topics");
    if (member == json.MemberEnd() || !member->value.IsArray() || member->value.Empty()
        || member->value.Size() > most)
        return wrong;
    std::vector<std::string> topics;
    for (const auto &topic : member->value.GetArray()) {
        if (!topic.IsString() || topic.GetStringLength() > kLongestName)
            return wrong;
        topics.emplace_back(topic.GetString(), topic.GetStringLength());
    }
    return topics;
}

Result<std::optional<std::uint64_t>> sinceOf(
    const rapidjson::Document &json, const std::string &topic)
{
    using Since = std::optional<std::uint64_t>;
    const auto member = json.FindMember("since");
    if (member == json.MemberEnd() || member->value.IsNull())
        return Since();
    const rapidjson::Value *number = &member->value;
    if (number->IsObject()) {
        const auto own = number->FindMember(topic.c_str());
        if (own == number->MemberEnd())
            return Since();
        number = &own->value;
    }
    // Beyond this no number is ever given out, and it is exact in every client.
    constexpr std::uint64_t kMost = 1ULL << 53U;
    if (!number->IsUint64() || number->GetUint64() > kMost)
        return Error{ErrorCode::InvalidArgument,
            "since: the number of a message, or one for each topic, is expected"};
    if (topic.ends_with(":*"))
        return Error{ErrorCode::InvalidArgument, "since: only for one topic, not for *"};
    return Since(number->GetUint64());
}

std::string noticeJson(std::string_view type, std::string_view topic)
{
    codec::JsonWriter json;
    json.beginObject().member("type", type).member("topic", topic).endObject();
    return json.take();
}

} // namespace binnacle::gateway

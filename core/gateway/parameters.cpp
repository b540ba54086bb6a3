#include "core/gateway/parameters.h"

#include "core/domain/agent_state.h"

#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <charconv>
#include <utility>

namespace binnacle::gateway {

namespace {

Error refused(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

Error wrongType(const char *name, std::string_view wanted)
{
    return refused(std::string(name) + ": must be " + std::string(wanted));
}

} // namespace

std::string textParameter(const http::Request &request, std::string_view name)
{
    const auto found = request.query.find(std::string(name));
    return found == request.query.end() ? std::string() : found->second;
}

Result<ClusterId> clusterParameter(const http::Request &request, bool isRequired)
{
    ClusterId cluster;
    for (const std::string_view name : {"cluster_id", "clusterId", "cluster"}) {
        if (cluster.isEmpty())
            cluster.value = textParameter(request, name);
    }
    if (cluster.isEmpty() && !isRequired)
        return cluster;
    if (cluster.isEmpty())
        return refused("cluster_id: is required");
    if (!isValidClusterId(cluster.value))
        return refused("cluster_id: 1 to 128 characters of A-Z a-z 0-9 . _ : -");
    return cluster;
}

Result<std::int64_t> numberParameter(const http::Request &request, std::string_view name,
    std::int64_t otherwise, std::int64_t least, std::int64_t most)
{
    const std::string text = textParameter(request, name);
    if (text.empty())
        return request.query.contains(std::string(name))
            ? Result<std::int64_t>(refused(std::string(name) + ": is empty"))
            : Result<std::int64_t>(otherwise);
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size() || number < least
        || number > most)
        return refused(std::string(name) + ": must be a whole number from " + std::to_string(least)
            + " to " + std::to_string(most));
    return number;
}

Result<Timestamp> timeParameter(const http::Request &request, std::string_view name)
{
    const std::string text = textParameter(request, name);
    if (text.empty())
        return Timestamp{};
    const auto at = parseRfc3339(text);
    if (!at)
        return refused(std::string(name) + ": must be a time such as 2026-03-01T09:00:00Z");
    return *at;
}

Result<std::int64_t> numberInPath(const http::Request &request, std::string_view what)
{
    const std::string &text = request.captures.front();
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size() || number < 1)
        return Error{ErrorCode::NotFound, "there is no such " + std::string(what)};
    return number;
}

Result<Paging> paging(const http::Request &request, std::int64_t most)
{
    constexpr std::int64_t kDefault = 50;
    constexpr std::int64_t kFarthest = 1'000'000'000;
    const auto limit = numberParameter(request, "limit", kDefault, 1, most);
    if (!limit)
        return limit.error();
    const auto offset = numberParameter(request, "offset", 0, 0, kFarthest);
    if (!offset)
        return offset.error();
    return Paging{.limit = *limit, .offset = *offset};
}

Result<Body> Body::read(const http::Request &request)
{
    Body body;
    body.m_json.Parse<rapidjson::kParseIterativeFlag>(request.body.data(), request.body.size());
    if (!body.m_json.IsObject())
        return Error{ErrorCode::MalformedBody, "the body must be a JSON object"};
    return body;
}

Result<Body> Body::readOptional(const http::Request &request)
{
    if (!request.body.empty())
        return read(request);
    Body body;
    body.m_json.SetObject();
    return body;
}

Result<std::string> Body::text(const char *name, bool isRequired) const
{
    const auto found = m_json.FindMember(name);
    if (found == m_json.MemberEnd() || found->value.IsNull()) {
        if (isRequired)
            return refused(std::string(name) + ": is required");
        return std::string();
    }
    if (!found->value.IsString())
        return wrongType(name, "a text");
    std::string text(found->value.GetString(), found->value.GetStringLength());
    if (isRequired && text.empty())
        return refused(std::string(name) + ": is empty");
    return text;
}

Result<std::int64_t> Body::number(const char *name, bool isRequired) const
{
    const auto found = m_json.FindMember(name);
    if (found == m_json.MemberEnd() || found->value.IsNull())
        return isRequired ? Result<std::int64_t>(refused(std::string(name) + ": is required"))
                          : Result<std::int64_t>(std::int64_t{0});
    if (!found->value.IsInt64())
        return wrongType(name, "a whole number");
    return found->value.GetInt64();
}

Result<double> Body::real(const char *name) const
{
    const auto found = m_json.FindMember(name);
    if (found == m_json.MemberEnd() || !found->value.IsNumber())
        return wrongType(name, "a number");
    return found->value.GetDouble();
}

Result<bool> Body::flag(const char *name, bool otherwise) const
{
    const auto found = m_json.FindMember(name);
    if (found == m_json.MemberEnd() || found->value.IsNull())
        return otherwise;
    if (!found->value.IsBool())
        return wrongType(name, "true or false");
    return found->value.GetBool();
}

Result<std::vector<std::string>> Body::texts(const char *name) const
{
    std::vector<std::string> all;
    const auto found = m_json.FindMember(name);
    if (found == m_json.MemberEnd() || found->value.IsNull())
        return all;
    if (!found->value.IsArray())
        return wrongType(name, "a list of texts");
    for (const auto &item : found->value.GetArray()) {
        if (!item.IsString())
            return wrongType(name, "a list of texts");
        all.emplace_back(item.GetString(), item.GetStringLength());
    }
    return all;
}

Result<std::string> Body::object(const char *name) const
{
    const auto found = m_json.FindMember(name);
    if (found == m_json.MemberEnd() || found->value.IsNull())
        return std::string("{}");
    if (!found->value.IsObject())
        return wrongType(name, "an object");
    rapidjson::StringBuffer buffer;
    rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
    found->value.Accept(writer);
    return std::string(buffer.GetString(), buffer.GetSize());
}

Result<std::vector<Body>> Body::objects(const char *name) const
{
    std::vector<Body> all;
    const auto found = m_json.FindMember(name);
    if (found == m_json.MemberEnd() || found->value.IsNull())
        return all;
    if (!found->value.IsArray())
        return wrongType(name, "a list of objects");
    for (const auto &item : found->value.GetArray()) {
        if (!item.IsObject())
            return wrongType(name, "a list of objects");
        Body body;
        body.m_json.CopyFrom(item, body.m_json.GetAllocator());
        all.push_back(std::move(body));
    }
    return all;
}

Result<std::vector<std::pair<std::string, std::string>>> Body::textMembers(const char *name) const
{
    std::vector<std::pair<std::string, std::string>> all;
    const auto found = m_json.FindMember(name);
    if (found == m_json.MemberEnd() || found->value.IsNull())
        return all;
    if (!found->value.IsObject())
        return wrongType(name, "an object of texts");
    for (const auto &member : found->value.GetObject()) {
        if (!member.value.IsString())
            return wrongType(name, "an object of texts");
        all.emplace_back(std::string(member.name.GetString(), member.name.GetStringLength()),
            std::string(member.value.GetString(), member.value.GetStringLength()));
    }
    return all;
}

} // namespace binnacle::gateway

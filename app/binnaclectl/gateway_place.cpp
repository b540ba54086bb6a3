#include "app/binnaclectl/gateway_place.h"

#include "app/binnaclectl/gateway_reading.h"
#include "core/codec/json_writer.h"

#include <rapidjson/document.h>

#include <algorithm>
#include <utility>

namespace binnacle::ctl {

namespace {

using rapidjson::Value;

Status statusOf(const Result<std::string> &answer)
{
    return answer ? Status(Done{}) : Status(answer.error());
}

void writeTexts(codec::JsonWriter &json, const std::vector<std::string> &items)
{
    json.beginArray();
    for (const std::string &item : items)
        json.value(item);
    json.endArray();
}

std::string queryText(const AuditQuery &query)
{
    std::string text = "/audit/logs?limit=" + std::to_string(query.limit)
        + "&offset=" + std::to_string(query.offset);
    if (query.userId)
        text += "&userId=" + std::to_string(*query.userId);
    if (query.source)
        text.append("&source=").append(actionSourceName(*query.source));
    if (query.action)
        text.append("&action=").append(auditActionName(*query.action));
    if (isKnown(query.range.from))
        text += "&since=" + percentEncoded(formatRfc3339(query.range.from));
    if (isKnown(query.range.to))
        text += "&until=" + percentEncoded(formatRfc3339(query.range.to));
    if (!query.text.empty())
        text += "&search=" + percentEncoded(query.text);
    return text;
}

class GatewayPlace final : public AccessPlace
{
public:
    explicit GatewayPlace(GatewayClient client)
        : m_client(std::move(client))
    {}

    Result<std::vector<User>> users() override
    {
        constexpr std::size_t kPage = 500;
        std::vector<User> all;
        while (true) {
            const auto page = list<User>("/user/list?limit=" + std::to_string(kPage)
                    + "&offset=" + std::to_string(all.size()),
                userOf);
            if (!page)
                return page.error();
            all.insert(all.end(), page->begin(), page->end());
            if (page->size() < kPage)
                return all;
        }
    }

    Result<std::vector<Token>> tokens() override { return list<Token>("/user/tokens", tokenOf); }

    Result<User> addUser(const NewUser &user) override
    {
        std::vector<std::string> clusters;
        for (const ClusterId &cluster : user.scope.clusters)
            clusters.push_back(cluster.value);
        codec::JsonWriter json;
        json.beginObject()
            .member("username", user.username)
            .member("password", user.password)
            .member("displayName", user.displayName)
            .member("email", user.email)
            .member("role", static_cast<std::int32_t>(user.role))
            .key("clusters");
        writeTexts(json, clusters);
        json.key("namespaces");
        writeTexts(json, user.scope.namespaces);
        json.endObject();
        return one<User>(m_client.post("/user/register", json.take()), userOf);
    }

    Status setRole(const User &user, Role role) override
    {
        return change("/user/update-role", user, "role", static_cast<std::int64_t>(role));
    }

    Status setEnabled(const User &user, bool isEnabled) override
    {
        return change("/user/update-status", user, "status", std::int64_t{isEnabled ? 1 : 0});
    }

    Status setPassword(const User &user, const std::string &password) override
    {
        return change("/user/set-password", user, "password", password);
    }

    Status removeUser(const User &user) override
    {
        codec::JsonWriter json;
        json.beginObject().member("userId", user.id).endObject();
        return statusOf(m_client.post("/user/delete", json.take()));
    }

    Result<CreatedToken> createToken(const NewToken &token) override
    {
        codec::JsonWriter json;
        json.beginObject().member("name", token.name);
        if (token.userId != 0)
            json.member("userId", token.userId);
        if (isKnown(token.expiresAt))
            json.member("expiresAt", token.expiresAt);
        json.key("permissions");
        writeTexts(json, token.permissions);
        json.endObject();
        return one<CreatedToken>(m_client.post("/user/tokens", json.take()), [](const Value &data) {
            const Fields fields(data);
            const Value *made = fields.find("token");
            return CreatedToken{
                .token = made ? tokenOf(*made) : Token{}, .secret = fields.text("secret")};
        });
    }

    Status revokeToken(std::int64_t token) override
    {
        return statusOf(m_client.remove("/user/tokens/" + std::to_string(token)));
    }

    Result<AuditPage> audit(const AuditQuery &query) override
    {
        rapidjson::Document json;
        const Status asked = ask(queryText(query), json);
        if (!asked)
            return asked.error();
        const Fields fields(json);
        AuditPage page{.total = fields.number("total")};
        if (const Value *data = fields.find("data"); data && data->IsArray()) {
            for (const Value &entry : data->GetArray())
                page.entries.push_back(auditEntryOf(entry));
        }
        return page;
    }

    Result<AuditVerdict> verifyAudit() override
    {
        return one<AuditVerdict>(m_client.get("/audit/verify"), [](const Value &data) {
            const Fields fields(data);
            AuditVerdict verdict{.rows = fields.number("rows"),
                .brokenRow = fields.number("brokenRow"),
                .problem = fields.text("problem"),
                .head = fields.text("head")};
            if (!fields.isTrue("intact") && verdict.problem.empty())
                verdict.problem = "the gateway does not say that it is intact";
            return verdict;
        });
    }

    Status exportAudit(const std::function<Status(const std::string &line)> &write) override
    {
        const auto lines = m_client.get("/audit/export");
        if (!lines)
            return lines.error();
        for (std::size_t at = 0; at < lines->size();) {
            const std::size_t end = std::min(lines->find('\n', at), lines->size());
            if (Status written = write(lines->substr(at, end - at)); !written)
                return written;
            at = end + 1;
        }
        return Done{};
    }

private:
    static Status parse(const Result<std::string> &answer, rapidjson::Document &json)
    {
        if (!answer)
            return answer.error();
        json.Parse<rapidjson::kParseIterativeFlag>(answer->data(), answer->size());
        if (!json.IsObject())
            return Error{ErrorCode::MalformedBody, "what answers there is no gateway of Binnacle"};
        return Done{};
    }

    Status ask(const std::string &path, rapidjson::Document &json)
    {
        return parse(m_client.get(path), json);
    }

    template<typename T>
    Result<T> one(const Result<std::string> &answer, T (*make)(const Value &))
    {
        rapidjson::Document json;
        if (const Status parsed = parse(answer, json); !parsed)
            return parsed.error();
        const Value *data = Fields(json).find("data");
        if (!data || !data->IsObject())
            return Error{ErrorCode::MalformedBody, "the gateway's answer has no data"};
        return make(*data);
    }

    template<typename T>
    Result<std::vector<T>> list(const std::string &path, T (*make)(const Value &))
    {
        rapidjson::Document json;
        if (const Status asked = ask(path, json); !asked)
            return asked.error();
        std::vector<T> all;
        const Value *data = Fields(json).find("data");
        if (!data || !data->IsArray())
            return Error{ErrorCode::MalformedBody, "the gateway's answer has no list"};
        for (const Value &item : data->GetArray())
            all.push_back(make(item));
        return all;
    }

    template<typename T>
    Status change(const std::string &path, const User &user, std::string_view name, const T &value)
    {
        codec::JsonWriter json;
        json.beginObject().member("userId", user.id).member(name, value).endObject();
        return statusOf(m_client.post(path, json.take()));
    }

    GatewayClient m_client;
};

} // namespace

std::unique_ptr<AccessPlace> makeGatewayPlace(GatewayClient client)
{
    return std::make_unique<GatewayPlace>(std::move(client));
}

} // namespace binnacle::ctl

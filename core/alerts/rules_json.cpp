#include "core/alerts/rules_json.h"

#include "core/alerts/condition.h"
#include "core/codec/json_document.h"
#include "core/codec/json_writer.h"

#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <optional>
#include <utility>

namespace binnacle::alerts {

namespace {

using rapidjson::Value;

constexpr std::int64_t kMsPerSecond = 1000;
constexpr std::size_t kLongest = 16UL * 1024 * 1024;

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

void writeRule(codec::PrettyJsonWriter &json, const AlertRule &rule)
{
    json.beginObject()
        .member("id", rule.id)
        .member("name", rule.name)
        .member("description", rule.description)
        .member("clusterId", rule.cluster.value)
        .key("condition");
    // What is stored is a condition; another program's may not be.
    const Result<Condition> condition = readCondition(rule.condition);
    json.raw(condition ? writeCondition(*condition) : "null");
    json.member("severity", alertSeverityName(rule.severity))
        .member("enabled", rule.isEnabled)
        .member("builtIn", rule.isBuiltIn)
        .key("notifyChannels")
        .beginArray();
    for (const std::int64_t channel : rule.channels)
        json.value(channel);
    json.endArray()
        .member("cooldownSec", static_cast<std::int64_t>(rule.cooldown.count()) / kMsPerSecond)
        .key("groupBy")
        .beginArray();
    for (const std::string &group : rule.groupBy)
        json.value(group);
    json.endArray()
        .member("noData", noDataPolicyName(rule.noData))
        .member("message", rule.message)
        .member("runbook", rule.runbook)
        .member("runsRunbook", rule.runsRunbook)
        .member("version", rule.version)
        .member("createdAt", rule.createdAt)
        .member("updatedAt", rule.updatedAt)
        .member("updatedBy", rule.updatedBy)
        .endObject();
}

// The members of one rule. The first error wins; functions that give bool give false then.
class RuleReader
{
public:
    explicit RuleReader(const Value &object)
        : m_object(object)
    {}

    Result<AlertRule> read()
    {
        AlertRule rule;
        const bool isRead = text("name", rule.name) && text("description", rule.description)
            && text("clusterId", rule.cluster.value) && text("message", rule.message)
            && text("runbook", rule.runbook) && flag("enabled", rule.isEnabled)
            && flag("runsRunbook", rule.runsRunbook) && number("id", rule.id)
            && number("version", rule.version) && words(rule) && channels(rule) && groups(rule)
            && cooldown(rule) && condition(rule);
        if (!isRead)
            return *std::move(m_error);
        return rule;
    }

private:
    bool fail(std::string_view name, std::string_view what)
    {
        m_error = invalid('"' + std::string(name) + "\" has to be " + std::string(what));
        return false;
    }

    const Value *member(const char *name) const
    {
        const auto it = m_object.FindMember(name);
        return it == m_object.MemberEnd() || it->value.IsNull() ? nullptr : &it->value;
    }

    bool text(const char *name, std::string &into)
    {
        const Value *value = member(name);
        if (value && !value->IsString())
            return fail(name, "a text");
        if (value)
            into.assign(value->GetString(), value->GetStringLength());
        return true;
    }

    bool flag(const char *name, bool &into)
    {
        const Value *value = member(name);
        if (value && !value->IsBool())
            return fail(name, "true or false");
        into = value ? value->GetBool() : into;
        return true;
    }

    bool number(const char *name, std::int64_t &into)
    {
        const Value *value = member(name);
        if (value && !value->IsInt64())
            return fail(name, "a whole number");
        into = value ? value->GetInt64() : into;
        return true;
    }

    bool words(AlertRule &rule)
    {
        std::string severity(alertSeverityName(rule.severity));
        std::string noData(noDataPolicyName(rule.noData));
        if (!text("severity", severity) || !text("noData", noData))
            return false;
        const auto foundSeverity = alertSeverityFromName(severity);
        const auto foundPolicy = noDataPolicyFromName(noData);
        if (!foundSeverity)
            return fail("severity", "info, warning or critical");
        if (!foundPolicy)
            return fail("noData", "keep, resolve or alert");
        rule.severity = *foundSeverity;
        rule.noData = *foundPolicy;
        return true;
    }

    bool channels(AlertRule &rule)
    {
        const Value *list = member("notifyChannels");
        if (!list)
            return true;
        if (!list->IsArray())
            return fail("notifyChannels", "a list of channels' numbers");
        for (const Value &item : list->GetArray()) {
            if (!item.IsInt64())
                return fail("notifyChannels", "a list of channels' numbers");
            rule.channels.push_back(item.GetInt64());
        }
        return true;
    }

    bool groups(AlertRule &rule)
    {
        const Value *list = member("groupBy");
        if (!list)
            return true;
        if (!list->IsArray())
            return fail("groupBy", "a list of rule, cluster and namespace");
        for (const Value &item : list->GetArray()) {
            if (!item.IsString())
                return fail("groupBy", "a list of rule, cluster and namespace");
            rule.groupBy.emplace_back(item.GetString(), item.GetStringLength());
        }
        return true;
    }

    bool cooldown(AlertRule &rule)
    {
        constexpr std::int64_t kMost = std::int64_t{30} * 86'400;
        std::int64_t seconds = rule.cooldown.count() / kMsPerSecond;
        if (!number("cooldownSec", seconds))
            return false;
        if (seconds < 0 || seconds > kMost)
            return fail("cooldownSec", "0 to 2592000");
        rule.cooldown = Duration{seconds * kMsPerSecond};
        return true;
    }

    bool condition(AlertRule &rule)
    {
        const Value *value = member("condition");
        if (!value)
            return fail("condition", "there");
        std::string json;
        if (value->IsString()) {
            json.assign(value->GetString(), value->GetStringLength());
        } else {
            rapidjson::StringBuffer buffer;
            rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
            value->Accept(writer);
            json.assign(buffer.GetString(), buffer.GetSize());
        }
        const Result<Condition> read = readCondition(json);
        if (!read) {
            m_error = withContext(read.error(), "condition");
            return false;
        }
        rule.condition = writeCondition(*read);
        return true;
    }

    const Value &m_object;
    std::optional<Error> m_error;
};

Status parse(std::string_view json, rapidjson::Document &document)
{
    if (json.size() > kLongest)
        return Error{ErrorCode::TooLarge, "rules have at most 16 MiB"};
    if (const Status valid = codec::validateJson(std::string(json)); !valid)
        return invalid(valid.error().message);
    document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    if (document.HasParseError() || !document.IsObject())
        return invalid("rules have to be a JSON object");
    return Done{};
}

} // namespace

std::string rulesJson(const std::vector<AlertRule> &rules)
{
    codec::PrettyJsonWriter json;
    json.beginObject().key("rules").beginArray();
    for (const AlertRule &rule : rules)
        writeRule(json, rule);
    json.endArray().endObject();
    return json.take();
}

std::string ruleJson(const AlertRule &rule)
{
    codec::PrettyJsonWriter json;
    writeRule(json, rule);
    return json.take();
}

Result<AlertRule> ruleFromJson(std::string_view json)
{
    rapidjson::Document document;
    if (const Status parsed = parse(json, document); !parsed)
        return parsed.error();
    return RuleReader(document).read();
}

Result<std::vector<AlertRule>> rulesFromJson(std::string_view json)
{
    rapidjson::Document document;
    if (const Status parsed = parse(json, document); !parsed)
        return parsed.error();
    const auto list = document.FindMember("rules");
    if (list == document.MemberEnd() || !list->value.IsArray())
        return invalid("\"rules\" has to be a list");
    std::vector<AlertRule> rules;
    for (const Value &item : list->value.GetArray()) {
        if (!item.IsObject())
            return invalid("a rule has to be an object");
        Result<AlertRule> rule = RuleReader(item).read();
        if (!rule)
            return withContext(rule.error(), "rule " + std::to_string(rules.size() + 1));
        rules.push_back(*std::move(rule));
    }
    return rules;
}

} // namespace binnacle::alerts

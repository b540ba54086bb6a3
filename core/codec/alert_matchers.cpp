#include "core/codec/alert_matchers.h"

#include "core/codec/json_writer.h"
#include "core/domain/name_table.h"

#include <rapidjson/document.h>

#include <array>
#include <utility>

namespace binnacle::codec {

namespace {

using Op = AlertMatcher::Op;

constexpr std::array<std::string_view, 4> kOperators{"=", "!=", "=~", "!~"};

std::optional<std::string> memberText(const rapidjson::Value &object, const char *name)
{
    const auto it = object.FindMember(name);
    if (it == object.MemberEnd() || !it->value.IsString())
        return std::nullopt;
    return std::string(it->value.GetString(), it->value.GetStringLength());
}

std::optional<AlertMatcher> matcherFrom(const rapidjson::Value &value)
{
    if (!value.IsObject())
        return std::nullopt;
    auto label = memberText(value, "label");
    const auto sign = memberText(value, "op");
    auto text = memberText(value, "value");
    const auto op = sign ? fromName<Op>(kOperators, *sign) : std::nullopt;
    if (!label || !op || !text)
        return std::nullopt;
    return AlertMatcher{*std::move(label), *op, *std::move(text)};
}

} // namespace

std::string matchersJson(const std::vector<AlertMatcher> &matchers)
{
    JsonWriter json;
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
    rapidjson::Document document;
    document.Parse<rapidjson::kParseIterativeFlag>(json.data(), json.size());
    if (document.HasParseError() || !document.IsArray())
        return std::nullopt;
    std::vector<AlertMatcher> matchers;
    for (const auto &value : document.GetArray()) {
        auto matcher = matcherFrom(value);
        if (!matcher)
            return std::nullopt;
        matchers.push_back(*std::move(matcher));
    }
    return matchers;
}

LabelTest::LabelTest(AlertMatcher matcher)
    : m_matcher(std::move(matcher))
{
    if (m_matcher.op != Op::Regex && m_matcher.op != Op::NotRegex)
        return;
    m_regex.emplace("^(?:" + m_matcher.value + ")$");
    m_isReadable = m_regex->check().has_value();
}

bool LabelTest::isNegative() const
{
    return m_matcher.op == Op::NotEqual || m_matcher.op == Op::NotRegex;
}

bool LabelTest::matches(std::string_view value) const
{
    if (!m_isReadable)
        return false;
    switch (m_matcher.op) {
    case Op::Equal:
        return value == m_matcher.value;
    case Op::NotEqual:
        return value != m_matcher.value;
    case Op::Regex:
        return m_regex->isIn(value);
    case Op::NotRegex:
        return !m_regex->isIn(value);
    }
    return false;
}

} // namespace binnacle::codec

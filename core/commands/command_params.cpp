#include "core/commands/command_params.h"

namespace binnacle::commands {

CommandParams::CommandParams(const std::string &json)
{
    // Without recursion: the depth of what a person pastes is not limited elsewhere.
    m_document.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(
        json.data(), json.size());
    if (m_document.HasParseError())
        m_document.SetNull();
}

const rapidjson::Value *CommandParams::find(std::string_view name) const
{
    if (!m_document.IsObject())
        return nullptr;
    const rapidjson::Value key(
        rapidjson::StringRef(name.data(), static_cast<rapidjson::SizeType>(name.size())));
    const auto member = m_document.FindMember(key);
    return member == m_document.MemberEnd() || member->value.IsNull() ? nullptr : &member->value;
}

std::optional<std::string> CommandParams::text(std::string_view name) const
{
    const rapidjson::Value *value = find(name);
    if (!value || !value->IsString())
        return std::nullopt;
    return std::string(value->GetString(), value->GetStringLength());
}

std::optional<std::int64_t> CommandParams::number(std::string_view name) const
{
    const rapidjson::Value *value = find(name);
    if (!value || !value->IsInt64())
        return std::nullopt;
    return value->GetInt64();
}

std::optional<bool> CommandParams::flag(std::string_view name) const
{
    const rapidjson::Value *value = find(name);
    if (!value || !value->IsBool())
        return std::nullopt;
    return value->GetBool();
}

} // namespace binnacle::commands

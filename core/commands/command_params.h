#pragma once

#include <rapidjson/document.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace binnacle::commands {

// The JSON object in Command::params, read once. What is not there or has another type is unset.
class CommandParams
{
public:
    explicit CommandParams(const std::string &json);

    bool isObject() const { return m_document.IsObject(); }
    bool has(std::string_view name) const { return find(name) != nullptr; }
    std::optional<std::string> text(std::string_view name) const;
    std::optional<std::int64_t> number(std::string_view name) const;
    std::optional<bool> flag(std::string_view name) const;
    // "" when it is not there.
    std::string textOr(std::string_view name) const { return text(name).value_or(std::string()); }

private:
    const rapidjson::Value *find(std::string_view name) const;

    rapidjson::Document m_document;
};

} // namespace binnacle::commands

#pragma once

#include "core/domain/access.h"
#include "core/domain/audit.h"

#include <rapidjson/document.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::ctl {

// Fields of one JSON object of a gateway's answer; what is missing or of another type is empty.
class Fields
{
public:
    explicit Fields(const rapidjson::Value &object)
        : m_object(object)
    {}

    const rapidjson::Value *find(const char *name) const;
    std::string text(const char *name) const;
    std::int64_t number(const char *name) const;
    bool isTrue(const char *name) const;
    Timestamp time(const char *name) const;
    std::vector<std::string> texts(const char *name) const;

private:
    const rapidjson::Value &m_object;
};

User userOf(const rapidjson::Value &json);
Token tokenOf(const rapidjson::Value &json);
AuditEntry auditEntryOf(const rapidjson::Value &json);

std::optional<ActionSource> actionSourceNamed(std::string_view name); // "cli"

} // namespace binnacle::ctl

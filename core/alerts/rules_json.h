#pragma once

#include "core/base/result.h"
#include "core/domain/alert.h"

#include <string>
#include <string_view>
#include <vector>

namespace binnacle::alerts {

// Rules as a file and as the API tells them: {"rules": [{"name", "description", "clusterId",
// "condition": {…}, "severity", "enabled", "notifyChannels", "cooldownSec", "groupBy", "noData",
// "message", "runbook", "runsRunbook", "id", "version", …}]}.
std::string rulesJson(const std::vector<AlertRule> &rules);
std::string ruleJson(const AlertRule &rule);

// One rule, or those of a file. Members that are missing keep their defaults; the condition may be
// an object or a text of JSON. Errors: InvalidArgument naming the member.
Result<AlertRule> ruleFromJson(std::string_view json);
Result<std::vector<AlertRule>> rulesFromJson(std::string_view json);

} // namespace binnacle::alerts

#pragma once

#include "core/base/result.h"
#include "core/domain/principal.h"

#include <rapidjson/document.h>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::gateway {

// What clients of WS /api/v2/subscribe say, checked: every failure is InvalidArgument or NotFound
// and names what is wrong.

struct TopicName
{
    std::string subject; // the cluster's or command's id
    bool isAll = false;  // "*"
    bool isOfCluster = false;
    Capability capability = Capability::ReadState;
};
Result<TopicName> parseTopic(std::string_view name);

// REQUIRES of all: `json` is an object.
std::string_view textMember(const rapidjson::Document &json, const char *name); // "" when absent
Result<std::vector<std::string>> topicsOf(const rapidjson::Document &json, std::size_t most);
// "since": a number for one topic, or {"topic":number}.
Result<std::optional<std::uint64_t>> sinceOf(
    const rapidjson::Document &json, const std::string &topic);

// {"type":…,"topic":…}
std::string noticeJson(std::string_view type, std::string_view topic);

} // namespace binnacle::gateway

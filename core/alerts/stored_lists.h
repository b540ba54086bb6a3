#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::alerts {

// Lists as the tables and rule files keep them: JSON. Reading gives nullopt for what is none. For
// core/alerts only.

std::string textsJson(const std::vector<std::string> &texts);
std::optional<std::vector<std::string>> textsFromJson(std::string_view json);
std::string numbersJson(const std::vector<std::int64_t> &numbers);
std::optional<std::vector<std::int64_t>> numbersFromJson(std::string_view json);

} // namespace binnacle::alerts

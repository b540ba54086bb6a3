#pragma once

#include "core/base/time.h"
#include "core/domain/command_plan.h"

#include <cstddef>
#include <string>
#include <vector>

namespace binnacle::commands {

// How numbers and lists are told in one line. English; technical.

std::string numberText(double value);         // "96", "1.2", "0.03"
std::string ageText(Duration age);            // "40 s", "12 min", "3 h", "2 d"
std::string memoryText(std::int64_t bytes);   // "512 MiB"
std::string cpuText(std::int64_t millicores); // "250m", "2"
// "a, b, c and 4 more".
std::string listText(const std::vector<std::string> &items, std::size_t most = 3);
std::string countText(int count, const std::string &one, const std::string &many); // "2 pods"

} // namespace binnacle::commands

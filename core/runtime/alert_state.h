#pragma once

#include "core/base/result.h"
#include "core/domain/alert.h"

#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace binnacle::runtime {

// Rules, silences and what fires, at one moment. Immutable.
struct AlertState
{
    Timestamp asOf{};
    std::vector<AlertRule> rules;
    std::vector<Alert> alerts; // pending and firing
    std::vector<Silence> silences;
    std::map<std::int64_t, std::string> problems; // of rules that are not evaluated: why
    Status health = Done{};                       // why nothing is evaluated or stored
};

} // namespace binnacle::runtime

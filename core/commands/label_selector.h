#pragma once

#include <string_view>

namespace binnacle::commands {

// Whether it is a label selector of Kubernetes: terms joined by commas, each "key", "!key",
// "key=value", "key==value", "key!=value", "key in (a, b)" or "key notin (a, b)".
bool isLabelSelector(std::string_view text);

} // namespace binnacle::commands

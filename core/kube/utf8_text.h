#pragma once

#include <string>
#include <string_view>

namespace binnacle::kube {

bool isUtf8(std::string_view text);

// Bytes that are no UTF-8 become U+FFFD: JSON, and so a hub, takes no others.
std::string utf8Text(std::string text);

} // namespace binnacle::kube

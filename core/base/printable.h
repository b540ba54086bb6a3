#pragma once

#include <string>
#include <string_view>

namespace binnacle {

// `text` as one line that a terminal or a log shows and never obeys: white space and line ends
// become spaces; control characters (C0, DEL, C1), marks that turn the direction of writing and
// bytes that are not UTF-8 become U+FFFD.
std::string printable(std::string_view text);

} // namespace binnacle

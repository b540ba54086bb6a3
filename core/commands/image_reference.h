#pragma once

#include <string_view>

namespace binnacle::commands {

// Whether it is a reference as the distribution project defines it (reference.go):
// [host[:port]/]path[/path][:tag][@algorithm:hex].
bool isImageReference(std::string_view text);

// Its tag, "" when it has none; a reference without tag and digest means "latest".
std::string_view imageTag(std::string_view reference);
bool hasDigest(std::string_view reference);

} // namespace binnacle::commands

#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace binnacle::access {

// What a client holds: "bnk_" and 43 characters of base62 for 256 random bits.
std::string newTokenSecret();
// The secret of "Bearer bnk_…"; nullopt when it does not have that form.
std::optional<std::string_view> secretOf(std::string_view authorization);
// What is stored of it.
std::string tokenHash(std::string_view secret);

} // namespace binnacle::access

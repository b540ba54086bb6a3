#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace binnacle::access {

inline constexpr std::string_view kMask = "********";

// Contract 05 §5.2's words in any spelling: "dbPassword", "X-Api-Key", "pass%77ord".
bool namesSecret(std::string_view key);

// Masks what shows by itself that it is a secret, whatever stands around it: our tokens, what
// follows "Bearer" or "Basic", passwords in URLs, private keys in PEM.
std::string maskCredentials(std::string_view text);

// Text of no known form: masks the values of "key=value" and "key: value" whose key names a secret,
// and credentials. Rather too much than too little. What comes after the first 64 KiB is dropped.
std::string maskText(std::string_view text);

// At most `most` bytes, cut at a character's border of UTF-8.
std::string cutText(std::string text, std::size_t most);

} // namespace binnacle::access

#pragma once

#include <string_view>

namespace binnacle::codec {

// Shown in place of a value that must not be seen.
inline constexpr std::string_view kMasked = "••••";

// Contract 05 §5.2: password, passwd, secret, token, api_key, apikey, authorization, credential,
// webhook, private_key, whatever the case and with '-' for '_'.
bool isSecretKey(std::string_view name); // is one of these words
bool looksSecret(std::string_view name); // contains one, as names of variables do

} // namespace binnacle::codec

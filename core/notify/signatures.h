#pragma once

#include "core/base/time.h"

#include <string>
#include <string_view>

namespace binnacle::notify {

// Contract 06 §6.3.

// base64(HMAC-SHA256(key = secret, message = "<ms>\n<secret>")), not yet encoded for a URL.
std::string dingTalkSignature(Timestamp at, std::string_view secret);
// base64(HMAC-SHA256(key = "<seconds>\n<secret>", message = "")): the string is the key.
std::string feishuSignature(Timestamp at, std::string_view secret);
// "t=<seconds>,v1=<hex HMAC-SHA256(secret, "<seconds>.<body>")>"
std::string webhookSignature(Timestamp at, std::string_view secret, std::string_view body);

} // namespace binnacle::notify

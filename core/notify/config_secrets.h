#pragma once

#include "core/base/result.h"
#include "core/domain/notification.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::notify {

class SecretSeal;

// What is done with the secret values of a configuration, which is JSON in stored spelling.
// Empty ones stay empty. Errors: Corrupt (not JSON), those of the seal.
Result<std::string> maskSecrets(ChannelType type, const std::string &json);
Result<std::string> sealSecrets(
    ChannelType type, const std::string &json, std::int64_t channel, const SecretSeal &seal);
Result<std::string> unsealSecrets(
    ChannelType type, const std::string &json, std::int64_t channel, const SecretSeal &seal);

// `edited` with the secrets of `stored` where it has masks. A secret that goes out to the server
// (a password, a header) is not sent to another one than it was given for: InvalidArgument, it has
// to be given again. Both plain.
Result<std::string> keepSecrets(
    ChannelType type, const std::string &edited, const std::string &stored);

bool isMask(std::string_view text); // six asterisks or more and nothing else

// The values themselves, to be taken out of what is shown or logged.
std::vector<std::string> secretsIn(ChannelType type, const std::string &json);

} // namespace binnacle::notify

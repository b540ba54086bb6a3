#include "core/notify/signatures.h"

#include "core/notify/crypto.h"

namespace binnacle::notify {

namespace {

std::string secondsOf(Timestamp at)
{
    return std::to_string(std::chrono::floor<std::chrono::seconds>(at).time_since_epoch().count());
}

} // namespace

std::string dingTalkSignature(Timestamp at, std::string_view secret)
{
    const std::string message = std::to_string(toEpochMs(at)) + '\n' + std::string(secret);
    return base64(hmacSha256(secret, message));
}

std::string feishuSignature(Timestamp at, std::string_view secret)
{
    return base64(hmacSha256(secondsOf(at) + '\n' + std::string(secret), {}));
}

std::string webhookSignature(Timestamp at, std::string_view secret, std::string_view body)
{
    const std::string seconds = secondsOf(at);
    const std::string signature = hex(hmacSha256(secret, seconds + '.' + std::string(body)));
    return "t=" + seconds + ",v1=" + signature;
}

} // namespace binnacle::notify

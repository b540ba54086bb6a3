#include "core/access/token_secret.h"

#include "core/access/sodium.h"

#include <algorithm>

namespace binnacle::access {

namespace {

constexpr std::string_view kPrefix = "bnk_";
constexpr std::size_t kDigits = 43; // 62^43 > 2^256
constexpr std::string_view kAlphabet
    = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

} // namespace

std::string newTokenSecret()
{
    useSodium();
    std::string secret(kPrefix);
    for (std::size_t i = 0; i < kDigits; ++i)
        secret += kAlphabet[randombytes_uniform(static_cast<std::uint32_t>(kAlphabet.size()))];
    return secret;
}

std::optional<std::string_view> secretOf(std::string_view authorization)
{
    constexpr std::string_view kScheme = "bearer ";
    const auto sameIgnoringCase = [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    };
    if (authorization.size() != kScheme.size() + kPrefix.size() + kDigits
        || !std::ranges::equal(authorization.substr(0, kScheme.size()), kScheme, sameIgnoringCase))
        return std::nullopt;
    const std::string_view secret = authorization.substr(kScheme.size());
    const bool isOurs = secret.starts_with(kPrefix)
        && secret.substr(kPrefix.size()).find_first_not_of(kAlphabet) == std::string_view::npos;
    return isOurs ? std::optional(secret) : std::nullopt;
}

std::string tokenHash(std::string_view secret)
{
    return sha256(secret);
}

} // namespace binnacle::access

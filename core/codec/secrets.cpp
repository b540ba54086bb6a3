#include "core/codec/secrets.h"

#include <algorithm>
#include <array>
#include <string>

namespace binnacle::codec {

namespace {

constexpr std::array<std::string_view, 11> kWords{"password", "passwd", "secret", "token",
    "api_key", "apikey", "authorization", "credential", "credentials", "webhook", "private_key"};

std::string normalised(std::string_view name)
{
    std::string result(name);
    for (char &c : result) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c + ('a' - 'A'));
        else if (c == '-' || c == '.')
            c = '_';
    }
    return result;
}

} // namespace

bool isSecretKey(std::string_view name)
{
    return std::ranges::find(kWords, normalised(name)) != kWords.end();
}

bool looksSecret(std::string_view name)
{
    const std::string text = normalised(name);
    return std::ranges::any_of(
        kWords, [&text](std::string_view word) { return text.find(word) != std::string::npos; });
}

} // namespace binnacle::codec

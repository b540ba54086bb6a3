#include "core/access/password_hash.h"

#include "core/access/common_passwords.h"
#include "core/access/sodium.h"

#include <algorithm>
#include <array>

namespace binnacle::access {

namespace {

constexpr std::size_t kShortest = 12;
constexpr std::size_t kLongest = 256;

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::ranges::transform(result, result.begin(),
        [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return result;
}

// "passwordpassword" and "aaaaaaaaaaaa" are no better than what they repeat.
bool isRepetition(std::string_view text)
{
    for (std::size_t length = 1; length <= 4; ++length) {
        bool repeats = text.size() > length;
        for (std::size_t i = length; i < text.size() && repeats; ++i)
            repeats = text[i] == text[i - length];
        if (repeats)
            return true;
    }
    return false;
}

} // namespace

Result<std::string> hashPassword(std::string_view password, const PasswordCost &cost)
{
    useSodium();
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    const int failed = crypto_pwhash_str_alg(hash.data(), password.data(), password.size(),
        cost.passes, cost.memoryBytes, crypto_pwhash_ALG_ARGON2ID13);
    if (failed != 0)
        return Error{ErrorCode::Unavailable, "not enough memory to protect a password"};
    return std::string(hash.data());
}

bool verifyPassword(std::string_view hash, std::string_view password)
{
    useSodium();
    const std::string text(hash);
    return crypto_pwhash_str_verify(text.c_str(), password.data(), password.size()) == 0;
}

bool needsRehash(const std::string &hash, const PasswordCost &cost)
{
    return crypto_pwhash_str_needs_rehash(hash.c_str(), cost.passes, cost.memoryBytes) != 0;
}

Status checkPassword(std::string_view password, std::string_view username)
{
    const auto isContinuation
        = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    const auto continuations = std::ranges::count_if(password, isContinuation);
    const std::size_t characters = password.size() - static_cast<std::size_t>(continuations);
    if (characters < kShortest)
        return Error{ErrorCode::InvalidArgument, "a password has 12 characters or more"};
    if (characters > kLongest)
        return Error{ErrorCode::InvalidArgument, "a password has at most 256 characters"};
    const std::string plain = lowered(password);
    if (isCommonPassword(plain) || isRepetition(plain))
        return Error{
            ErrorCode::InvalidArgument, "this password is one of the first that are tried"};
    if (!username.empty() && plain.find(lowered(username)) != std::string::npos
        && characters < kShortest + username.size())
        return Error{ErrorCode::InvalidArgument, "a password must be more than the name"};
    return Done{};
}

} // namespace binnacle::access

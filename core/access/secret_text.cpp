#include "core/access/secret_text.h"

#include <algorithm>
#include <array>

namespace binnacle::access {

namespace {

constexpr std::size_t kLongestKey = 256;
constexpr std::size_t kMostMasked = 64U << 10; // nobody keeps more than 2 KiB of it
constexpr std::array<std::string_view, 12> kSecretWords{"password", "passwd", "passphrase",
    "secret", "token", "api_key", "apikey", "authorization", "credential", "webhook", "private_key",
    "privatekey"};

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool isAlphanumeric(char c)
{
    return (c >= '0' && c <= '9') || (lower(c) >= 'a' && lower(c) <= 'z');
}

bool isSpace(char c)
{
    return c == ' ' || c == '\t';
}

int hexDigit(char c)
{
    const char digit = lower(c);
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    return digit >= 'a' && digit <= 'f' ? digit - 'a' + 10 : -1;
}

// The byte that "%41" or "\u0041" at the start of `text` means; -1: it means itself. `length` is
// how long it is written.
int escapedByte(std::string_view text, std::size_t &length)
{
    const bool isPercent = text.starts_with('%');
    const bool isUnicode = text.starts_with("\\u00");
    const std::size_t digits = isPercent ? 1 : 4;
    if ((!isPercent && !isUnicode) || text.size() < digits + 2)
        return -1;
    const int high = hexDigit(text[digits]);
    const int low = hexDigit(text[digits + 1]);
    length = digits + 2;
    return high < 0 || low < 0 ? -1 : high * 16 + low;
}

std::string normalised(std::string_view key)
{
    std::string plain;
    for (std::size_t at = 0; at < key.size();) {
        std::size_t length = 1;
        const int byte = escapedByte(key.substr(at), length);
        const char c = lower(byte < 0 ? key[at] : static_cast<char>(byte));
        plain += c == '-' || c == '.' || c == ' ' || c == '+' ? '_' : c;
        at += byte < 0 ? 1 : length;
    }
    return plain;
}

bool startsWithIgnoringCase(std::string_view text, std::string_view word)
{
    return text.size() >= word.size()
        && std::ranges::equal(
            text.substr(0, word.size()), word, [](char a, char b) { return lower(a) == b; });
}

// How many backslashes stand right before `at`.
std::size_t backslashesBefore(std::string_view text, std::size_t at)
{
    std::size_t count = 0;
    while (count < at && text[at - 1 - count] == '\\')
        ++count;
    return count;
}

// Where the value in quotes ends that starts at `from`, behind a quote with `level` backslashes
// before it: JSON within a string of JSON has one.
std::size_t quotedEnd(std::string_view text, std::size_t from, char quote, std::size_t level)
{
    for (std::size_t at = text.find(quote, from); at != std::string_view::npos;
         at = text.find(quote, at + 1)) {
        const std::size_t before = std::min(backslashesBefore(text, at), at - from);
        if (before <= level)
            return at - before;
    }
    return text.size();
}

// Where the value without quotes ends: at the end of its form field or line, and of whatever is
// nested or continues on further lines nobody knows where.
std::size_t plainEnd(std::string_view text, std::size_t from, bool isForm)
{
    const bool goesOn
        = from < text.size() && std::string_view("[{|>").find(text[from]) != std::string_view::npos;
    if (goesOn)
        return text.size();
    return std::min(text.find_first_of(isForm ? "&\r\n" : "\r\n", from), text.size());
}

// The key that ends before `end`, which is where a '=' or ':' stands.
std::string_view keyBefore(std::string_view text, std::size_t end)
{
    constexpr std::string_view kBorders = "&?;,\r\n{}=";
    const std::size_t length = std::min(end, kLongestKey);
    const std::string_view near = text.substr(end - length, length);
    const std::size_t border = near.find_last_of(kBorders);
    return border == std::string_view::npos ? near : near.substr(border + 1);
}

// The end of a credential that starts at `at`, and in `keep` how much of its beginning may stay;
// npos: there is none.
std::size_t credentialEnd(std::string_view text, std::size_t at, std::size_t &keep)
{
    const std::string_view rest = text.substr(at);
    const bool startsWord = at == 0 || !isAlphanumeric(text[at - 1]);
    if (startsWord && rest.starts_with("bnk_")) {
        keep = 0;
        const auto end = std::find_if_not(rest.begin() + 4, rest.end(), isAlphanumeric);
        return at + static_cast<std::size_t>(end - rest.begin());
    }
    if (rest.starts_with("-----BEGIN")) {
        keep = 0;
        const std::size_t end = text.find("-----END", at);
        return end == std::string_view::npos ? text.size()
                                             : std::min(text.find('\n', end), text.size());
    }
    if (rest.starts_with("://")) {
        keep = 3;
        const std::string_view authority
            = rest.substr(keep, rest.find_first_of("/?# \t\r\n\"'", keep) - keep);
        const std::size_t user = authority.rfind('@');
        return user == std::string_view::npos ? user : at + keep + user;
    }
    for (const std::string_view scheme : {"bearer", "basic"}) {
        if (!startsWord || !startsWithIgnoringCase(rest, scheme))
            continue;
        keep = scheme.size();
        while (keep < rest.size() && (isSpace(rest[keep]) || rest[keep] == '+'))
            ++keep;
        if (keep == scheme.size() && !rest.substr(keep).starts_with("%20"))
            continue;
        return std::min(text.find_first_of(" \t\r\n&\"',;", at + keep), text.size());
    }
    return std::string_view::npos;
}

} // namespace

bool namesSecret(std::string_view key)
{
    const std::string plain = normalised(key);
    return std::ranges::any_of(kSecretWords,
        [&plain](std::string_view word) { return plain.find(word) != std::string::npos; });
}

std::string maskCredentials(std::string_view text)
{
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t keep = 0;
        const std::size_t end = credentialEnd(text, at, keep);
        if (end == std::string_view::npos || end <= at + keep) {
            out += text[at++];
            continue;
        }
        out.append(text.substr(at, keep)).append(kMask);
        at = end;
    }
    return out;
}

std::string maskText(std::string_view text)
{
    text = text.substr(0, kMostMasked);
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const char c = text[at];
        out += c;
        ++at;
        if ((c != '=' && c != ':') || !namesSecret(keyBefore(text, at - 1)))
            continue;
        while (at < text.size() && isSpace(text[at]))
            out += text[at++];
        std::size_t level = 0;
        while (at + level < text.size() && text[at + level] == '\\')
            ++level;
        const char quote = at + level < text.size() ? text[at + level] : '\0';
        std::size_t end = 0;
        if (quote == '"' || quote == '\'') {
            out.append(text.substr(at, level + 1));
            at += level + 1;
            end = quotedEnd(text, at, quote, level);
        } else {
            end = plainEnd(text, at, c == '=');
        }
        out += kMask;
        at = end;
    }
    return maskCredentials(out);
}

std::string cutText(std::string text, std::size_t most)
{
    if (text.size() <= most)
        return text;
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    text.resize(end);
    return text;
}

} // namespace binnacle::access

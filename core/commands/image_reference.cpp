#include "core/commands/image_reference.h"

#include <algorithm>
#include <cstddef>

namespace binnacle::commands {

namespace {

constexpr std::size_t kLongestName = 255;
constexpr std::size_t kLongestTag = 128;

constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}
constexpr bool isLower(char c)
{
    return c >= 'a' && c <= 'z';
}
constexpr bool isLetter(char c)
{
    return isLower(c) || (c >= 'A' && c <= 'Z');
}
constexpr bool isHex(char c)
{
    return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

// The last ':' behind the last '/': a ':' before it belongs to the port of the host.
std::size_t tagColon(std::string_view name)
{
    const std::size_t slash = name.rfind('/');
    return name.find(':', slash == std::string_view::npos ? 0 : slash);
}

// [a-z0-9]+ joined by ".", "_", "__" or any number of "-".
bool isPathComponent(std::string_view text)
{
    std::size_t at = 0;
    while (true) {
        const std::size_t start = at;
        while (at < text.size() && (isLower(text[at]) || isDigit(text[at])))
            ++at;
        if (at == start)
            return false;
        if (at == text.size())
            return true;
        if (text[at] == '-') {
            while (at < text.size() && text[at] == '-')
                ++at;
        } else if (text[at] == '.') {
            ++at;
        } else if (text[at] == '_') {
            at += text.substr(at, 2) == "__" ? 2 : 1;
        } else {
            return false;
        }
    }
}

bool isHost(std::string_view text)
{
    const std::size_t colon = text.rfind(':');
    const std::string_view name = text.substr(0, colon);
    if (colon != std::string_view::npos) {
        const std::string_view port = text.substr(colon + 1);
        if (port.empty() || port.size() > 5 || !std::ranges::all_of(port, isDigit))
            return false;
    }
    const auto isFine = [](char c) { return isLetter(c) || isDigit(c) || c == '-' || c == '.'; };
    return !name.empty() && std::ranges::all_of(name, isFine) && name.front() != '-'
        && name.front() != '.' && name.back() != '-' && name.back() != '.'
        && name.find("..") == std::string_view::npos;
}

// The part before the first '/' is a host when it looks like one, else part of the path.
bool looksLikeHost(std::string_view text)
{
    return text.find_first_of(".:") != std::string_view::npos || text == "localhost"
        || !std::ranges::none_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool isName(std::string_view name)
{
    if (name.empty() || name.size() > kLongestName)
        return false;
    if (const std::size_t slash = name.find('/');
        slash != std::string_view::npos && looksLikeHost(name.substr(0, slash))) {
        if (!isHost(name.substr(0, slash)))
            return false;
        name.remove_prefix(slash + 1);
    }
    while (true) {
        const std::size_t slash = name.find('/');
        if (!isPathComponent(name.substr(0, slash)))
            return false;
        if (slash == std::string_view::npos)
            return true;
        name.remove_prefix(slash + 1);
    }
}

bool isTag(std::string_view tag)
{
    const auto isFine
        = [](char c) { return isLetter(c) || isDigit(c) || c == '_' || c == '.' || c == '-'; };
    return !tag.empty() && tag.size() <= kLongestTag && std::ranges::all_of(tag, isFine)
        && tag.front() != '.' && tag.front() != '-';
}

bool isDigest(std::string_view digest)
{
    const std::size_t colon = digest.find(':');
    if (colon == 0 || colon == std::string_view::npos || !isLetter(digest.front()))
        return false;
    const auto isFine = [](char c) {
        return isLetter(c) || isDigit(c) || c == '+' || c == '.' || c == '-' || c == '_';
    };
    const std::string_view hex = digest.substr(colon + 1);
    return std::ranges::all_of(digest.substr(0, colon), isFine) && hex.size() >= 32
        && std::ranges::all_of(hex, isHex);
}

} // namespace

bool isImageReference(std::string_view text)
{
    if (const std::size_t at = text.find('@'); at != std::string_view::npos) {
        if (!isDigest(text.substr(at + 1)))
            return false;
        text = text.substr(0, at);
    }
    const std::size_t colon = tagColon(text);
    if (colon != std::string_view::npos && !isTag(text.substr(colon + 1)))
        return false;
    return isName(text.substr(0, colon));
}

std::string_view imageTag(std::string_view reference)
{
    const std::string_view name = reference.substr(0, reference.find('@'));
    const std::size_t colon = tagColon(name);
    return colon == std::string_view::npos ? std::string_view() : name.substr(colon + 1);
}

bool hasDigest(std::string_view reference)
{
    return reference.find('@') != std::string_view::npos;
}

} // namespace binnacle::commands

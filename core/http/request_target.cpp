#include "core/http/request_target.h"

#include "core/http/host_policy.h"

namespace binnacle::http {

namespace {

std::optional<unsigned> hexDigit(char c)
{
    if (c >= '0' && c <= '9')
        return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f')
        return static_cast<unsigned>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F')
        return static_cast<unsigned>(c - 'A' + 10);
    return std::nullopt;
}

std::optional<char> escapedByte(std::string_view text)
{
    if (text.size() < 3)
        return std::nullopt;
    const auto high = hexDigit(text[1]);
    const auto low = hexDigit(text[2]);
    if (!high || !low)
        return std::nullopt;
    return static_cast<char>(*high << 4U | *low);
}

std::optional<std::string> decodePath(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            out += text[i];
            continue;
        }
        const auto byte = escapedByte(text.substr(i));
        if (!byte)
            return std::nullopt;
        out += *byte;
        i += 2;
    }
    return out;
}

// As in application/x-www-form-urlencoded: '+' is a space.
std::string decodeQueryPart(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = text[i] == '%' ? escapedByte(text.substr(i)) : std::nullopt;
        out += byte ? *byte : text[i] == '+' ? ' ' : text[i];
        i += byte ? 2 : 0;
    }
    return out;
}

void parseQuery(std::string_view text, std::map<std::string, std::string> &query)
{
    while (!text.empty()) {
        const std::size_t end = text.find('&');
        const std::string_view pair = text.substr(0, end);
        const std::size_t equals = pair.find('=');
        if (!pair.empty()) {
            query.try_emplace(decodeQueryPart(pair.substr(0, equals)),
                equals == std::string_view::npos ? std::string()
                                                 : decodeQueryPart(pair.substr(equals + 1)));
        }
        if (end == std::string_view::npos)
            break;
        text.remove_prefix(end + 1);
    }
}

} // namespace

std::optional<RequestTarget> parseTarget(std::string_view target)
{
    RequestTarget result;
    if (target == "*") {
        result.path = target;
        return result;
    }
    if (target.find('#') != std::string_view::npos || target.find("%00") != std::string_view::npos)
        return std::nullopt;
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (lowerCase(target.substr(0, scheme.size())) != scheme)
            continue;
        target.remove_prefix(scheme.size());
        const std::size_t end = target.find_first_of("/?");
        result.authority = target.substr(0, end);
        if (!isWellFormedHost(result.authority))
            return std::nullopt;
        target.remove_prefix(end == std::string_view::npos ? target.size() : end);
        break;
    }
    if (result.authority.empty() && !target.starts_with('/'))
        return std::nullopt;

    const std::size_t mark = target.find('?');
    auto path = decodePath(target.substr(0, mark));
    if (!path)
        return std::nullopt;
    result.path = path->empty() ? "/" : std::move(*path);
    if (mark != std::string_view::npos)
        parseQuery(target.substr(mark + 1), result.query);
    return result;
}

} // namespace binnacle::http

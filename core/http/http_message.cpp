#include "core/http/http_message.h"

#include <string>

namespace binnacle::http {

namespace {

// Length of the well-formed UTF-8 sequence at the start of `text`; 0 when there is none.
std::size_t sequenceLength(std::string_view text)
{
    const auto byte = [text](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    if (lead < 0x80)
        return 1;
    const std::size_t length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
    if (lead < 0xc2 || lead > 0xf4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xc0U) != 0x80)
            return 0;
    }
    const bool overlong = (lead == 0xe0 && byte(1) < 0xa0) || (lead == 0xf0 && byte(1) < 0x90);
    const bool surrogate = lead == 0xed && byte(1) > 0x9f;
    const bool beyond = lead == 0xf4 && byte(1) > 0x8f;
    return overlong || surrogate || beyond ? 0 : length;
}

void appendEscaped(std::string &out, char c)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    const auto code = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
        out += '\\';
        out += c;
    } else if (c == '\n') {
        out += "\\n";
    } else if (code < 0x20) {
        out += "\\u00";
        out += kDigits[code >> 4U];
        out += kDigits[code & 15U];
    } else {
        out += c;
    }
}

// Messages quote bytes that clients sent, so they may hold anything: the answer must stay JSON.
std::string quoted(std::string_view text)
{
    std::string out = "\"";
    while (!text.empty()) {
        const std::size_t length = sequenceLength(text);
        if (length == 0)
            out += "\xef\xbf\xbd";
        else if (length == 1)
            appendEscaped(out, text.front());
        else
            out += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return out + '"';
}

} // namespace

std::string_view Request::header(std::string_view name) const
{
    for (const auto &[key, value] : headers) {
        if (key == name)
            return value;
    }
    return {};
}

Response json(std::string body, int status)
{
    return {.status = status, .body = std::move(body)};
}

Response failure(const Error &error)
{
    std::string body = "{\"error\":" + quoted(error.message) + ",\"code\":\"";
    body += stableCode(error.code);
    Response response = json(body + "\"}", statusOf(error.code));
    if (response.status == 503)
        response.headers.emplace_back("Retry-After", "1");
    if (response.status == 401)
        response.headers.emplace_back("WWW-Authenticate", "Bearer");
    return response;
}

int statusOf(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
    case ErrorCode::MalformedBody:
        return 400;
    case ErrorCode::Unauthenticated:
        return 401;
    case ErrorCode::PermissionDenied:
        return 403;
    case ErrorCode::NotFound:
        return 404;
    case ErrorCode::Conflict:
        return 409;
    case ErrorCode::TooLarge:
        return 413;
    case ErrorCode::UnsupportedMedia:
        return 415;
    case ErrorCode::ReadOnly:
    case ErrorCode::Unavailable:
    case ErrorCode::Cancelled: // the server is going down: worth another try
        return 503;
    case ErrorCode::Timeout:
        return 504;
    case ErrorCode::Busy:
        return 429;
    case ErrorCode::DiskFull:
        return 507;
    case ErrorCode::Corrupt:
    case ErrorCode::NewerFormat:
    case ErrorCode::Internal:
        break;
    }
    return 500;
}

} // namespace binnacle::http

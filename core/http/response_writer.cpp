#include "core/http/response_writer.h"

#include <boost/beast/http/status.hpp>

#include <array>
#include <ctime>
#include <ostream> // Beast 1.74 needs it and does not say so

namespace binnacle::http {

namespace {

void appendValue(std::string &out, std::string_view value)
{
    for (const char c : value)
        out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
}

void appendHeader(std::string &out, std::string_view name, std::string_view value)
{
    appendValue(out, name);
    out += ": ";
    appendValue(out, value);
    out += "\r\n";
}

// RFC 9110 wants a Date from everybody who has a clock. Formatted once a second for each thread.
const std::string &httpDate()
{
    thread_local std::time_t formatted = 0;
    thread_local std::string text;
    const std::time_t now = std::time(nullptr);
    if (now != formatted) {
        std::tm parts{};
        gmtime_r(&now, &parts);
        std::array<char, 40> buffer{};
        const std::size_t length
            = std::strftime(buffer.data(), buffer.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts);
        text.assign(buffer.data(), length);
        formatted = now;
    }
    return text;
}

} // namespace

std::string responseHead(const Response &response, bool keepAlive)
{
    const auto status = static_cast<unsigned>(response.status);
    const auto reason
        = boost::beast::http::obsolete_reason(boost::beast::http::int_to_status(status));
    std::string head;
    head.reserve(256);
    head += "HTTP/1.1 ";
    head += std::to_string(status);
    head += ' ';
    head.append(reason.data(), reason.size());
    head += "\r\n";
    appendHeader(head, "Date", httpDate());
    if (!response.contentType.empty())
        appendHeader(head, "Content-Type", response.contentType);
    if (status != 204)
        appendHeader(head, "Content-Length", std::to_string(response.body.size()));
    appendHeader(head, "Connection", keepAlive ? "keep-alive" : "close");
    appendHeader(head, "Cache-Control", "no-store");
    appendHeader(head, "X-Content-Type-Options", "nosniff");
    for (const auto &[name, value] : response.headers)
        appendHeader(head, name, value);
    head += "\r\n";
    return head;
}

} // namespace binnacle::http

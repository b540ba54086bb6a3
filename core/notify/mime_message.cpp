#include "core/notify/crypto.h"
#include "core/notify/payload.h"

#include <algorithm>
#include <array>
#include <cstdio>

namespace binnacle::notify {

namespace {

constexpr std::size_t kLineLength = 76;

// What a header must never hold: a line end would begin the next header.
std::string oneLine(std::string_view text)
{
    std::string line;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        line += byte < 0x20 || byte == 0x7F ? ' ' : c;
    }
    return line;
}

bool isPlainHeader(std::string_view text)
{
    return text.find("=?") == std::string_view::npos
        && std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

// How many bytes of `text`, at most `most`, end at a character's border.
std::size_t wholeCharacters(std::string_view text, std::size_t most)
{
    if (text.size() <= most)
        return text.size();
    std::size_t end = most;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80)
        --end;
    return end == 0 ? most : end;
}

std::string folded64(std::string_view text)
{
    const std::string encoded = base64(text);
    std::string lines;
    for (std::size_t at = 0; at < encoded.size(); at += kLineLength)
        lines += encoded.substr(at, kLineLength) + "\r\n";
    return lines;
}

std::string mailboxText(const Mailbox &mailbox, std::size_t nameLength)
{
    std::string address = oneLine(mailbox.address);
    if (mailbox.name.empty())
        return address;
    std::string name = oneLine(mailbox.name);
    if (isPlainHeader(name)) {
        std::erase_if(name, [](char c) { return c == '"' || c == '\\'; });
        return '"' + name + "\" <" + address + '>';
    }
    return encodedHeader(name, nameLength) + " <" + address + '>';
}

// Within the text of a mail lines end as the operating system of the reader wants them.
std::string mailText(const std::string &text)
{
    std::string lines;
    for (const char c : text)
        lines += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return lines + "\r\n";
}

std::string_view colourOf(const RenderedMessage &message)
{
    if (message.status == MessageStatus::Resolved || message.severity == AlertSeverity::Info)
        return "#2e7d32";
    return message.severity == AlertSeverity::Critical ? "#c62828" : "#b26a00";
}

std::string htmlOf(const RenderedMessage &message)
{
    std::string html = "<!DOCTYPE html>\r\n<html><body style=\"font-family:sans-serif\">\r\n"
                       "<h2 style=\"font-size:16px;border-left:4px solid ";
    html.append(colourOf(message)).append(";padding-left:8px\">");
    html.append(escapeHtml(message.title)).append("</h2>\r\n<table cellpadding=\"4\">\r\n");
    for (const TextLine &line : message.lines) {
        if (line.label.empty())
            html += "<tr><td colspan=\"2\">" + escapeHtml(line.value) + "</td></tr>\r\n";
        else
            html += "<tr><td valign=\"top\"><b>" + escapeHtml(line.label) + "</b></td><td>"
                + escapeHtml(line.value) + "</td></tr>\r\n";
    }
    return html + "</table>\r\n</body></html>\r\n";
}

std::string part(const std::string &boundary, std::string_view type, const std::string &content)
{
    std::string text = "--" + boundary + "\r\nContent-Type: ";
    text.append(type).append("; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    return text + folded64(content);
}

} // namespace

std::string encodedHeader(std::string_view text, std::size_t nameLength)
{
    std::string line = oneLine(text);
    if (isPlainHeader(line) && nameLength + line.size() <= kLineLength)
        return line;
    // RFC 2047: encoded words of at most 75 characters, each with whole characters.
    constexpr std::string_view kOpen = "=?UTF-8?B?";
    constexpr std::string_view kClose = "?=";
    constexpr std::size_t kWord = 75 - kOpen.size() - kClose.size();
    std::string encoded;
    std::size_t used = nameLength;
    for (std::string_view rest = line; !rest.empty();) {
        const std::size_t room = used < 50 ? kWord - std::min(used, kWord) : kWord;
        const std::size_t size = wholeCharacters(rest, std::max<std::size_t>(room / 4 * 3, 6));
        if (!encoded.empty())
            encoded += "\r\n ";
        encoded.append(kOpen).append(base64(rest.substr(0, size))).append(kClose);
        rest.remove_prefix(size);
        used = 1;
    }
    return encoded;
}

std::string mailDate(Timestamp at)
{
    constexpr std::array<const char *, 7> kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char *, 12> kMonths{
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(at);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(at - day));
    std::array<char, 64> text{};
    std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000",
        kDays.at(std::chrono::weekday(day).c_encoding()), static_cast<unsigned>(date.day()),
        kMonths.at(static_cast<unsigned>(date.month()) - 1), static_cast<int>(date.year()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()));
    return text.data();
}

std::string mimeMessage(const Outgoing &outgoing)
{
    const ChannelConfig &config = outgoing.config;
    const std::string address = config.from.address.empty() ? config.smtpUser : config.from.address;
    const std::string domain
        = oneLine(address.substr(std::min(address.find('@') + 1, address.size())));
    std::string to;
    for (const Mailbox &mailbox : config.to)
        to += (to.empty() ? "" : ",\r\n ") + mailboxText(mailbox, 1);
    const std::string boundary = "binnacle-" + outgoing.deliveryKey;
    std::string mail = "From: " + mailboxText({config.from.name, address}, 6) + "\r\nTo: " + to;
    mail += "\r\nDate: " + mailDate(outgoing.at);
    mail += "\r\nMessage-ID: <" + outgoing.deliveryKey + '@' + domain + '>';
    if (!outgoing.message.dedupKey.empty()) {
        // What is about the same thing stands together in a mail program.
        const std::string thread = hex(sha256(outgoing.message.dedupKey)).substr(0, 32);
        mail += "\r\nReferences: <" + thread + '@' + domain + '>';
    }
    mail += "\r\nSubject: " + encodedHeader(outgoing.rendered.title, 9);
    mail += "\r\nAuto-Submitted: auto-generated\r\nMIME-Version: 1.0";
    mail += "\r\nContent-Type: multipart/alternative;\r\n boundary=\"" + boundary + "\"\r\n\r\n";
    mail += part(boundary, "text/plain", mailText(plainText(outgoing.rendered)));
    mail += part(boundary, "text/html", htmlOf(outgoing.rendered));
    return mail + "--" + boundary + "--\r\n";
}

} // namespace binnacle::notify

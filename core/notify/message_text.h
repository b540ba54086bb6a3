#pragma once

#include "core/domain/notification.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::notify {

// One line of what people read. A value may hold several lines.
struct TextLine
{
    std::string label; // may be empty
    std::string value;
};

// A message in words, before a channel gives it its form. Valid UTF-8 without control characters.
struct RenderedMessage
{
    std::string title;
    std::vector<TextLine> lines;
    AlertSeverity severity = AlertSeverity::Info;
    MessageStatus status = MessageStatus::Firing;
};

std::string plainText(const RenderedMessage &message); // title and "label: value", a line each

std::string_view messageStatusName(MessageStatus status); // "firing", "resolved", "info"
std::string_view emojiOf(AlertSeverity severity, MessageStatus status);

// As base/printable.h, but line ends stay and spaces around the whole go.
std::string cleanText(std::string_view text);
// At most `most` UTF-16 code units, which is what providers count; "…" at the end when cut.
std::string cutUnits(const std::string &text, std::size_t most);
std::size_t unitsOf(std::string_view text);

// Text that shows as itself and neither formats, mentions anybody nor links.
std::string escapeSlack(std::string_view text);    // & < >
std::string escapeMarkdown(std::string_view text); // DingTalk
std::string escapeLark(std::string_view text);     // lark_md of Feishu
std::string escapeHtml(std::string_view text);

} // namespace binnacle::notify

#include "core/notify/message_text.h"

#include "core/base/printable.h"

#include <QString>

#include <algorithm>
#include <array>
#include <utility>

namespace binnacle::notify {

namespace {

using Replacement = std::pair<char, std::string_view>;

template<std::size_t N>
std::string replaced(std::string_view text, const std::array<Replacement, N> &replacements)
{
    std::string result;
    result.reserve(text.size());
    for (const char c : text) {
        const auto known = std::ranges::find(replacements, c, &Replacement::first);
        if (known == replacements.end())
            result += c;
        else
            result += known->second;
    }
    return result;
}

} // namespace

std::string plainText(const RenderedMessage &message)
{
    std::string text = message.title;
    for (const TextLine &line : message.lines) {
        text += '\n';
        if (!line.label.empty())
            text.append(line.label).append(": ");
        text += line.value;
    }
    return text;
}

std::string_view messageStatusName(MessageStatus status)
{
    switch (status) {
    case MessageStatus::Firing:
        return "firing";
    case MessageStatus::Resolved:
        return "resolved";
    case MessageStatus::Info:
        break;
    }
    return "info";
}

std::string_view emojiOf(AlertSeverity severity, MessageStatus status)
{
    if (status == MessageStatus::Resolved)
        return "✅";
    switch (severity) {
    case AlertSeverity::Critical:
        return "🔴";
    case AlertSeverity::Warning:
        return "🟡";
    case AlertSeverity::Info:
        break;
    }
    return "🟢";
}

std::string cleanText(std::string_view text)
{
    std::string clean;
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        std::string_view line = text.substr(from, end - from);
        if (line.ends_with('\r'))
            line.remove_suffix(1);
        clean.append(clean.empty() ? "" : "\n").append(printable(line));
        from = end + 1;
    }
    const std::size_t last = clean.find_last_not_of(" \n");
    clean.resize(last == std::string::npos ? 0 : last + 1);
    return clean.substr(std::min(clean.find_first_not_of(" \n"), clean.size()));
}

std::string cutUnits(const std::string &text, std::size_t most)
{
    QString units = QString::fromStdString(text);
    const auto limit = static_cast<qsizetype>(most);
    if (units.size() <= limit)
        return text;
    units.truncate(std::max<qsizetype>(limit - 1, 0));
    if (!units.isEmpty() && units.back().isHighSurrogate())
        units.chop(1);
    return units.toStdString() + "…";
}

std::size_t unitsOf(std::string_view text)
{
    std::size_t units = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        units += (byte & 0xC0U) == 0x80 ? 0U : byte >= 0xF0 ? 2U : 1U;
    }
    return units;
}

std::string escapeSlack(std::string_view text)
{
    constexpr std::array<Replacement, 3> kEscapes{
        Replacement{'&', "&amp;"}, Replacement{'<', "&lt;"}, Replacement{'>', "&gt;"}};
    return replaced(text, kEscapes);
}

std::string escapeMarkdown(std::string_view text)
{
    constexpr std::array<Replacement, 9> kEscapes{Replacement{'\\', "\\\\"},
        Replacement{'`', "\\`"}, Replacement{'*', "\\*"}, Replacement{'[', "\\["},
        Replacement{']', "\\]"}, Replacement{'#', "\\#"}, Replacement{'<', "&lt;"},
        Replacement{'>', "&gt;"}, Replacement{'&', "&amp;"}};
    return replaced(text, kEscapes);
}

std::string escapeLark(std::string_view text)
{
    constexpr std::array<Replacement, 10> kEscapes{Replacement{'&', "&#38;"},
        Replacement{'<', "&#60;"}, Replacement{'>', "&#62;"}, Replacement{'*', "&#42;"},
        Replacement{'[', "&#91;"}, Replacement{']', "&#93;"}, Replacement{'`', "&#96;"},
        Replacement{'~', "&#126;"}, Replacement{'\\', "&#92;"}, Replacement{'_', "&#95;"}};
    return replaced(text, kEscapes);
}

std::string escapeHtml(std::string_view text)
{
    constexpr std::array<Replacement, 6> kEscapes{Replacement{'&', "&amp;"},
        Replacement{'<', "&lt;"}, Replacement{'>', "&gt;"}, Replacement{'"', "&quot;"},
        Replacement{'\'', "&#39;"}, Replacement{'\n', "<br>"}};
    return replaced(text, kEscapes);
}

} // namespace binnacle::notify

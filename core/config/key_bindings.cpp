#include "core/config/key_bindings.h"

#include "core/config/setting_values.h"

#include <algorithm>
#include <array>
#include <vector>

namespace binnacle::config {

namespace {

constexpr std::string_view kWindow = "window";
constexpr std::size_t kLongestSequence = 3;

constexpr std::array<std::string_view, 4> kModifiers{"ctrl+", "alt+", "shift+", "meta+"};
// Without a modifier these belong to lists, tables and text fields.
constexpr std::array<std::string_view, 10> kNeeded{
    "esc", "return", "enter", "tab", "backtab", "space", "left", "right", "up", "down"};
constexpr std::array<std::string_view, 7> kNamed{
    "home", "end", "pgup", "pgdown", "ins", "del", "backspace"};

template<std::size_t size>
bool contains(const std::array<std::string_view, size> &names, std::string_view name)
{
    return std::ranges::find(names, name) != names.end();
}

bool isFunctionKey(std::string_view name)
{
    const auto number = name.starts_with('f') ? wholeNumber(name.substr(1)) : std::nullopt;
    return number && *number >= 1 && *number <= 35;
}

// One character of UTF-8 that is visible.
bool isCharacter(std::string_view name)
{
    if (name.empty() || static_cast<unsigned char>(name.front()) <= 0x20 || name.front() == 0x7f)
        return false;
    return std::ranges::count_if(name, [](char c) { return (c & 0xC0) != 0x80; }) == 1;
}

// Empty: it is a key. `name` in lower case: "ctrl+shift+k".
std::string whyNoKey(std::string_view name)
{
    std::string_view rest = name;
    bool hasModifier = true;
    bool hasAny = false;
    while (hasModifier) {
        hasModifier = false;
        for (const std::string_view modifier : kModifiers) {
            if (rest.size() <= modifier.size() || !rest.starts_with(modifier))
                continue;
            rest.remove_prefix(modifier.size());
            hasModifier = true;
            hasAny = hasAny || modifier != "shift+";
        }
    }
    if (contains(kNeeded, rest) && (!hasAny || rest == "esc"))
        return "cannot be " + quoted(name) + ": lists and fields need it";
    if (!isCharacter(rest) && !isFunctionKey(rest) && !contains(kNamed, rest)
        && !contains(kNeeded, rest))
        return "must be keys such as Ctrl+K, F5, ? or g e, not " + quoted(name);
    return {};
}

std::vector<std::string> sequence(std::string_view keys)
{
    std::vector<std::string> result;
    const std::string text = lowered(keys);
    std::size_t from = 0;
    while (from < text.size()) {
        const std::size_t end = std::min(text.find(' ', from), text.size());
        if (end > from)
            result.push_back(text.substr(from, end - from));
        from = end + 1;
    }
    return result;
}

// The shorter one would always win.
bool collide(const std::vector<std::string> &left, const std::vector<std::string> &right)
{
    const std::size_t common = std::min(left.size(), right.size());
    return std::equal(left.begin(), left.begin() + static_cast<std::ptrdiff_t>(common),
        right.begin(), right.begin() + static_cast<std::ptrdiff_t>(common));
}

std::string_view placeOf(std::string_view command)
{
    return command.substr(0, command.find('.'));
}

bool isPlace(std::string_view place)
{
    return !place.empty()
        && std::ranges::all_of(place, [](char c) { return c >= 'a' && c <= 'z'; });
}

} // namespace

Status bindKey(KeyBindings &bindings, std::string_view command, std::string_view keys)
{
    const std::string_view place = placeOf(command);
    if (!isPlace(place) || command.size() < place.size() + 2)
        return refused("names no command: it is written window.Ctrl+K or events.y, the place and "
                       "the key that the command has by default");
    const auto wanted = sequence(keys);
    const std::size_t longest = place == kWindow ? kLongestSequence : 1;
    if (wanted.empty() || wanted.size() > longest)
        return refused(place == kWindow ? "must be one to three keys" : "must be one key");
    for (const std::string &key : wanted) {
        if (std::string why = whyNoKey(key); !why.empty())
            return refused(std::move(why));
    }
    for (const auto &[other, used] : bindings) {
        const std::string_view otherPlace = placeOf(other);
        const bool meet = otherPlace == place || otherPlace == kWindow || place == kWindow;
        if (other != command && meet && collide(wanted, sequence(used)))
            return refused("cannot be " + quoted(keys) + ": " + std::string(kKeyBindings) + other
                + " has " + quoted(used));
    }
    bindings[std::string(command)] = std::string(keys);
    return Done{};
}

} // namespace binnacle::config

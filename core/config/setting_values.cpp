#include "core/config/setting_values.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace binnacle::config {

namespace {

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

} // namespace

Error refused(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

std::string quoted(std::string_view value)
{
    return '"' + std::string(value.substr(0, 60)) + '"';
}

std::string lowered(std::string_view text)
{
    std::string result(text);
    std::transform(result.begin(), result.end(), result.begin(), lower);
    return result;
}

std::optional<std::int64_t> wholeNumber(std::string_view text)
{
    std::int64_t number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

Status setDuration(
    Duration &target, std::string_view value, std::string_view least, std::string_view most)
{
    constexpr std::size_t kLongest = 12; // what cannot overflow while it is added up
    const auto duration = value.size() <= kLongest ? parseDuration(value) : parseDuration({});
    const auto smallest = parseDuration(least);
    const auto largest = parseDuration(most);
    if (!duration || *duration < *smallest || *duration > *largest) {
        return refused("must be a duration from " + std::string(least) + " to " + std::string(most)
            + " such as 25s or 1h30m, not " + quoted(value));
    }
    target = *duration;
    return Done{};
}

Status setFlag(bool &target, std::string_view value)
{
    const std::string text = lowered(value);
    const bool yes = text == "true" || text == "yes" || text == "on" || text == "1";
    const bool no = text == "false" || text == "no" || text == "off" || text == "0";
    if (!yes && !no)
        return refused("must be true or false, not " + quoted(value));
    target = yes;
    return Done{};
}

Status setBytes(std::size_t &target, std::string_view value, std::size_t least, std::size_t most)
{
    struct Unit
    {
        std::string_view name;
        unsigned shift;
    };
    static constexpr std::array<Unit, 3> kUnits{{{"KiB", 10}, {"MiB", 20}, {"GiB", 30}}};
    unsigned shift = 0;
    std::string_view digits = value;
    for (const Unit &unit : kUnits) {
        if (!digits.ends_with(unit.name))
            continue;
        digits.remove_suffix(unit.name.size());
        shift = unit.shift;
        break;
    }
    while (digits.ends_with(' '))
        digits.remove_suffix(1);
    const auto number = wholeNumber(digits);
    constexpr std::int64_t kMost = std::int64_t{1} << 32; // times 1 GiB still fits
    const bool sane = number && *number >= 0 && *number < kMost;
    const std::uint64_t bytes = sane ? static_cast<std::uint64_t>(*number) << shift : 0;
    if (!sane || bytes < least || bytes > most) {
        return refused("must be a size from " + std::to_string(least) + " to "
            + std::to_string(most) + " bytes such as 512KiB or 16MiB, not " + quoted(value));
    }
    target = bytes;
    return Done{};
}

Status setListen(http::ServerSettings &server, std::string_view value)
{
    const std::size_t colon = value.rfind(':');
    std::string_view host = value.substr(0, colon == std::string_view::npos ? 0 : colon);
    const bool bracketed = host.starts_with('[') && host.ends_with(']');
    if (bracketed)
        host = host.substr(1, host.size() - 2);
    const bool bareV6 = !bracketed && host.find(':') != std::string_view::npos;
    if (host.empty() || bareV6 || host.find_first_of(" \t/") != std::string_view::npos)
        return refused(
            "must be ADDRESS:PORT such as 127.0.0.1:8081 or [::1]:8081, not " + quoted(value));
    std::uint16_t port = 0;
    auto status = setNumber(port, value.substr(colon + 1), 0, 65'535);
    if (!status)
        return withContext(std::move(status).error(), "the port");
    server.address = host;
    server.port = port;
    return Done{};
}

std::vector<std::string> listItems(std::string_view text)
{
    std::vector<std::string> items;
    while (!text.empty()) {
        const std::size_t comma = std::min(text.find(','), text.size());
        std::string_view item = text.substr(0, comma);
        text.remove_prefix(std::min(comma + 1, text.size()));
        while (item.starts_with(' '))
            item.remove_prefix(1);
        while (item.ends_with(' '))
            item.remove_suffix(1);
        if (!item.empty())
            items.emplace_back(item);
    }
    return items;
}

} // namespace binnacle::config

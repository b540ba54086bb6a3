#pragma once

#include "core/base/result.h"
#include "core/base/time.h"
#include "core/http/http_settings.h"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::config {

// From the text of a setting to its value. Each leaves `target` alone when it refuses; the message
// completes "<key> ...".

Error refused(std::string message);
std::string quoted(std::string_view value); // at most 60 characters of it
std::string lowered(std::string_view text); // ASCII

std::optional<std::int64_t> wholeNumber(std::string_view text);

template<typename Number>
Status setNumber(Number &target, std::string_view value, std::int64_t least, std::int64_t most)
{
    const auto number = wholeNumber(value);
    if (!number || *number < least || *number > most) {
        return refused("must be a whole number from " + std::to_string(least) + " to "
            + std::to_string(most) + ", not " + quoted(value));
    }
    target = static_cast<Number>(*number);
    return Done{};
}

Status setDuration(
    Duration &target, std::string_view value, std::string_view least, std::string_view most);
Status setFlag(bool &target, std::string_view value);
// "16MiB", "32KiB", "1GiB" or plain bytes
Status setBytes(std::size_t &target, std::string_view value, std::size_t least, std::size_t most);
// "127.0.0.1:8081", "[::1]:8081", "hub.example.com:0"
Status setListen(http::ServerSettings &server, std::string_view value);
// "a, b,c"
std::vector<std::string> listItems(std::string_view text);

} // namespace binnacle::config

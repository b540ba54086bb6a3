#pragma once

#include "core/domain/notification.h"

#include <span>
#include <string_view>

namespace binnacle::notify {

enum class KeyKind {
    Text,
    Url,
    Number,
    Flag,
    List,    // of texts; one text with commas is taken too
    Headers, // object of texts
};

// One key of a channel's configuration, contract 06 §6.1.
struct ChannelKey
{
    std::string_view name;  // snake_case, as stored
    std::string_view camel; // as also accepted
    KeyKind kind = KeyKind::Text;
    bool isRequired = false;
    bool isSecret = false; // of Headers: all values but those that say nothing, see isPublicHeader
};

// The one place that says what a type of channel can be told; in the order it is stored and shown.
std::span<const ChannelKey> channelKeys(ChannelType type);

// nullptr: there is none. `name` in either spelling.
const ChannelKey *findChannelKey(ChannelType type, std::string_view name);

bool isPublicHeader(std::string_view name); // "Content-Type", "Accept", "User-Agent"

} // namespace binnacle::notify

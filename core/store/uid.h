#pragma once

#include <string>
#include <string_view>

namespace binnacle::store {

// Uids are UUIDs nearly always: 16 bytes instead of 36 characters, in the table and in its index.
struct PackedUid
{
    std::string bytes;
    bool isPacked = false; // else `bytes` is the text itself
};

// Packs only what unpackUid gives back unchanged: lower-case hex, 8-4-4-4-12.
PackedUid packUid(std::string_view uid);
std::string unpackUid(std::string_view bytes, bool isPacked);

// The same for the 16 digits at the end of an Event's name.
std::string packHex(std::string_view digits); // "" when not all are lower-case hex
std::string unpackHex(std::string_view bytes);

} // namespace binnacle::store

#include "core/hub/command_id.h"

#include <array>
#include <cstdint>
#include <random>

namespace binnacle::hub {

CommandId makeCommandId()
{
    constexpr std::string_view kHex = "0123456789abcdef";
    std::random_device random;
    std::array<std::uint8_t, 16> bytes{};
    for (std::size_t i = 0; i < bytes.size(); i += 4) {
        const std::uint32_t word = random();
        for (std::size_t part = 0; part < 4; ++part)
            bytes.at(i + part) = static_cast<std::uint8_t>(word >> (8 * part));
    }
    bytes[6] = static_cast<std::uint8_t>((bytes[6] & 0x0f) | 0x40); // version 4
    bytes[8] = static_cast<std::uint8_t>((bytes[8] & 0x3f) | 0x80); // variant of RFC 4122

    CommandId id;
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10)
            id.value += '-';
        id.value += kHex[bytes.at(i) >> 4];
        id.value += kHex[bytes.at(i) & 0x0f];
    }
    return id;
}

Error unknownCommand(const CommandId &id)
{
    return {ErrorCode::NotFound, "no command has the id \"" + id.value.substr(0, 64) + '"'};
}

} // namespace binnacle::hub

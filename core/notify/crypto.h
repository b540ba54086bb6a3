#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace binnacle::notify {

// What signatures and sealing are made of. Bytes in std::string. Thread-safe.

std::string hmacSha256(std::string_view key, std::string_view message); // 32 bytes
std::string sha256(std::string_view bytes);                             // 32 bytes
std::string randomBytes(std::size_t count);

std::string base64(std::string_view bytes);
Result<std::string> fromBase64(std::string_view text); // padding is required
std::string hex(std::string_view bytes);               // lower case
std::string percentEncoded(std::string_view text);     // all but RFC 3986's unreserved characters

inline constexpr std::size_t kGcmKeyBytes = 32;
inline constexpr std::size_t kGcmNonceBytes = 12;
inline constexpr std::size_t kGcmTagBytes = 16;

// AES-256-GCM: ciphertext‖tag. Errors: InvalidArgument (a key or nonce of another length).
struct GcmInput
{
    std::string_view key;
    std::string_view nonce;
    std::string_view associated; // authenticated, not in the result
};
Result<std::string> gcmSeal(const GcmInput &input, std::string_view plain);
// Errors: Corrupt (not what was sealed with this key, nonce and associated data).
Result<std::string> gcmOpen(const GcmInput &input, std::string_view sealed);

} // namespace binnacle::notify

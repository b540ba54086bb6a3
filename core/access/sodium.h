#pragma once

#include <sodium.h>
#include <string>
#include <string_view>

namespace binnacle::access {

// Before the first use of libsodium; thread-safe, cheap. Without its source of randomness nothing
// here can be trusted, so the program ends.
void useSodium();

std::string randomBytes(std::size_t count);
std::string sha256(std::string_view bytes); // 32 bytes
std::string hexOf(std::string_view bytes);  // lower case

} // namespace binnacle::access

#include "core/access/sodium.h"

#include <QtGlobal>

#include <array>

namespace binnacle::access {

namespace {

const unsigned char *bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

} // namespace

void useSodium()
{
    static const bool isReady = sodium_init() >= 0;
    if (!isReady)
        qFatal("libsodium cannot be used on this machine");
}

std::string randomBytes(std::size_t count)
{
    useSodium();
    std::string bytes(count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string sha256(std::string_view bytes)
{
    useSodium();
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    crypto_hash_sha256(hash.data(), bytesOf(bytes), bytes.size());
    return {hash.begin(), hash.end()};
}

std::string hexOf(std::string_view bytes)
{
    static constexpr std::string_view kDigits = "0123456789abcdef";
    std::string hex;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        hex += kDigits[byte >> 4U];
        hex += kDigits[byte & 15U];
    }
    return hex;
}

} // namespace binnacle::access

#include "core/notify/crypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <array>
#include <cstdlib>
#include <memory>

namespace binnacle::notify {

namespace {

constexpr std::size_t kHashBytes = 32;

const unsigned char *bytesOf(std::string_view text)
{
    return reinterpret_cast<const unsigned char *>(text.data());
}

unsigned char *bytesOf(std::string &text)
{
    return reinterpret_cast<unsigned char *>(text.data());
}

struct FreeCipher
{
    void operator()(EVP_CIPHER_CTX *context) const { EVP_CIPHER_CTX_free(context); }
};
using Cipher = std::unique_ptr<EVP_CIPHER_CTX, FreeCipher>;

Status checkInput(const GcmInput &input)
{
    if (input.key.size() != kGcmKeyBytes || input.nonce.size() != kGcmNonceBytes)
        return Error{ErrorCode::InvalidArgument, "a key of 32 and a nonce of 12 bytes are needed"};
    return Done{};
}

const Error kFailed{ErrorCode::Internal, "the cryptographic library refused to work"};

} // namespace

std::string hmacSha256(std::string_view key, std::string_view message)
{
    std::string hash(kHashBytes, '\0');
    unsigned length = 0;
    // Fails for lack of memory alone; a wrong signature must not go out instead.
    if (HMAC(EVP_sha256(), key.empty() ? "" : key.data(), static_cast<int>(key.size()),
            bytesOf(message), message.size(), bytesOf(hash), &length)
        == nullptr)
        std::abort();
    return hash;
}

std::string sha256(std::string_view bytes)
{
    std::string hash(kHashBytes, '\0');
    unsigned length = 0;
    if (EVP_Digest(bytes.data(), bytes.size(), bytesOf(hash), &length, EVP_sha256(), nullptr) != 1)
        std::abort();
    return hash;
}

std::string randomBytes(std::size_t count)
{
    std::string bytes(count, '\0');
    // Without randomness a nonce could repeat, which gives the key away.
    if (RAND_bytes(bytesOf(bytes), static_cast<int>(count)) != 1)
        std::abort();
    return bytes;
}

std::string base64(std::string_view bytes)
{
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    const int length
        = EVP_EncodeBlock(bytesOf(text), bytesOf(bytes), static_cast<int>(bytes.size()));
    text.resize(static_cast<std::size_t>(length));
    return text;
}

Result<std::string> fromBase64(std::string_view text)
{
    const Error bad{ErrorCode::MalformedBody, "this is not base64"};
    constexpr std::string_view kDigits
        = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
    const std::string_view digits = text.substr(0, text.size() - padding);
    if (text.size() % 4 != 0 || digits.find_first_not_of(kDigits) != std::string_view::npos)
        return bad;
    std::string bytes(text.size() / 4 * 3, '\0');
    const int length
        = EVP_DecodeBlock(bytesOf(bytes), bytesOf(text), static_cast<int>(text.size()));
    if (length < 0)
        return bad;
    bytes.resize(static_cast<std::size_t>(length) - padding);
    return bytes;
}

std::string hex(std::string_view bytes)
{
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string text;
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        text += kDigits[byte >> 4U];
        text += kDigits[byte & 15U];
    }
    return text;
}

std::string percentEncoded(std::string_view text)
{
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    constexpr std::string_view kUnreserved
        = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    std::string encoded;
    for (const char c : text) {
        if (kUnreserved.find(c) != std::string_view::npos) {
            encoded += c;
            continue;
        }
        const auto byte = static_cast<unsigned char>(c);
        encoded += '%';
        encoded += kDigits[byte >> 4U];
        encoded += kDigits[byte & 15U];
    }
    return encoded;
}

Result<std::string> gcmSeal(const GcmInput &input, std::string_view plain)
{
    if (const Status checked = checkInput(input); !checked)
        return checked.error();
    const Cipher cipher(EVP_CIPHER_CTX_new());
    std::string sealed(plain.size() + kGcmTagBytes, '\0');
    int length = 0;
    const bool isSealed = cipher
        && EVP_EncryptInit_ex(
               cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(input.key), bytesOf(input.nonce))
            == 1
        && EVP_EncryptUpdate(cipher.get(), nullptr, &length, bytesOf(input.associated),
               static_cast<int>(input.associated.size()))
            == 1
        && EVP_EncryptUpdate(cipher.get(), bytesOf(sealed), &length, bytesOf(plain),
               static_cast<int>(plain.size()))
            == 1
        && EVP_EncryptFinal_ex(cipher.get(), bytesOf(sealed) + plain.size(), &length) == 1
        && EVP_CIPHER_CTX_ctrl(
               cipher.get(), EVP_CTRL_GCM_GET_TAG, kGcmTagBytes, bytesOf(sealed) + plain.size())
            == 1;
    if (!isSealed)
        return kFailed;
    return sealed;
}

Result<std::string> gcmOpen(const GcmInput &input, std::string_view sealed)
{
    if (const Status checked = checkInput(input); !checked)
        return checked.error();
    const Error bad{ErrorCode::Corrupt, "the sealed bytes were changed, or the key is another one"};
    if (sealed.size() < kGcmTagBytes)
        return bad;
    const std::size_t size = sealed.size() - kGcmTagBytes;
    const Cipher cipher(EVP_CIPHER_CTX_new());
    std::string plain(size + 1, '\0'); // OpenSSL takes no null pointer for nothing
    std::string tag(sealed.substr(size));
    int length = 0;
    const bool isOpen = cipher
        && EVP_DecryptInit_ex(
               cipher.get(), EVP_aes_256_gcm(), nullptr, bytesOf(input.key), bytesOf(input.nonce))
            == 1
        && EVP_DecryptUpdate(cipher.get(), nullptr, &length, bytesOf(input.associated),
               static_cast<int>(input.associated.size()))
            == 1
        && EVP_DecryptUpdate(
               cipher.get(), bytesOf(plain), &length, bytesOf(sealed), static_cast<int>(size))
            == 1
        && EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, kGcmTagBytes, tag.data()) == 1;
    if (!isOpen)
        return kFailed;
    if (EVP_DecryptFinal_ex(cipher.get(), bytesOf(plain) + size, &length) != 1) {
        OPENSSL_cleanse(plain.data(), plain.size());
        return bad;
    }
    plain.resize(size);
    return plain;
}

} // namespace binnacle::notify

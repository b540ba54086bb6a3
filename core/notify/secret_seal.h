#pragma once

#include "core/base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::access {
class SecretStore;
}

namespace binnacle::notify {

// Secrets of channels at rest, contract 06 §6.1: "enc:" + base64(nonce‖ciphertext‖tag) with
// AES-256-GCM, a random nonce each and the channel's number as associated data, so that one cannot
// be moved to another channel. Thread-safe once open.
class SecretSeal
{
public:
    // The key is kept in `store` as "notify.key", or without one in `<directory>/notify.key`, for
    // its owner's eyes only; it is made at the first use. With a store the file's key moves there.
    // Errors: Corrupt (the key is not one), PermissionDenied, Unavailable, those of the store.
    static Result<SecretSeal> open(const std::string &directory, access::SecretStore *store);

    ~SecretSeal();
    SecretSeal(SecretSeal &&) noexcept = default;
    SecretSeal &operator=(SecretSeal &&) noexcept = default;
    SecretSeal(const SecretSeal &) = delete;
    SecretSeal &operator=(const SecretSeal &) = delete;

    Result<std::string> seal(std::int64_t channel, std::string_view secret) const;
    // Errors: Corrupt.
    Result<std::string> unseal(std::int64_t channel, std::string_view sealed) const;
    static bool isSealed(std::string_view text) { return text.starts_with("enc:"); }

private:
    explicit SecretSeal(std::vector<std::string> keys);

    std::vector<std::string> m_keys; // the first seals; the others were used before
};

} // namespace binnacle::notify

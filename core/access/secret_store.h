#pragma once

#include "core/access/password_hash.h"
#include "core/base/result.h"

#include <memory>
#include <string>

namespace binnacle::access {

// Secrets that must be readable again: passwords of metrics endpoints, of channels. Blocking, not
// on the GUI or core thread. Thread-safe.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    // Errors: NotFound, Unavailable (the keychain is locked or gone), Corrupt, Unauthenticated
    // (wrong passphrase).
    virtual Result<std::string> read(const std::string &name) = 0;
    virtual Status write(const std::string &name, const std::string &secret) = 0;
    virtual Status remove(const std::string &name) = 0;
    virtual std::string description() const = 0; // "the keychain of this desktop", "a sealed file"
};

// A file sealed with a passphrase: Argon2id for the key, XChaCha20-Poly1305 for each change of the
// whole content, replaced atomically, for the owner's eyes only. Opening one that is there checks
// the passphrase; `cost` is for a new one. A bit that fell over is told (Corrupt) from a wrong
// passphrase, unless it is one of those the key is made from.
Result<std::unique_ptr<SecretStore>> openSealedFile(
    const std::string &file, const std::string &passphrase, const PasswordCost &cost = {});

} // namespace binnacle::access

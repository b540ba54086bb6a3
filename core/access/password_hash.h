#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace binnacle::access {

// What one check of a password costs. The defaults take 100–400 ms on a desktop; tests lower them.
struct PasswordCost
{
    std::size_t memoryBytes = std::size_t{64} << 20;
    unsigned passes = 3;
};

// Argon2id in the tagged text form of the PHC string format, parameters and salt included.
Result<std::string> hashPassword(std::string_view password, const PasswordCost &cost);
// False for a hash that is empty or not ours, too.
bool verifyPassword(std::string_view hash, std::string_view password);
// Whether the hash was made more cheaply than `cost`.
bool needsRehash(const std::string &hash, const PasswordCost &cost);

// 12 to 256 characters and none of the passwords that everybody tries first. Errors:
// InvalidArgument.
Status checkPassword(std::string_view password, std::string_view username);

} // namespace binnacle::access

#pragma once

#include "core/base/time.h"
#include "core/domain/principal.h"

#include <cstdint>
#include <string>
#include <vector>

namespace binnacle {

// A person, or the local owner of a desktop workspace. Passwords never leave core/access.
struct User
{
    std::int64_t id = 0;
    std::string username; // [a-z0-9._-]{1,64}, unique
    std::string displayName;
    std::string email;
    Role role = Role::Viewer;
    AccessScope scope;
    bool isEnabled = true;
    bool hasPassword = false; // the local owner may have none: it cannot log in over the network
    Timestamp createdAt{};
    Timestamp updatedAt{};
    Timestamp lastLoginAt{};
    std::string lastLoginAddress;
};

struct NewUser
{
    std::string username;
    std::string displayName;
    std::string email;
    std::string password; // 12 characters or more; not one of the common ones
    Role role = Role::Viewer;
    AccessScope scope;
};

// Opaque, 256 random bits, stored as SHA-256 only.
struct Token
{
    enum class Kind { Session = 1, ApiKey = 2 };

    std::int64_t id = 0;
    std::int64_t userId = 0;
    Kind kind = Kind::Session;
    std::string name;
    std::vector<std::string> permissions; // "METHOD /path/prefix"; empty: all of the role
    Timestamp createdAt{};
    Timestamp expiresAt{}; // unknown: never
    Timestamp lastUsedAt{};
};

struct NewToken
{
    std::int64_t userId = 0;
    std::string name;
    std::vector<std::string> permissions;
    Timestamp expiresAt{};
};

// The secret is told once and never again.
struct CreatedToken
{
    Token token;
    std::string secret; // "bnk_…"
};

} // namespace binnacle

#pragma once

#include "core/base/result.h"
#include "core/kube/api_access.h"

#include <chrono>
#include <string>

namespace binnacle::kube {

// The token of an access. One from a file is read again each minute: the cluster renews it there
// long before the old one ends. One thread.
class BearerToken
{
public:
    // `access` must outlive this.
    explicit BearerToken(const ApiAccess &access);

    // Empty when there is none. While the file cannot be read, the last token stays. Errors:
    // NotFound, InvalidArgument (a file that holds no token).
    Result<std::string> current();

    // It was refused: reads the file at the next question. False when that changes nothing.
    bool forget();

private:
    const ApiAccess &m_access;
    std::string m_token;
    std::chrono::steady_clock::time_point m_readAgainAt{};
};

} // namespace binnacle::kube

#pragma once

#include "core/kube/api_access.h"
#include "core/kube/api_transport.h"

#include <cstddef>
#include <memory>

namespace binnacle::kube {

struct ApiClientSettings
{
    ApiAccess access;
    Duration timeout{30'000}; // of one request
    std::size_t answerLimit = 32U << 20;
};

// HTTPS to one API server with libcurl over a connection that is kept. Verifies the certificate,
// follows no redirect, uses no proxy of the environment, asks for no passphrase. Requests that
// change something travel over a fresh connection, because a kept one that the server just closed
// would make libcurl send them twice.
//
// A request that was refused unread is sent again within its budget: 429 after Retry-After, and
// once after 401 when the token comes from a file that rotated meanwhile.
//
// One thread at a time.
class ApiClient final : public ApiTransport
{
public:
    explicit ApiClient(ApiClientSettings settings);
    ~ApiClient() override;
    ApiClient(const ApiClient &) = delete;
    ApiClient &operator=(const ApiClient &) = delete;

    Result<std::string> send(const ApiRequest &request, const CallBudget &budget) override;

private:
    struct Transfer;
    std::unique_ptr<Transfer> m_transfer;
};

// What an answer that is no 2xx means: the message of the Status object in its body when there is
// one. For tests and api_client.cpp.
Error errorOfAnswer(long status, const std::string &body);

} // namespace binnacle::kube

#pragma once

#include "core/base/result.h"

#include <memory>
#include <string>
#include <string_view>

namespace binnacle::collect {
class HttpExchange;
}

namespace binnacle::ctl {

struct GatewayOptions
{
    std::string url;    // "http://127.0.0.1:8080"
    std::string token;  // "bnk_…"
    std::string caFile; // empty: the certificates that the system trusts
};

// Speaks with a gateway, contract 05. Blocking. Paths are below /api/v2 and encoded; what comes
// back is the body of a good answer, else the error that the gateway told.
class GatewayClient
{
public:
    // Errors: InvalidArgument (no address of a gateway, no token).
    static Result<GatewayClient> create(GatewayOptions options);
    GatewayClient(GatewayClient &&) noexcept;
    ~GatewayClient();

    Result<std::string> get(const std::string &path);
    Result<std::string> post(const std::string &path, const std::string &body);
    Result<std::string> put(const std::string &path, const std::string &body);
    Result<std::string> remove(const std::string &path);

private:
    explicit GatewayClient(GatewayOptions options);
    Result<std::string> send(
        const std::string &method, const std::string &path, const std::string *body);

    std::string m_base;
    std::unique_ptr<collect::HttpExchange> m_exchange;
};

// For values in a URL's query.
std::string percentEncoded(std::string_view text);

} // namespace binnacle::ctl

#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <cstddef>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace binnacle::collect {

struct ExchangeSettings
{
    std::string bearerToken;
    std::string caFile; // empty: the system's
    Duration timeout{5'000};
    std::size_t answerLimit = 64U << 20;
};

struct HttpAnswer
{
    long status = 0;
    std::string contentType;
    std::string body;
};

// Requests to one endpoint, http or https, over a connection that is kept. Follows no redirect and
// sends the token nowhere else. Blocking; one thread at a time.
class HttpExchange
{
public:
    explicit HttpExchange(ExchangeSettings settings);
    ~HttpExchange();
    HttpExchange(const HttpExchange &) = delete;
    HttpExchange &operator=(const HttpExchange &) = delete;

    // `headers`: "Accept: text/plain". Errors: Unavailable, Timeout, TooLarge, PermissionDenied
    // (certificate), MalformedBody (cut off), Cancelled. Any status is an answer.
    Result<HttpAnswer> get(
        const std::string &url, const std::vector<std::string> &headers, std::stop_token stop);
    Result<HttpAnswer> post(const std::string &url, const std::vector<std::string> &headers,
        const std::string &body, std::stop_token stop);
    // Any other method, "DELETE"; `body` may be null.
    Result<HttpAnswer> request(const std::string &method, const std::string &url,
        const std::vector<std::string> &headers, const std::string *body, std::stop_token stop);

private:
    struct Transfer;
    Result<HttpAnswer> send(const std::string &url, const std::vector<std::string> &headers,
        const std::string *body, std::stop_token stop);

    std::unique_ptr<Transfer> m_transfer;
};

// http or https, without blanks or control characters. Errors: InvalidArgument.
Status checkUrl(const std::string &url);

} // namespace binnacle::collect

#pragma once

#include "core/base/result.h"
#include "core/base/time.h"

#include <algorithm>
#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>

namespace binnacle::kube {

struct ApiRequest
{
    std::string method = "GET";
    std::string path; // escaped, with the query: "/api/v1/pods?limit=200"
    std::string body;
    std::string contentType; // of the body
    std::string accept = "application/json";
};

// The end of an error's message when the API server may have done what it was asked: the request
// went out and no answer came. Never of reads.
inline constexpr std::string_view kInDoubt = "; whether it took effect is not known";

// How long something may still take, all its requests together, and who may end it.
struct CallBudget
{
    std::chrono::steady_clock::time_point until = std::chrono::steady_clock::time_point::max();
    std::stop_token stop;

    static CallBudget of(Duration duration, std::stop_token stop = {})
    {
        return {std::chrono::steady_clock::now() + duration, std::move(stop)};
    }
    // At least 1 ms, at most `longest`.
    Duration left(Duration longest) const
    {
        const auto now = std::chrono::steady_clock::now();
        if (until - now >= longest)
            return longest;
        return std::max(Duration{1}, std::chrono::duration_cast<Duration>(until - now));
    }
};

// Asks the API server.
class ApiTransport
{
public:
    virtual ~ApiTransport() = default;

    // The body of a 2xx answer; anything else is an error with the sentence of the API server:
    // NotFound (404), PermissionDenied (403 and certificates), Unauthenticated (401), Conflict
    // (409), InvalidArgument (400, 422), Busy (429), Timeout, TooLarge, MalformedBody, Cancelled,
    // Unavailable. Blocks.
    virtual Result<std::string> send(const ApiRequest &request, const CallBudget &budget) = 0;
};

} // namespace binnacle::kube

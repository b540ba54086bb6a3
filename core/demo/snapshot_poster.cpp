#include "core/demo/snapshot_poster.h"

#include "core/codec/gzip.h"

#include <algorithm>

namespace binnacle::demo {

namespace {

constexpr auto kLoopback = "127.0.0.1";
constexpr Duration kFirstBackOff{200};
constexpr Duration kLongestBackOff{2'000};
constexpr Duration kAnswerTimeout{30'000}; // a day of increments takes a while to store
constexpr int kAttempts = 6;

// Busy is a state that passes; everything else about a request stays wrong.
bool isWorthAnotherTry(const Result<http::ClientResponse> &response)
{
    if (!response)
        return response.error().code == ErrorCode::Unavailable
            || response.error().code == ErrorCode::Timeout;
    return response->status == 429 || response->status == 503;
}

} // namespace

SnapshotPoster::SnapshotPoster(std::uint16_t port, std::string_view cluster)
    : m_cluster(cluster)
    , m_client(kLoopback, port)
{}

Status SnapshotPoster::post(const std::string &json, const std::stop_token &stop)
{
    const http::ClientRequest request{.method = "POST",
        .target = "/agent/snapshot",
        .headers = {{"X-Cluster-ID", std::string(m_cluster)}, {"Content-Type", "application/json"},
            {"Content-Encoding", "gzip"}},
        .body = codec::deflateGzip(json),
        .timeout = kAnswerTimeout};
    Duration backOff = kFirstBackOff;
    for (int attempt = 1;; ++attempt) {
        const auto response = m_client.send(request);
        if (response && (response->status == 200 || response->status == 202))
            return Done{};
        if (!isWorthAnotherTry(response) || attempt == kAttempts) {
            if (!response)
                return withContext(response.error(), "post a snapshot");
            return Error{ErrorCode::Unavailable,
                "post a snapshot: the listener answered " + std::to_string(response->status)};
        }
        if (!pause(stop, backOff))
            return Error{ErrorCode::Cancelled, "post a snapshot: stopped"};
        backOff = std::min(backOff * 2, kLongestBackOff);
    }
}

bool SnapshotPoster::pause(const std::stop_token &stop, Duration duration)
{
    std::unique_lock lock(m_mutex);
    m_pause.wait_for(lock, stop, duration, [] { return false; });
    return !stop.stop_requested();
}

} // namespace binnacle::demo

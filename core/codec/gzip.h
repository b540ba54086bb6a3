#pragma once

#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace binnacle::codec {

// Limits of reliability: a small body must not become a large one.
struct InflateLimits
{
    std::size_t bytes = 128U << 20; // of output
    std::size_t ratio = 200;        // output : input, looked at once output exceeds ratioFloor
    std::size_t ratioFloor = 1U << 20;
};

// Starts with the magic bytes 1f 8b.
bool looksLikeGzip(std::string_view bytes);

// The content of a gzip body of one or more members (RFC 1952 allows concatenation). Memory is
// bounded by `limits.bytes` whatever the body claims about itself. Errors: MalformedBody (broken,
// truncated, wrong checksum, bytes after the end), TooLarge (a limit was hit).
//
// The result has simdjson's padding reserved behind its end, see json_limits.h.
// Thread-safe.
Result<std::string> inflateGzip(std::string_view body, const InflateLimits &limits = {});
// The same into memory that is used again: for large bodies, the system's work of mapping and
// clearing new memory costs a third of inflating. What `content` held is lost, also with an error.
Status inflateGzipInto(
    std::string &content, std::string_view body, const InflateLimits &limits = {});

// Quick takes less time and leaves more bytes, for answers that somebody waits for.
enum class GzipEffort { Usual, Quick };
// One gzip member. For our own agents, answers, exports and tests.
std::string deflateGzip(std::string_view content, GzipEffort effort = GzipEffort::Usual);

} // namespace binnacle::codec

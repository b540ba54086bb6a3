#pragma once

#include <string>
#include <string_view>

namespace binnacle {

// Callers branch on these; anything finer belongs in the message. Each has a stable name (see
// stableCode) that users may search for, so members are never renamed, only added.
enum class ErrorCode {
    InvalidArgument,  // the caller's input is wrong: a filter, a field, a parameter
    MalformedBody,    // bytes that are not what they claim to be; the message names the byte
    TooLarge,         // one of the limits of the design was hit; the message names it
    UnsupportedMedia, // a content type or encoding we do not read
    Unauthenticated,
    PermissionDenied,
    NotFound,
    Conflict,
    ReadOnly, // somebody else holds the workspace for writing
    DiskFull,
    Corrupt,     // stored bytes are not what we wrote
    NewerFormat, // written by a later version of Binnacle
    Unavailable, // try again later
    Timeout,
    Busy, // too many of these for now; the message says when to try again
    Cancelled,
    Internal,
};

// The message is English UTF-8, one sentence that says what failed and what can be done. The UI
// shows it beside a translated headline, see ui/widgets/error_text.h.
struct Error
{
    ErrorCode code = ErrorCode::Internal;
    std::string message;
};

// "BN-INPUT", "BN-DISK-FULL": what users search for and scripts compare. Never changes.
std::string_view stableCode(ErrorCode code);

// "connection refused" -> "load events: connection refused"
[[nodiscard]] Error withContext(Error error, std::string_view doing);

} // namespace binnacle

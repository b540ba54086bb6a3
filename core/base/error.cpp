#include "core/base/error.h"

namespace binnacle {

std::string_view stableCode(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return "BN-INPUT";
    case ErrorCode::MalformedBody:
        return "BN-MALFORMED";
    case ErrorCode::TooLarge:
        return "BN-LIMIT";
    case ErrorCode::UnsupportedMedia:
        return "BN-MEDIA";
    case ErrorCode::Unauthenticated:
        return "BN-AUTH";
    case ErrorCode::PermissionDenied:
        return "BN-FORBIDDEN";
    case ErrorCode::NotFound:
        return "BN-NOT-FOUND";
    case ErrorCode::Conflict:
        return "BN-CONFLICT";
    case ErrorCode::ReadOnly:
        return "BN-READ-ONLY";
    case ErrorCode::DiskFull:
        return "BN-DISK-FULL";
    case ErrorCode::Corrupt:
        return "BN-CORRUPT";
    case ErrorCode::NewerFormat:
        return "BN-NEWER-FORMAT";
    case ErrorCode::Unavailable:
        return "BN-UNAVAILABLE";
    case ErrorCode::Timeout:
        return "BN-TIMEOUT";
    case ErrorCode::Busy:
        return "BN-BUSY";
    case ErrorCode::Cancelled:
        return "BN-CANCELLED";
    case ErrorCode::Internal:
        return "BN-INTERNAL";
    }
    return "BN-INTERNAL";
}

Error withContext(Error error, std::string_view doing)
{
    error.message.insert(0, ": ").insert(0, doing);
    return error;
}

} // namespace binnacle

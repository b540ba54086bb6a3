#pragma once

#include "core/base/result.h"

#include <QtGlobal>

#include <utility>

namespace binnacle::test {

// Ends the test program when what must be there for the test is an error.
template<typename T>
T need(Result<T> result)
{
    if (!result)
        qFatal("%s", result.error().message.c_str());
    return *std::move(result);
}

// Why there is no result; Internal, which no test asks for, when there is one.
ErrorCode codeOf(const auto &result)
{
    return result ? ErrorCode::Internal : result.error().code;
}

} // namespace binnacle::test

#pragma once

#include "core/gateway/gateway.h"
#include "core/gateway/route.h"
#include "core/store/reader_pool.h"
#include "core/store/workspace.h"

#include <functional>
#include <utility>

namespace binnacle::gateway {

// Reads something of the store on a reader thread and goes on with it there, or tells the caller
// why not.
template<typename T>
void withStored(const Call &call, std::function<Result<T>(store::Connection &)> read,
    std::function<void(T)> then)
{
    call.parts.workspace.readers().post(
        [answer = call.answer, read = std::move(read), then = std::move(then)](
            store::Connection &connection) {
            Result<T> found = read(connection);
            if (!found)
                return answer(http::failure(found.error()));
            then(*std::move(found));
        },
        [answer = call.answer](const Error &error) { answer(http::failure(error)); });
}

} // namespace binnacle::gateway

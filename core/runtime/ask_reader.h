#pragma once

#include "core/base/result.h"
#include "core/store/reader_pool.h"

#include <future>
#include <memory>
#include <utility>

namespace binnacle::runtime {

// Runs a question on a reader thread and waits for its answer: for threads that may wait and are no
// readers themselves.
template<typename T, typename Question>
Result<T> askReader(store::ReaderPool &readers, Question question)
{
    auto promise = std::make_shared<std::promise<Result<T>>>();
    std::future<Result<T>> answer = promise->get_future();
    readers.post([promise, question = std::move(question)](
                     store::Connection &connection) { promise->set_value(question(connection)); },
        [promise](const Error &error) { promise->set_value(error); });
    return answer.get();
}

} // namespace binnacle::runtime

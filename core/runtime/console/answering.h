#pragma once

#include "core/console/console_types.h"
#include "core/store/reader_pool.h"

#include <QFuture>
#include <QPromise>

#include <memory>
#include <utility>

namespace binnacle::runtime {

// Runs a question that gives a shared value on a reader thread; the future finishes there.
template<typename T, typename Question>
console::Answer<T> answerShared(store::ReaderPool &readers, Question question)
{
    using Given = Result<std::shared_ptr<const T>>;
    const auto promise = std::make_shared<QPromise<Given>>();
    promise->start();
    const auto give = [promise](Given given) {
        promise->addResult(std::move(given));
        promise->finish();
    };
    readers.post([give, question = std::move(question)](
                     store::Connection &connection) { give(question(connection)); },
        [give](const Error &error) { give(error); });
    return promise->future();
}

// Likewise for a question that gives a plain value.
template<typename T, typename Question>
console::Answer<T> answer(store::ReaderPool &readers, Question question)
{
    using Given = Result<std::shared_ptr<const T>>;
    return answerShared<T>(
        readers, [question = std::move(question)](store::Connection &connection) {
            Result<T> found = question(connection);
            return found ? Given(std::make_shared<const T>(*std::move(found)))
                         : Given(found.error());
        });
}

// A future and the function that finishes it, once, on any thread.
template<typename T>
auto makeAnswer()
{
    using Given = Result<std::shared_ptr<const T>>;
    const auto promise = std::make_shared<QPromise<Given>>();
    promise->start();
    return std::pair(promise->future(), [promise](Result<T> given) {
        promise->addResult(
            given ? Given(std::make_shared<const T>(*std::move(given))) : Given(given.error()));
        promise->finish();
    });
}

} // namespace binnacle::runtime

#pragma once

#include "core/store/reader_pool.h"
#include "tests/support/wait_for.h"

#include <utility>

namespace binnacle::test {

// What `job`, which gets a store::Connection, gives back; runs on a reader thread. Ends the test
// program when the store cannot be opened.
template<typename Job>
auto readWith(store::ReaderPool &readers, const Job &job)
{
    using Answer = decltype(job(std::declval<store::Connection &>()));
    return waitFor<Answer>([&](auto done) {
        readers.post([&job, done](store::Connection &connection) { done(job(connection)); },
            [](const Error &error) { qFatal("open reader: %s", error.message.c_str()); });
    });
}

} // namespace binnacle::test

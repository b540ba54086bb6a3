#pragma once

#include "tests/support/results.h"

#include <future>
#include <memory>
#include <utility>

namespace binnacle::test {

// Blocks until what is answered on another thread is there; `ask` gets the callback to pass on:
//   waitFor<Result<User>>([&](auto done) { access.addUser(who, user, done); })
template<typename Answer = Status, typename Ask>
Answer waitFor(const Ask &ask)
{
    // Shared: this may return, and the promise go, before set_value() does.
    auto promise = std::make_shared<std::promise<Answer>>();
    auto answer = promise->get_future();
    ask([promise](Answer value) { promise->set_value(std::move(value)); });
    return answer.get();
}

} // namespace binnacle::test

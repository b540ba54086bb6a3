#pragma once

#include "core/base/clock.h"
#include "core/domain/predicate.h"
#include "core/query/completion.h"

#include <memory>
#include <string_view>
#include <vector>

namespace binnacle::store {
class ReaderPool;
}

namespace binnacle::runtime {

// Values of event fields for completion, without waiting for a store of millions: the most frequent
// ones are read in the background and answered from memory for half a minute. Thread-safe.
class EventValues
{
public:
    EventValues(store::ReaderPool &readers, const Clock &clock); // must outlive this
    ~EventValues();

    // Waits a few milliseconds at most, then tells what is there.
    std::vector<query::Suggestion> of(
        EventField field, std::string_view prefix, std::size_t limit) const;

private:
    struct State;
    store::ReaderPool &m_readers;
    const Clock &m_clock;
    std::shared_ptr<State> m_state;
};

} // namespace binnacle::runtime

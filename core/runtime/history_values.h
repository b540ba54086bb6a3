#pragma once

#include "core/base/clock.h"
#include "core/base/worker_pool.h"
#include "core/domain/ids.h"
#include "core/query/completion.h"
#include "core/query/execution/world.h"
#include "core/query/schema.h"

#include <condition_variable>
#include <cstddef>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::runtime {

// Values of fields of alerts, commands, the audit, service levels and calls, for completion without
// waiting for the store: those of lately, most frequent first, are read in the background and
// answered from memory for half a minute. Asks nobody for rights. Thread-safe.
class HistoryValues
{
public:
    // Whether the values of a source come from here.
    static bool has(query::SourceId source);

    HistoryValues(query::World &world, const Clock &clock); // must outlive this
    ~HistoryValues();                                       // cancels what is being read
    HistoryValues(const HistoryValues &) = delete;
    HistoryValues &operator=(const HistoryValues &) = delete;

    // Waits a few milliseconds at most, then tells what is there. Of all clusters when `cluster` is
    // empty.
    std::vector<query::Suggestion> of(query::SourceId source, FieldId field,
        std::string_view prefix, std::size_t limit, const ClusterId &cluster);

private:
    struct Value
    {
        std::string text; // as it is, not as a query spells it
        std::string detail;
    };
    using FieldValues = std::vector<std::vector<Value>>; // by FieldId
    using Key = std::pair<query::SourceId, std::string>;
    struct Entry
    {
        FieldValues values;
        Duration readAt{};
        bool isThere = false;
        bool isReading = false;
    };

    static std::vector<Value> numbersOf(const std::vector<Alert> &alerts);
    void read(const Key &key);
    FieldValues valuesOf(const Key &key) const;
    void makeRoom();

    query::World &m_world;
    const Clock &m_clock;
    std::stop_source m_stopping;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::map<Key, Entry> m_entries; // guarded by m_mutex
    WorkerPool m_reading{1};        // last: finishes first
};

} // namespace binnacle::runtime

#include "core/runtime/event_values.h"

#include "core/query/filter_printer.h"
#include "core/query/words.h"
#include "core/store/event_repository.h"
#include "core/store/reader_pool.h"

#include <array>
#include <chrono>
#include <condition_variable>
#include <mutex>

namespace binnacle::runtime {

namespace {

constexpr Duration kFresh{30'000};
constexpr std::chrono::milliseconds kWait{12}; // of the 20 ms a completion may take
constexpr int kMostValues = 2'000;
constexpr auto kFields = static_cast<std::size_t>(EventField::Text) + 1;

} // namespace

struct EventValues::State
{
    struct Entry
    {
        std::vector<store::EventReader::ValueCount> values;
        Duration readAt{};
        bool isThere = false;
        bool isReading = false;
    };
    std::mutex mutex;
    std::condition_variable changed;
    std::array<Entry, kFields> entries; // guarded by mutex
};

EventValues::EventValues(store::ReaderPool &readers, const Clock &clock)
    : m_readers(readers)
    , m_clock(clock)
    , m_state(std::make_shared<State>())
{}

EventValues::~EventValues() = default;

std::vector<query::Suggestion> EventValues::of(
    EventField field, std::string_view prefix, std::size_t limit) const
{
    const auto place = static_cast<std::size_t>(field);
    std::unique_lock lock(m_state->mutex);
    State::Entry &entry = m_state->entries[place];
    const Duration now = m_clock.elapsed();
    if (!entry.isReading && (!entry.isThere || now - entry.readAt > kFresh)) {
        entry.isReading = true;
        m_readers.post(
            [state = m_state, field, place, now](store::Connection &connection) {
                // No values is a fine answer to a failing store; the query itself reports it.
                auto values = store::EventReader(connection).values(field, {}, kMostValues);
                const std::scoped_lock inner(state->mutex);
                State::Entry &read = state->entries[place];
                read.isReading = false;
                read.isThere = values.has_value();
                read.readAt = now;
                if (values)
                    read.values = *std::move(values);
                state->changed.notify_all();
            },
            [state = m_state, place](const Error &) {
                const std::scoped_lock inner(state->mutex);
                state->entries[place].isReading = false;
                state->changed.notify_all();
            });
    }
    m_state->changed.wait_for(lock, kWait, [&entry] { return entry.isThere || !entry.isReading; });
    std::vector<query::Suggestion> suggestions;
    for (const auto &[value, events] : entry.values) {
        if (suggestions.size() == limit)
            break;
        if (query::startsWithIgnoringCase(value, prefix))
            suggestions.push_back(
                {.text = query::quoteValue(value), .detail = std::to_string(events)});
    }
    return suggestions;
}

} // namespace binnacle::runtime

#pragma once

#include "core/console/console_types.h"
#include "core/domain/event_query.h"

#include <cstddef>
#include <limits>
#include <memory>
#include <span>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace binnacle::ui {

EventKey keyOf(const console::EventIndexRow &row);
EventKey keyOf(const ClusterEvent &event);
console::EventIndexRow indexRowOf(const ClusterEvent &event);

struct EventRowChange;

// Which event stands in which row, newest first: 16 bytes a row. The rows of the answer that
// filled it are shared with the feed, in chunks; only a chunk that changes is copied, so live rows
// may come and go anywhere without moving a million others.
class EventRowMap
{
public:
    EventRowMap() = default;
    explicit EventRowMap(std::shared_ptr<const console::EventIndex> rows);

    std::size_t size() const { return m_starts.empty() ? 0 : m_starts.back(); }
    bool isEmpty() const { return size() == 0; }
    // No number was ever larger here: a larger one is a new event.
    EventRowId maxId() const { return m_maxId; }
    // REQUIRES: position < size()
    const console::EventIndexRow &at(std::size_t position) const;

    // The first position whose key is not newer than `key`; size() when all are newer.
    std::size_t positionOf(const EventKey &key) const;
    // Positions of those ids, as far as they are here, ascending; looks from the newest row on and
    // stops when all are found.
    std::vector<std::size_t> find(std::unordered_set<EventRowId> ids, std::size_t from = 0) const;

    void insert(std::size_t position, std::span<const console::EventIndexRow> rows);
    void remove(std::size_t position, std::size_t count);
    void apply(const EventRowChange &change);

private:
    using Rows = std::span<const console::EventIndexRow>;
    struct Chunk
    {
        Rows shared; // into m_base while `own` is empty
        std::vector<console::EventIndexRow> own;

        Rows rows() const { return own.empty() ? shared : Rows(own); }
    };
    struct Place
    {
        std::size_t chunk = 0;
        std::size_t offset = 0;
    };

    Place place(std::size_t position) const; // position == size(): behind the last row
    void renumber();

    std::shared_ptr<const console::EventIndex> m_base;
    std::vector<Chunk> m_chunks; // none is empty
    EventRowId m_maxId = 0;
    std::vector<std::size_t> m_starts; // first position of each chunk, then the size
};

// What it takes to turn one row map into another.
struct EventRowChange
{
    struct Range
    {
        std::size_t position = 0;
        std::size_t count = 0;
    };
    std::vector<Range> removed;                   // in old positions, ascending
    std::vector<console::EventIndexRow> inserted; // newest first
    // Old key -> new key of those that are both removed and inserted.
    std::unordered_map<EventRowId, EventKey> moved;

    bool isEmpty() const { return removed.empty() && inserted.empty(); }
};

// New rows that stand side by side in `rows`, in front of the row at `position`.
struct EventRowPiece
{
    std::size_t position = 0;
    std::span<const console::EventIndexRow> rows;
};
std::vector<EventRowPiece> piecesOf(
    std::span<const console::EventIndexRow> inserted, const EventRowMap &rows);

// Older than every event: `newest` is the whole answer.
inline constexpr EventKey kNoFloor{std::numeric_limits<std::int64_t>::min(), 1};

// `newest` is every match from `floor` (included) to the newest, newest first; rows older than
// `floor` are kept, except those that turn up again in `newest`.
EventRowChange changeTo(
    std::span<const console::EventIndexRow> newest, const EventKey &floor, const EventRowMap &rows);

} // namespace binnacle::ui

#include "ui/events/event_row_map.h"

#include <algorithm>
#include <iterator>

namespace binnacle::ui {

namespace {

constexpr std::size_t kChunkRows = 4096;

} // namespace

EventKey keyOf(const console::EventIndexRow &row)
{
    return {row.lastMs, row.id()};
}

EventKey keyOf(const ClusterEvent &event)
{
    return {toEpochMs(event.last), event.id};
}

console::EventIndexRow indexRowOf(const ClusterEvent &event)
{
    return {toEpochMs(event.last), event.id * 2 + (event.type == EventType::Warning ? 1 : 0)};
}

EventRowMap::EventRowMap(std::shared_ptr<const console::EventIndex> rows)
    : m_base(std::move(rows))
{
    const Rows all(*m_base);
    for (std::size_t at = 0; at < all.size(); at += kChunkRows)
        m_chunks.push_back({all.subspan(at, std::min(kChunkRows, all.size() - at)), {}});
    for (const console::EventIndexRow &row : all)
        m_maxId = std::max(m_maxId, row.id());
    renumber();
}

const console::EventIndexRow &EventRowMap::at(std::size_t position) const
{
    const Place at = place(position);
    return m_chunks[at.chunk].rows()[at.offset];
}

EventRowMap::Place EventRowMap::place(std::size_t position) const
{
    if (m_chunks.empty())
        return {};
    const auto next = std::upper_bound(m_starts.begin(), std::prev(m_starts.end()), position);
    const auto chunk = static_cast<std::size_t>(std::distance(m_starts.begin(), next)) - 1;
    return {chunk, position - m_starts[chunk]};
}

std::size_t EventRowMap::positionOf(const EventKey &key) const
{
    std::size_t low = 0;
    std::size_t high = size();
    while (low < high) {
        const std::size_t middle = low + (high - low) / 2;
        if (keyOf(at(middle)) > key)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

std::vector<std::size_t> EventRowMap::find(
    std::unordered_set<EventRowId> ids, std::size_t from) const
{
    std::vector<std::size_t> found;
    const Place first = place(from);
    for (std::size_t chunk = first.chunk; chunk < m_chunks.size() && !ids.empty(); ++chunk) {
        const Rows rows = m_chunks[chunk].rows();
        for (std::size_t i = chunk == first.chunk ? first.offset : 0; i < rows.size(); ++i) {
            if (ids.erase(rows[i].id()) != 0)
                found.push_back(m_starts[chunk] + i);
        }
    }
    return found;
}

void EventRowMap::insert(std::size_t position, std::span<const console::EventIndexRow> rows)
{
    if (rows.empty())
        return;
    for (const console::EventIndexRow &row : rows)
        m_maxId = std::max(m_maxId, row.id());
    if (m_chunks.empty()) {
        m_chunks.emplace_back();
        renumber();
    }
    const Place at = place(position);
    const Rows old = m_chunks[at.chunk].rows();
    std::vector<console::EventIndexRow> merged;
    merged.reserve(old.size() + rows.size());
    merged.insert(merged.end(), old.begin(), old.begin() + static_cast<std::ptrdiff_t>(at.offset));
    merged.insert(merged.end(), rows.begin(), rows.end());
    merged.insert(merged.end(), old.begin() + static_cast<std::ptrdiff_t>(at.offset), old.end());

    if (merged.size() <= 2 * kChunkRows) {
        m_chunks[at.chunk].own = std::move(merged);
    } else {
        std::vector<Chunk> pieces;
        for (std::size_t i = 0; i < merged.size(); i += kChunkRows) {
            const auto begin = merged.begin() + static_cast<std::ptrdiff_t>(i);
            const auto length = std::min(kChunkRows, merged.size() - i);
            pieces.push_back({{}, {begin, begin + static_cast<std::ptrdiff_t>(length)}});
        }
        const auto hole = m_chunks.begin() + static_cast<std::ptrdiff_t>(at.chunk);
        m_chunks.insert(m_chunks.erase(hole), std::make_move_iterator(pieces.begin()),
            std::make_move_iterator(pieces.end()));
    }
    renumber();
}

void EventRowMap::remove(std::size_t position, std::size_t count)
{
    while (count > 0) {
        const Place at = place(position);
        Chunk &chunk = m_chunks[at.chunk];
        const Rows rows = chunk.rows();
        const std::size_t here = std::min(count, rows.size() - at.offset);
        if (here == rows.size()) {
            m_chunks.erase(m_chunks.begin() + static_cast<std::ptrdiff_t>(at.chunk));
        } else if (at.offset == 0 && chunk.own.empty()) {
            chunk.shared = rows.subspan(here);
        } else if (at.offset + here == rows.size() && chunk.own.empty()) {
            chunk.shared = rows.first(at.offset);
        } else {
            if (chunk.own.empty())
                chunk.own.assign(rows.begin(), rows.end());
            const auto first = chunk.own.begin() + static_cast<std::ptrdiff_t>(at.offset);
            chunk.own.erase(first, first + static_cast<std::ptrdiff_t>(here));
        }
        renumber();
        count -= here;
    }
}

void EventRowMap::renumber()
{
    m_starts.clear();
    m_starts.reserve(m_chunks.size() + 1);
    std::size_t start = 0;
    for (const Chunk &chunk : m_chunks) {
        m_starts.push_back(start);
        start += chunk.rows().size();
    }
    m_starts.push_back(start);
}

std::vector<EventRowPiece> piecesOf(
    std::span<const console::EventIndexRow> inserted, const EventRowMap &rows)
{
    std::vector<EventRowPiece> pieces;
    std::size_t begin = 0;
    while (begin < inserted.size()) {
        const std::size_t position = rows.positionOf(keyOf(inserted[begin]));
        std::size_t end = begin + 1;
        if (position == rows.size()) {
            end = inserted.size();
        } else {
            while (end < inserted.size() && keyOf(inserted[end]) > keyOf(rows.at(position)))
                ++end;
        }
        pieces.push_back({position, inserted.subspan(begin, end - begin)});
        begin = end;
    }
    return pieces;
}

void EventRowMap::apply(const EventRowChange &change)
{
    for (auto range = change.removed.rbegin(); range != change.removed.rend(); ++range)
        remove(range->position, range->count);
    const std::vector<EventRowPiece> pieces = piecesOf(change.inserted, *this);
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece)
        insert(piece->position, piece->rows);
}

namespace {

void addRemoved(EventRowChange &change, std::size_t position)
{
    if (!change.removed.empty()) {
        EventRowChange::Range &last = change.removed.back();
        if (last.position + last.count == position) {
            ++last.count;
            return;
        }
    }
    change.removed.push_back({position, 1});
}

} // namespace

EventRowChange changeTo(
    std::span<const console::EventIndexRow> newest, const EventKey &floor, const EventRowMap &rows)
{
    EventRowChange change;
    std::unordered_set<EventRowId> removedIds;
    const std::size_t covered = rows.isEmpty() ? 0 : rows.positionOf({floor.lastMs, floor.id - 1});
    std::size_t i = 0;
    std::size_t j = 0;
    while (i < covered || j < newest.size()) {
        const bool takeOld
            = j == newest.size() || (i < covered && keyOf(rows.at(i)) > keyOf(newest[j]));
        const bool takeNew = !takeOld && (i == covered || keyOf(newest[j]) > keyOf(rows.at(i)));
        if (takeOld) {
            removedIds.insert(rows.at(i).id());
            addRemoved(change, i++);
        } else if (takeNew) {
            change.inserted.push_back(newest[j++]);
        } else {
            ++i;
            ++j;
        }
    }

    std::unordered_set<EventRowId> unexplained;
    for (const console::EventIndexRow &row : change.inserted) {
        if (removedIds.contains(row.id()))
            change.moved.emplace(row.id(), keyOf(row));
        else if (covered < rows.size() && row.id() <= rows.maxId())
            unexplained.insert(row.id());
    }
    if (unexplained.empty())
        return change;
    for (const std::size_t position : rows.find(std::move(unexplained), covered)) {
        const EventRowId id = rows.at(position).id();
        const auto now = std::ranges::find(change.inserted, id, &console::EventIndexRow::id);
        change.moved.emplace(id, keyOf(*now));
        addRemoved(change, position);
    }
    return change;
}

} // namespace binnacle::ui

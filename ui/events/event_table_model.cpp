#include "ui/events/event_table_model.h"

#include "ui/widgets/table_style.h"
#include "ui/widgets/time_selection.h"

#include <algorithm>

namespace binnacle::ui {

namespace {

constexpr std::size_t kCachedBlocks = 32; // 8 192 events are about 7 MB
constexpr std::size_t kMostPieces = 16;   // more of them cost a view more than one new layout
constexpr std::size_t kMostSingleRows = 1024;
constexpr int kPrefetchRows = 96;

int toInt(std::size_t value)
{
    return static_cast<int>(value);
}

} // namespace

EventTableModel::EventTableModel(
    console::EventFeed &feed, const TimeSelection &time, QObject *parent)
    : QAbstractTableModel(parent)
    , m_time(time)
    , m_texts(kCachedBlocks * EventPageLoader::kBlockRows)
    , m_loader(feed, [this](int block) { return missingIds(block); })
{
    connect(&m_loader, &EventPageLoader::loaded, this, &EventTableModel::accept);
    connect(&m_loader, &EventPageLoader::failed, this, [this](const Error &error) {
        emit failed(error);
        retimed(); // a repaint asks again
    });
}

void EventTableModel::restart(std::shared_ptr<const console::Events> newest)
{
    beginResetModel();
    m_loader.restart();
    m_gone.clear();
    m_texts.clear();
    auto rows = std::make_shared<console::EventIndex>();
    rows->reserve(newest->size());
    std::ranges::transform(*newest, std::back_inserter(*rows), indexRowOf);
    m_rows = EventRowMap(std::move(rows));
    m_texts.add(std::move(newest));
    endResetModel();
}

void EventTableModel::showAll(const std::shared_ptr<const console::EventIndex> &all)
{
    const std::span<const console::EventIndexRow> rows(*all);
    if (m_rows.isEmpty() && rows.empty())
        return;
    // First what changed down to the oldest row here; all that is left then follows behind it.
    const bool isStart = m_rows.size() <= EventPageLoader::kBlockRows;
    const EventKey floor
        = isStart && !m_rows.isEmpty() ? keyOf(m_rows.at(m_rows.size() - 1)) : kNoFloor;
    const auto covered = std::ranges::partition_point(
        rows, [&](const console::EventIndexRow &row) { return keyOf(row) >= floor; });
    const auto count = static_cast<std::size_t>(std::distance(rows.begin(), covered));
    if (!m_rows.isEmpty())
        apply(changeTo(rows.first(count), floor, m_rows));
    const std::size_t missing = rows.size() - m_rows.size();
    if (missing > 0) {
        beginInsert(m_rows.size(), missing);
        m_rows = EventRowMap(all);
        endInsertRows();
    } else {
        m_rows = EventRowMap(all); // the same rows, without the chunks that were copied
    }
}

bool EventTableModel::merge(const std::shared_ptr<const console::Events> &newest, bool thatIsAll)
{
    const bool meets = std::ranges::any_of(*newest, [this](const ClusterEvent &event) {
        const std::size_t position = m_rows.positionOf(keyOf(event));
        return position < m_rows.size() && m_rows.at(position).id() == event.id;
    });
    if (!meets && !thatIsAll)
        return false;
    console::EventIndex rows;
    std::ranges::transform(*newest, std::back_inserter(rows), indexRowOf);
    addTexts(newest);
    apply(changeTo(rows, thatIsAll ? kNoFloor : keyOf(newest->back()), m_rows));
    return true;
}

void EventTableModel::addTexts(const std::shared_ptr<const console::Events> &newest)
{
    const auto changed = m_texts.addChanged(*newest);
    for (const ClusterEvent &event : *changed) {
        const std::size_t position = m_rows.positionOf(keyOf(event));
        if (position < m_rows.size() && m_rows.at(position).id() == event.id) {
            const int row = rowAt(position);
            emit dataChanged(index(row, 0), index(row, EventColumns::ColumnCount - 1));
        }
    }
}

std::size_t EventTableModel::newerThanShown(const console::Events &newest) const
{
    if (m_rows.isEmpty())
        return newest.size();
    return static_cast<std::size_t>(std::ranges::count_if(newest,
        [top = keyOf(m_rows.at(0))](const ClusterEvent &event) { return keyOf(event) > top; }));
}

void EventTableModel::retimed()
{
    if (const int last = rowCount() - 1; last >= 0)
        emit dataChanged(index(0, 0), index(last, EventColumns::ColumnCount - 1));
}

void EventTableModel::setVisibleRows(int first, int last)
{
    const bool down = first >= m_firstVisible;
    m_firstVisible = first;
    const int ahead = down ? last + kPrefetchRows : first - kPrefetchRows;
    const int edge = down ? last : first;
    if (ahead < 0 || ahead >= rowCount() || edge < 0
        || ahead / EventPageLoader::kBlockRows == edge / EventPageLoader::kBlockRows)
        return;
    m_loader.prefetch(ahead / EventPageLoader::kBlockRows);
}

int EventTableModel::rowOf(EventRowId id) const
{
    const std::vector<std::size_t> found = m_rows.find({id});
    return found.empty() ? -1 : rowAt(found.front());
}

int EventTableModel::rowOf(const EventKey &key) const
{
    if (m_rows.isEmpty())
        return -1;
    return rowAt(std::min(m_rows.positionOf(key), m_rows.size() - 1));
}

EventKey EventTableModel::keyAt(int row) const
{
    return keyOf(m_rows.at(positionOf(row)));
}

const ClusterEvent *EventTableModel::eventAt(int row) const
{
    return m_texts.find(m_rows.at(positionOf(row)).id());
}

int EventTableModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : toInt(m_rows.size());
}

int EventTableModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : EventColumns::ColumnCount;
}

QVariant EventTableModel::data(const QModelIndex &at, int role) const
{
    if (!checkIndex(at, CheckIndexOption::IndexIsValid))
        return {};
    if (role == Qt::TextAlignmentRole) {
        const bool isNumber = at.column() == EventColumns::Count;
        return QVariant(
            Qt::Alignment((isNumber ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter));
    }
    const bool isType = at.column() == EventColumns::Type; // its word has the glyph's colour
    if (role == CellToneRole)
        return isType ? QVariant() : QVariant(static_cast<int>(EventColumns::tone(at.column())));
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole && role < Qt::UserRole)
        return {}; // roles of the layout must not look anything up
    const console::EventIndexRow &row = m_rows.at(positionOf(at.row()));
    if (role == CellStatusRole && !isType)
        return {};
    if (role == CellStatusRole)
        return static_cast<int>(row.isWarning() ? StatusKind::Warning : StatusKind::Neutral);
    const ClusterEvent *event = m_texts.find(row.id());
    if (!event)
        return knownData(row, at.column(), role);
    switch (role) {
    case Qt::DisplayRole:
        return EventColumns::cellText(*event, at.column(), m_time);
    case Qt::ToolTipRole:
        return EventColumns::toolTip(*event, at.column(), m_time);
    case EventRole:
        return QVariant::fromValue(*event);
    case IdRole:
        return qint64{row.id()};
    case TypeRole:
        return static_cast<int>(event->type);
    case MissingRole:
        return false;
    default:
        return {};
    }
}

QVariant EventTableModel::knownData(const console::EventIndexRow &row, int column, int role) const
{
    const EventType type = row.isWarning() ? EventType::Warning : EventType::Normal;
    if (role == IdRole)
        return qint64{row.id()};
    if (role == TypeRole)
        return static_cast<int>(type);
    if (role == MissingRole)
        return true;
    if (role != EventRole && role != Qt::DisplayRole)
        return {};
    const bool isGone = m_gone.contains(row.id());
    if (!isGone)
        m_loader.want(rowAt(m_rows.positionOf(keyOf(row))) / EventPageLoader::kBlockRows);
    if (role == EventRole)
        return {};
    if (column == EventColumns::LastSeen)
        return m_time.timeText(fromEpochMs(row.lastMs));
    if (column == EventColumns::Type)
        return EventColumns::typeText(type);
    if (isGone)
        return column == EventColumns::Message ? tr("No longer kept: deleted by retention")
                                               : QString();
    return QString(QChar(0x2026));
}

QVariant EventTableModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return orientation == Qt::Horizontal ? EventColumns::headerData(section, role) : QVariant();
}

void EventTableModel::sort(int column, Qt::SortOrder order)
{
    const bool oldestFirst = order == Qt::AscendingOrder;
    if (column != EventColumns::LastSeen || oldestFirst == m_oldestFirst)
        return;
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    m_oldestFirst = oldestFirst;
    const QModelIndexList old = persistentIndexList();
    QModelIndexList now = old;
    for (QModelIndex &at : now)
        at = index(rowCount() - 1 - at.row(), at.column());
    changePersistentIndexList(old, now);
    emit layoutChanged({}, VerticalSortHint);
}

std::size_t EventTableModel::positionOf(int row) const
{
    const auto at = static_cast<std::size_t>(row);
    return m_oldestFirst ? m_rows.size() - 1 - at : at;
}

int EventTableModel::rowAt(std::size_t position) const
{
    return toInt(m_oldestFirst ? m_rows.size() - 1 - position : position);
}

std::vector<EventRowId> EventTableModel::missingIds(int block) const
{
    std::vector<EventRowId> ids;
    const int first = block * EventPageLoader::kBlockRows;
    const int end = std::min(first + EventPageLoader::kBlockRows, rowCount());
    for (int row = first; row < end; ++row) {
        const EventRowId id = m_rows.at(positionOf(row)).id();
        if (!m_texts.contains(id) && !m_gone.contains(id))
            ids.push_back(id);
    }
    return ids;
}

void EventTableModel::accept(
    const std::shared_ptr<const console::Events> &events, const std::vector<EventRowId> &asked)
{
    m_texts.add(events);
    int first = rowCount();
    int last = -1;
    const auto cover = [&](std::size_t position) {
        first = std::min(first, rowAt(position));
        last = std::max(last, rowAt(position));
    };
    for (const ClusterEvent &event : *events) {
        const std::size_t position = m_rows.positionOf(keyOf(event));
        if (position < m_rows.size() && m_rows.at(position).id() == event.id)
            cover(position);
    }
    std::unordered_set<EventRowId> gone;
    if (events->size() < asked.size()) {
        std::ranges::copy_if(asked, std::inserter(gone, gone.end()),
            [this](EventRowId id) { return !m_texts.contains(id); });
    }
    std::ranges::for_each(m_rows.find(gone), cover);
    m_gone.merge(gone);
    if (first <= last)
        emit dataChanged(index(first, 0), index(last, EventColumns::ColumnCount - 1));
}

void EventTableModel::apply(const EventRowChange &change)
{
    if (change.isEmpty())
        return;
    emit aboutToMerge();
    const bool inSteps = change.inserted.size() <= kMostSingleRows && !holdsMoved(change)
        && change.removed.size() + piecesOf(change.inserted, m_rows).size() <= kMostPieces;
    if (inSteps)
        applyInSteps(change);
    else
        applyAsLayout(change);
    emit merged();
}

// A row that somebody holds on to, by selection or as the current one, takes them along.
bool EventTableModel::holdsMoved(const EventRowChange &change) const
{
    if (change.moved.empty())
        return false;
    const QModelIndexList held = persistentIndexList();
    return std::ranges::any_of(held, [&](const QModelIndex &at) {
        return change.moved.contains(m_rows.at(positionOf(at.row())).id());
    });
}

void EventTableModel::applyInSteps(const EventRowChange &change)
{
    for (auto range = change.removed.rbegin(); range != change.removed.rend(); ++range) {
        beginRemove(range->position, range->count);
        m_rows.remove(range->position, range->count);
        endRemoveRows();
    }
    const std::vector<EventRowPiece> pieces = piecesOf(change.inserted, m_rows);
    for (auto piece = pieces.rbegin(); piece != pieces.rend(); ++piece) {
        beginInsert(piece->position, piece->rows.size());
        m_rows.insert(piece->position, piece->rows);
        endInsertRows();
    }
}

// Any number of rows with three signals: grow at the end, rearrange, shrink at the end.
void EventTableModel::applyAsLayout(const EventRowChange &change)
{
    EventRowMap next = m_rows;
    next.apply(change);
    const std::size_t before = m_rows.size();
    if (next.size() > before) {
        const std::size_t more = next.size() - before;
        beginInsert(before, more);
        m_rows.insert(before, std::span(change.inserted).last(more));
        endInsertRows();
    }
    console::EventIndex surplus;
    for (const EventRowChange::Range &range : change.removed) {
        for (std::size_t i = 0; i < range.count && next.size() + surplus.size() < before; ++i)
            surplus.push_back(m_rows.at(range.position + i));
    }
    EventRowMap arranged = next;
    arranged.insert(next.size(), surplus);
    emit layoutAboutToBeChanged();
    rearrange(change, std::move(arranged), next);
    emit layoutChanged();
    if (!surplus.empty()) {
        beginRemove(next.size(), surplus.size());
        m_rows = std::move(next);
        endRemoveRows();
    }
}

void EventTableModel::rearrange(
    const EventRowChange &change, EventRowMap arranged, const EventRowMap &next)
{
    const QModelIndexList old = persistentIndexList();
    std::vector<console::EventIndexRow> held;
    for (const QModelIndex &at : old)
        held.push_back(m_rows.at(positionOf(at.row())));
    m_rows = std::move(arranged);
    QModelIndexList now;
    for (std::size_t i = 0; i < held.size(); ++i) {
        const auto moved = change.moved.find(held[i].id());
        const EventKey key = moved == change.moved.end() ? keyOf(held[i]) : moved->second;
        const std::size_t position = next.positionOf(key);
        const bool isHere = position < next.size() && next.at(position).id() == held[i].id();
        now.append(isHere ? index(rowAt(position), old[toInt(i)].column()) : QModelIndex());
    }
    changePersistentIndexList(old, now);
}

void EventTableModel::beginInsert(std::size_t position, std::size_t count)
{
    const std::size_t first = m_oldestFirst ? m_rows.size() - position : position;
    beginInsertRows({}, toInt(first), toInt(first + count - 1));
}

void EventTableModel::beginRemove(std::size_t position, std::size_t count)
{
    const std::size_t first = m_oldestFirst ? m_rows.size() - position - count : position;
    beginRemoveRows({}, toInt(first), toInt(first + count - 1));
}

} // namespace binnacle::ui

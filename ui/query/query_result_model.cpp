#include "ui/query/query_result_model.h"

#include "ui/query/query_text.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/time_selection.h"

#include <algorithm>
#include <numeric>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

QueryResultModel::QueryResultModel(const TimeSelection &time, QObject *parent)
    : QAbstractTableModel(parent)
    , m_time(time)
{
    connect(&time, &TimeSelection::changed, this, [this] { // the zone of times
        if (rowCount() > 0)
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    });
}

void QueryResultModel::setResult(std::shared_ptr<const QueryResult> result)
{
    beginResetModel();
    m_result = std::move(result);
    const std::size_t rows = m_result ? m_result->rows.size() : 0;
    m_order.resize(rows);
    std::iota(m_order.begin(), m_order.end(), 0);
    m_marks.assign(rows, false);
    m_markCount = 0;
    m_sortColumn = -1;
    m_sortOrder = Qt::AscendingOrder;
    endResetModel();
    emit marksChanged();
}

const QueryValue &QueryResultModel::value(int row, int column) const
{
    return cell(resultRow(row), column);
}

const QueryValue &QueryResultModel::cell(std::size_t resultRow, int column) const
{
    static const QueryValue unknown;
    const std::vector<QueryValue> &cells = m_result->rows[resultRow];
    const auto at = static_cast<std::size_t>(column);
    return at < cells.size() ? cells[at] : unknown;
}

const QueryRowSubject *QueryResultModel::subject(int row) const
{
    const std::size_t at = resultRow(row);
    return at < m_result->subjects.size() ? &m_result->subjects[at] : nullptr;
}

void QueryResultModel::setMarked(int row, bool isMarked)
{
    const std::size_t at = resultRow(row);
    if (m_marks[at] == isMarked)
        return;
    m_marks[at] = isMarked;
    m_markCount += isMarked ? 1 : -1;
    emit dataChanged(index(row, 0), index(row, columnCount() - 1));
    emit marksChanged();
}

void QueryResultModel::clearMarks()
{
    if (m_markCount == 0)
        return;
    std::fill(m_marks.begin(), m_marks.end(), false);
    m_markCount = 0;
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    emit marksChanged();
}

std::vector<std::size_t> QueryResultModel::markedRows() const
{
    std::vector<std::size_t> rows;
    for (std::size_t at = 0; at < m_marks.size(); ++at) {
        if (m_marks[at])
            rows.push_back(at);
    }
    return rows;
}

int QueryResultModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_order.size());
}

int QueryResultModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() || !m_result ? 0 : static_cast<int>(m_result->columns.size());
}

QString QueryResultModel::text(const QModelIndex &index) const
{
    const QueryColumn &column = m_result->columns[static_cast<std::size_t>(index.column())];
    const QString shown = queryCellText(value(index.row(), index.column()), column.type, m_time);
    // Marked rows say so by a sign and not by colour alone.
    return index.column() == 0 && isMarked(index.row()) ? u"✓ "_s + shown : shown;
}

QString QueryResultModel::tooltip(const QModelIndex &index) const
{
    const QueryColumn &column = m_result->columns[static_cast<std::size_t>(index.column())];
    const QueryValue &shown = value(index.row(), index.column());
    if (column.type != FieldType::Time || isUnknown(shown))
        return {};
    const Timestamp at = fromEpochMs(static_cast<std::int64_t>(queryNumber(shown)));
    return tr("%1 · %2 ago", "an instant and its age")
        .arg(m_time.dateTimeText(at), ageText(at, systemNow()));
}

QVariant QueryResultModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const QueryColumn &column = m_result->columns[static_cast<std::size_t>(index.column())];
    switch (role) {
    case Qt::DisplayRole:
        return text(index);
    case Qt::ToolTipRole: {
        const QString about = tooltip(index);
        return about.isEmpty() ? QVariant() : about;
    }
    case CellStatusRole:
        if (const auto status = queryStatus(column, value(index.row(), index.column())))
            return static_cast<int>(*status);
        return {};
    case CellToneRole:
        if (isMarked(index.row()))
            return static_cast<int>(Tone::Link);
        if (const auto tone = queryTone(column, value(index.row(), index.column())))
            return static_cast<int>(*tone);
        return {};
    default:
        return {};
    }
}

QVariant QueryResultModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || !m_result || section < 0 || section >= columnCount())
        return {};
    const QueryColumn &column = m_result->columns[static_cast<std::size_t>(section)];
    if (role == Qt::DisplayRole)
        return toText(column.name);
    if (role == Qt::TextAlignmentRole && isQuantity(column.type))
        return QVariant(Qt::AlignRight | Qt::AlignVCenter);
    if (role == Qt::ToolTipRole)
        return fieldTypeText(column.type);
    return {};
}

void QueryResultModel::sort(int column, Qt::SortOrder order)
{
    if (column >= columnCount() || (column == m_sortColumn && order == m_sortOrder))
        return;
    emit layoutAboutToBeChanged({}, VerticalSortHint);
    m_sortColumn = column;
    m_sortOrder = order;
    const QModelIndexList before = persistentIndexList();
    const std::vector<std::size_t> old = m_order;
    std::iota(m_order.begin(), m_order.end(), 0);
    if (column >= 0) {
        const bool descends = order == Qt::DescendingOrder;
        std::ranges::stable_sort(m_order, [&](std::size_t a, std::size_t b) {
            const QueryValue &left = cell(a, column);
            const QueryValue &right = cell(b, column);
            if (isUnknown(left) || isUnknown(right))
                return !isUnknown(left) && isUnknown(right);
            const int compared = compareQueryValues(left, right);
            return descends ? compared > 0 : compared < 0;
        });
    }
    std::vector<int> places(m_order.size());
    for (std::size_t row = 0; row < m_order.size(); ++row)
        places[m_order[row]] = static_cast<int>(row);
    QModelIndexList after;
    for (const QModelIndex &was : before)
        after += index(places[old[static_cast<std::size_t>(was.row())]], was.column());
    changePersistentIndexList(before, after);
    emit layoutChanged({}, VerticalSortHint);
}

} // namespace binnacle::ui

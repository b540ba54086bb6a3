#pragma once

#include "core/domain/query_result.h"

#include <QAbstractTableModel>

#include <memory>
#include <vector>

namespace binnacle::ui {

class TimeSelection;

// The rows of a result, put into words only when a cell is painted. Sorting reorders row numbers;
// the result itself is shared and never copied.
class QueryResultModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    explicit QueryResultModel(const TimeSelection &time, QObject *parent = nullptr);

    void setResult(std::shared_ptr<const QueryResult> result); // null: nothing
    const std::shared_ptr<const QueryResult> &result() const { return m_result; }

    // REQUIRES below: the row exists.
    std::size_t resultRow(int row) const { return m_order[static_cast<std::size_t>(row)]; }
    const QueryValue &value(int row, int column) const;
    const QueryRowSubject *subject(int row) const; // null: the rows are sums

    void setMarked(int row, bool isMarked);
    bool isMarked(int row) const { return m_marks[resultRow(row)]; }
    void clearMarks();
    std::vector<std::size_t> markedRows() const; // indexes into result()->rows
    int markCount() const { return m_markCount; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    // By a column of the result; -1: as the query has it. Unknown values stand last either way.
    void sort(int column, Qt::SortOrder order) override;

signals:
    void marksChanged();

private:
    const QueryValue &cell(std::size_t resultRow, int column) const;
    QString text(const QModelIndex &index) const;
    QString tooltip(const QModelIndex &index) const;

    const TimeSelection &m_time;
    std::shared_ptr<const QueryResult> m_result;
    std::vector<std::size_t> m_order;
    std::vector<bool> m_marks; // by row of the result
    int m_markCount = 0;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
};

} // namespace binnacle::ui

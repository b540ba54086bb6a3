#pragma once

#include <QAbstractTableModel>
#include <QSet>
#include <QString>

#include <algorithm>
#include <utility>
#include <vector>

namespace binnacle::ui {

// A table over a small list that is replaced often. New lists are compared by key, so selection and
// scroll position survive; there is never a reset. `Row` has `QString key() const` and ==.
template<typename Row>
class KeyedTableModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<Row> rows)
    {
        removeMissing(rows);
        for (int i = 0; i < static_cast<int>(rows.size()); ++i)
            place(i, std::move(rows[static_cast<std::size_t>(i)]));
    }

    const std::vector<Row> &rows() const { return m_rows; }
    int rowOf(const QString &key) const
    {
        const auto it = std::ranges::find(m_rows, key, &Row::key);
        return it == m_rows.end() ? -1 : static_cast<int>(it - m_rows.begin());
    }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        return cell(m_rows[static_cast<std::size_t>(index.row())], index.column(), role);
    }

protected:
    virtual QVariant cell(const Row &row, int column, int role) const = 0;

private:
    void removeMissing(const std::vector<Row> &rows)
    {
        QSet<QString> wanted;
        for (const Row &row : rows)
            wanted.insert(row.key());
        for (int i = static_cast<int>(m_rows.size()) - 1; i >= 0; --i) {
            if (wanted.contains(m_rows[static_cast<std::size_t>(i)].key()))
                continue;
            beginRemoveRows({}, i, i);
            m_keys.remove(m_rows[static_cast<std::size_t>(i)].key());
            m_rows.erase(m_rows.begin() + i);
            endRemoveRows();
        }
    }

    void place(int at, Row row)
    {
        const QString key = row.key();
        // Searching is the last resort: thousands of rows come and stay in their order.
        const bool isInPlace = at < static_cast<int>(m_rows.size())
            && m_rows[static_cast<std::size_t>(at)].key() == key;
        const int now = isInPlace ? at : m_keys.contains(key) ? rowOf(key) : -1;
        if (now < 0) {
            m_keys.insert(key);
            beginInsertRows({}, at, at);
            m_rows.insert(m_rows.begin() + at, std::move(row));
            endInsertRows();
            return;
        }
        if (now != at) {
            // Rows before `at` are in place already, so the row can only come from below.
            beginMoveRows({}, now, now, {}, at);
            std::rotate(m_rows.begin() + at, m_rows.begin() + now, m_rows.begin() + now + 1);
            endMoveRows();
        }
        Row &current = m_rows[static_cast<std::size_t>(at)];
        if (current == row)
            return;
        current = std::move(row);
        emit dataChanged(index(at, 0), index(at, columnCount() - 1));
    }

    std::vector<Row> m_rows;
    QSet<QString> m_keys; // of m_rows
};

} // namespace binnacle::ui

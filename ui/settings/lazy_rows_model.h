#pragma once

#include <QAbstractTableModel>

#include <cstdint>
#include <functional>
#include <iterator>
#include <utility>
#include <vector>

namespace binnacle::ui {

// A table over a long list of which a page is fetched when somebody scrolls to its end. The owner
// asks for the page and hands it over with append().
template<typename Row>
class LazyRowsModel : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;
    using Ask = std::function<void(std::int64_t offset)>;

    void setAsk(Ask ask) { m_ask = std::move(ask); }

    // Another question: what is shown stays until its first page is here.
    void restart()
    {
        m_isRestarting = true;
        m_isAsking = false;
        askNext(0);
    }

    void append(std::vector<Row> rows, std::int64_t total)
    {
        m_isAsking = false;
        m_total = total;
        if (m_isRestarting) {
            m_isRestarting = false;
            beginResetModel();
            m_rows = std::move(rows);
            endResetModel();
            return;
        }
        if (rows.empty()) { // fewer than there were: nothing more to come
            m_total = static_cast<std::int64_t>(m_rows.size());
            return;
        }
        const int first = static_cast<int>(m_rows.size());
        beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
        std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
        endInsertRows();
    }

    void failed() { m_isAsking = false; } // asked again by the next scroll

    const std::vector<Row> &rows() const { return m_rows; }
    std::int64_t total() const { return m_total; }

    int rowCount(const QModelIndex &parent = {}) const override
    {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }
    bool canFetchMore(const QModelIndex &parent) const override
    {
        return !parent.isValid() && !m_isAsking && !m_isRestarting
            && static_cast<std::int64_t>(m_rows.size()) < m_total;
    }
    void fetchMore(const QModelIndex &parent) override
    {
        if (canFetchMore(parent))
            askNext(static_cast<std::int64_t>(m_rows.size()));
    }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!checkIndex(index, CheckIndexOption::IndexIsValid))
            return {};
        return cell(m_rows[static_cast<std::size_t>(index.row())], index.column(), role);
    }

protected:
    virtual QVariant cell(const Row &row, int column, int role) const = 0;

    // All cells anew: how they are written has changed.
    void rewrite()
    {
        if (!m_rows.empty())
            emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
    }

private:
    void askNext(std::int64_t offset)
    {
        m_isAsking = true;
        if (m_ask)
            m_ask(offset);
    }

    Ask m_ask;
    std::vector<Row> m_rows;
    std::int64_t m_total = 0;
    bool m_isAsking = false;
    bool m_isRestarting = false;
};

} // namespace binnacle::ui

#include "ui/commands/command_history_model.h"

#include <QHash>

#include <algorithm>
#include <iterator>
#include <utility>

namespace binnacle::ui {

void CommandHistoryModel::restart(std::vector<CommandRow> rows, bool hasMore)
{
    beginResetModel();
    m_rows = std::move(rows);
    m_hasMore = hasMore;
    m_isAsking = false;
    endResetModel();
}

void CommandHistoryModel::mergeNewest(std::vector<CommandRow> rows)
{
    QHash<QString, int> known;
    // The newest page can only overlap the beginning.
    const int looked = static_cast<int>(std::min(m_rows.size(), rows.size()));
    for (int at = 0; at < looked; ++at)
        known.insert(m_rows[static_cast<std::size_t>(at)].key(), at);
    std::vector<CommandRow> added;
    for (CommandRow &row : rows) {
        const auto found = known.constFind(row.key());
        if (found == known.constEnd()) {
            const bool isNewer = m_rows.empty()
                || row.entry.record.command.createdAt
                    >= m_rows.front().entry.record.command.createdAt;
            if (isNewer)
                added.push_back(std::move(row));
            continue;
        }
        CommandRow &current = m_rows[static_cast<std::size_t>(*found)];
        if (current == row)
            continue;
        current = std::move(row);
        emit dataChanged(index(*found, 0), index(*found, CommandColumnCount - 1));
    }
    if (added.empty())
        return;
    beginInsertRows({}, 0, static_cast<int>(added.size()) - 1);
    m_rows.insert(m_rows.begin(), std::make_move_iterator(added.begin()),
        std::make_move_iterator(added.end()));
    endInsertRows();
}

void CommandHistoryModel::append(std::vector<CommandRow> rows, bool hasMore)
{
    m_hasMore = hasMore && !rows.empty();
    if (rows.empty()) {
        m_isAsking = false;
        return;
    }
    const int first = static_cast<int>(m_rows.size());
    beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
    std::move(rows.begin(), rows.end(), std::back_inserter(m_rows));
    m_isAsking = false; // not before: whoever is told of the rows may ask for more
    endInsertRows();
}

int CommandHistoryModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
}

int CommandHistoryModel::columnCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : CommandColumnCount;
}

QVariant CommandHistoryModel::data(const QModelIndex &index, int role) const
{
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    return commandCell(m_rows[static_cast<std::size_t>(index.row())], index.column(), role);
}

QVariant CommandHistoryModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    return commandHeader(section, orientation, role);
}

bool CommandHistoryModel::canFetchMore(const QModelIndex &parent) const
{
    return !parent.isValid() && m_hasMore && !m_isAsking && !m_rows.empty();
}

void CommandHistoryModel::fetchMore(const QModelIndex &parent)
{
    if (!canFetchMore(parent) || !m_ask)
        return;
    m_isAsking = true;
    m_ask(m_rows.back().entry.record.command.createdAt);
}

} // namespace binnacle::ui

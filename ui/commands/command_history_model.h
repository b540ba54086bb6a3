#pragma once

#include "ui/commands/command_rows.h"

#include <QAbstractTableModel>

#include <functional>
#include <vector>

namespace binnacle::ui {

// The stored commands, newest first. Older ones are asked for when somebody scrolls to the end;
// newer ones come on top without moving what is selected.
class CommandHistoryModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    using QAbstractTableModel::QAbstractTableModel;

    // Called when older rows are wanted than `before`.
    void setAsk(std::function<void(Timestamp before)> ask) { m_ask = std::move(ask); }

    void restart(std::vector<CommandRow> rows, bool hasMore); // another question's first page
    void mergeNewest(std::vector<CommandRow> rows);           // the same question, asked again
    void append(std::vector<CommandRow> rows, bool hasMore);
    void failed() { m_isAsking = false; } // asked again by the next scroll
    const std::vector<CommandRow> &rows() const { return m_rows; }
    bool hasMore() const { return m_hasMore; }

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex &parent) const override;
    void fetchMore(const QModelIndex &parent) override;

private:
    std::function<void(Timestamp)> m_ask;
    std::vector<CommandRow> m_rows;
    bool m_hasMore = false;
    bool m_isAsking = false;
};

} // namespace binnacle::ui

#pragma once

#include "core/domain/notification.h"
#include "ui/widgets/keyed_table_model.h"

#include <QString>

namespace binnacle::ui {

struct ChannelRow
{
    Channel channel;
    Timestamp now{};

    QString key() const { return QString::number(channel.id); }
    bool operator==(const ChannelRow &) const { return false; } // ages tick
};

// Where alerts are sent, and whether they can be.
class ChannelTableModel final : public KeyedTableModel<ChannelRow>
{
    Q_OBJECT

public:
    enum Column {
        NameColumn,
        TypeColumn,
        StateColumn,
        SeverityColumn,
        ClustersColumn,
        TestColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const ChannelRow &row, int column, int role) const override;

private:
    static QString text(const ChannelRow &row, int column);
};

struct DeliveryRow
{
    Delivery delivery;
    QString created; // in the window's zone
    QString next;    // empty: it is not tried again

    QString key() const { return QString::number(delivery.id); }
    bool operator==(const DeliveryRow &) const { return false; }
};

// The ledger: each message to a channel with what became of it.
class DeliveryTableModel final : public KeyedTableModel<DeliveryRow>
{
    Q_OBJECT

public:
    enum Column { TimeColumn, TitleColumn, StateColumn, AttemptsColumn, AnswerColumn, ColumnCount };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const DeliveryRow &row, int column, int role) const override;

private:
    static QString text(const DeliveryRow &row, int column);
};

// "200 ok in 312 ms": of one attempt.
QString attemptText(const Delivery::Attempt &attempt);

} // namespace binnacle::ui

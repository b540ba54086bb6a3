#pragma once

#include "core/domain/command_plan.h"
#include "ui/widgets/keyed_table_model.h"

#include <QString>

namespace binnacle::ui {

// One command that is on its way or ended not long ago, or a proposal that waits for a yes.
struct FlightRow
{
    QString id;
    Command command;
    CommandState state = CommandState::Pending;
    bool isWaiting = false; // for a second person
    bool isUnknown = false;
    QString verdict; // may be empty
    Duration took{};

    QString key() const { return id; }
    friend bool operator==(const FlightRow &a, const FlightRow &b);
};

// Of one cluster or (empty) of all, waiting ones first, at most `most`.
std::vector<FlightRow> flightRows(const std::vector<CommandEntry> &recent,
    const std::vector<Proposal> &proposals, const ClusterId &cluster, Timestamp now,
    std::size_t most);

// What was on its way at an instant of the past or had ended within the hour before, newest first,
// as the records of the commands tell: not whether one that an agent had ran already, and of the
// proposals only those that wait to this day.
std::vector<CommandEntry> commandsAt(const std::vector<CommandEntry> &history, Timestamp at);
std::vector<Proposal> proposalsAt(const std::vector<Proposal> &waiting, Timestamp at);

class FlightTableModel final : public KeyedTableModel<FlightRow>
{
    Q_OBJECT

public:
    enum Column { CommandColumn, StateColumn, ByColumn, ColumnCount };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const FlightRow &row, int column, int role) const override;
};

} // namespace binnacle::ui

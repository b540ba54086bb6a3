#pragma once

#include "core/domain/alert_report.h"
#include "ui/alerts/alert_text.h"
#include "ui/widgets/keyed_table_model.h"

namespace binnacle::ui {

struct BacktestFiringRow
{
    int number = 0; // in Backtest::firings
    QString fired;
    QString subject;
    QString lasted;
    QString peak;
    QString incident;
    bool isOpen = false;
    bool hasIncident = false;

    QString key() const { return QString::number(number); }
    bool operator==(const BacktestFiringRow &) const = default;
};

// "Would have fired": newest last, as the chart has them.
class BacktestFiringModel final : public KeyedTableModel<BacktestFiringRow>
{
    Q_OBJECT

public:
    enum Column {
        FiredColumn,
        SubjectColumn,
        LastedColumn,
        PeakColumn,
        IncidentColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const BacktestFiringRow &row, int column, int role) const override;
};

struct RuleSweepRow
{
    SweepRow row;
    QString threshold;
    bool hasLabels = false; // incidents are labelled: false alarms mean something

    QString key() const { return threshold; }
    bool operator==(const RuleSweepRow &) const { return false; }
};

// "Sensitivity": the same history, other thresholds.
class RuleSweepModel final : public KeyedTableModel<RuleSweepRow>
{
    Q_OBJECT

public:
    enum Column {
        ThresholdColumn,
        FiringsColumn,
        PagesColumn,
        FalseColumn,
        DetectedColumn,
        ColumnCount
    };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const RuleSweepRow &row, int column, int role) const override;

private:
    static QString text(const RuleSweepRow &row, int column);
};

} // namespace binnacle::ui

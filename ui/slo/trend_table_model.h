#pragma once

#include "core/domain/slo_report.h"

#include <QAbstractTableModel>

#include <vector>

namespace binnacle::ui {

class TimeSelection;

// The numbers behind the trend charts, newest first.
class TrendTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column {
        TimeColumn,
        AvailabilityColumn,
        P50Column,
        P95Column,
        P99Column,
        RateColumn,
        RequestsColumn,
        ErrorsColumn,
        ToldColumn,
        ColumnCount
    };

    explicit TrendTableModel(const TimeSelection &time, QObject *parent = nullptr);

    void setTrend(std::vector<Measured> trend); // oldest first

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    const TimeSelection &m_time;
    std::vector<Measured> m_trend;
};

} // namespace binnacle::ui

#pragma once

#include "core/domain/query_result.h"
#include "ui/widgets/keyed_table_model.h"

#include <QWidget>

#include <memory>

class QLabel;

namespace binnacle::ui {

struct QueryStepRow
{
    int number = 0;
    QString what;
    qint64 rowsIn = 0;
    qint64 rowsOut = 0;
    double milliseconds = 0;

    QString key() const { return QString::number(number); }
    friend bool operator==(const QueryStepRow &, const QueryStepRow &) = default;
};

class QueryStepModel final : public KeyedTableModel<QueryStepRow>
{
    Q_OBJECT

public:
    enum Column { WhatColumn, InColumn, OutColumn, TimeColumn, ColumnCount };
    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const QueryStepRow &row, int column, int role) const override;
};

// How a result was found: the query as understood, where the rows came from and what each step did.
class QueryExplainPane final : public QWidget
{
    Q_OBJECT

public:
    explicit QueryExplainPane(QWidget *parent = nullptr);

    void setResult(const std::shared_ptr<const QueryResult> &result); // null: nothing
    QString summary() const;

private:
    QLabel *m_summary;
    QLabel *m_normalised;
    QueryStepModel *m_steps;
};

} // namespace binnacle::ui

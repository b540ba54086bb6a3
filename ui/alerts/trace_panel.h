#pragma once

#include "core/console/alert_desk.h"
#include "ui/widgets/keyed_table_model.h"
#include "ui/widgets/status_glyph.h"
#include "ui/widgets/time_selection.h"

#include <QWidget>

#include <optional>

class QDateTimeEdit;
class QLabel;
class QTableView;

namespace binnacle::ui {

class Panel;

struct TraceRow
{
    int number = 0;
    DecisionStep step;

    QString key() const { return QString::number(number); }
    bool operator==(const TraceRow &) const { return false; }
};

// The steps of a decision in the order in which they were taken.
class TraceModel final : public KeyedTableModel<TraceRow>
{
    Q_OBJECT

public:
    enum Column { StageColumn, WhatColumn, ColumnCount };

    using KeyedTableModel::KeyedTableModel;

    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

protected:
    QVariant cell(const TraceRow &row, int column, int role) const override;
};

// "Why did, or didn't, this page at 03:12?": what the engine decided about one rule and subject at
// an instant, which can be changed here.
class TracePanel final : public QWidget
{
    Q_OBJECT

public:
    // All must outlive the panel.
    TracePanel(console::AlertDesk &desk, const TimeSelection &time, QWidget *parent = nullptr);

    void explain(
        std::int64_t rule, const QString &ruleName, const AlertSubject &subject, Timestamp at);
    void explainAt(Timestamp at); // the same rule and subject
    void clear();
    QString headline() const;

signals:
    void instantChosen(binnacle::Timestamp at); // in the field

private:
    void build();
    void ask();
    void showTrace(const DecisionTrace &trace);
    void showAt();
    void told(StatusKind status, const QString &text);

    console::AlertDesk &m_desk;
    const TimeSelection &m_time;
    std::int64_t m_rule = 0;
    QString m_ruleName;
    AlertSubject m_subject;
    Timestamp m_at{};
    int m_generation = 0;
    bool m_isShowing = false; // the field is set, not typed
    TraceModel m_model;
    Panel *m_panel;
    QDateTimeEdit *m_when;
    StatusGlyph *m_glyph;
    QLabel *m_headline;
    QTableView *m_table;
};

} // namespace binnacle::ui

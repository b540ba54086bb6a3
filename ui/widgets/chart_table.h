#pragma once

#include "ui/widgets/chart_numbers.h"

#include <QObject>

class QKeyEvent;
class QTableView;
class QWidget;

namespace binnacle::ui {

class ChartTableModel;

// The table twin of a chart: Ctrl+T in the chart shows its numbers in its place, Ctrl+T or Esc in
// the table gives the chart back. Ctrl+C copies the selected rows, tab separated. Owned by the
// chart; GUI thread.
class ChartTable final : public QObject
{
    Q_OBJECT

public:
    using Numbers = std::function<ChartNumbers()>;

    // `numbers` is asked when the table opens and when it is told of changes while open.
    ChartTable(QWidget &chart, Numbers numbers);

    void numbersChanged();           // by the chart
    void setEnabled(bool isEnabled); // not: Ctrl+T goes on to the chart's parents
    void setOpen(bool isOpen);
    bool isOpen() const;

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    bool obey(const QObject *watched, const QKeyEvent &event);
    void copySelection() const;

    QWidget &m_chart;
    Numbers m_numbers;
    ChartTableModel *m_model;
    bool m_isEnabled = true;
    QTableView *m_table = nullptr; // a child of the chart; null before it is opened first
};

} // namespace binnacle::ui

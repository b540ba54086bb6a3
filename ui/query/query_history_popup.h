#pragma once

#include "ui/query/query_history.h"

#include <QFrame>

class QLabel;
class QLineEdit;
class QListWidget;

namespace binnacle::ui {

class TimeSelection;

// The history as a list to search; opens below a button. Enter or a click takes a query, Esc
// closes.
class QueryHistoryPopup final : public QFrame
{
    Q_OBJECT

public:
    // Both must outlive it.
    QueryHistoryPopup(const QueryHistory &history, const TimeSelection &time, QWidget *parent);

    void open(const QWidget &below);

signals:
    void chosen(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fill();
    void take();

    const QueryHistory &m_history;
    const TimeSelection &m_time;
    QLineEdit *m_search;
    QListWidget *m_list;
    QLabel *m_nothing;
};

} // namespace binnacle::ui

#pragma once

#include "core/base/time.h"
#include "core/console/query_desk.h"

#include <QTimer>
#include <QWidget>

class QButtonGroup;
class QLabel;
class QPushButton;
class QToolButton;

namespace binnacle::ui {

// The line above a result: how many rows, how long it took and as of when; how to look at it; copy
// and export.
class QueryResultHeader final : public QWidget
{
    Q_OBJECT

public:
    enum class Mode { Table, Chart, Json, Explain };

    explicit QueryResultHeader(QWidget *parent = nullptr);

    void setHeadline(const QString &text);
    QString headline() const;
    void setRewound(const QString &text); // empty: it is not
    void setMarks(int rows);
    // While a query is under way for longer than a second; zero: none is.
    void setElapsed(Duration elapsed);
    void setHasRows(bool hasRows);
    void tell(const QString &what); // for some seconds, instead of nothing
    Mode mode() const;
    void setMode(Mode mode);

signals:
    void modeChosen(binnacle::ui::QueryResultHeader::Mode mode);
    void copyRequested(binnacle::console::QueryExportFormat format);
    void exportRequested(binnacle::console::QueryExportFormat format);
    void cancelRequested();

private:
    QToolButton *menuButton(const QString &text, bool exports);

    QLabel *m_headline;
    QLabel *m_rewound;
    QLabel *m_marks;
    QLabel *m_elapsed;
    QPushButton *m_cancel;
    QLabel *m_told;
    QButtonGroup *m_modes;
    QToolButton *m_copy;
    QToolButton *m_export;
    QTimer m_forget;
};

} // namespace binnacle::ui

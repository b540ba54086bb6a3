#pragma once

#include "ui/query/query_result_header.h"

#include <QFrame>
#include <QTimer>

#include <functional>

class QProgressBar;
class QStackedLayout;

namespace binnacle::console {
class UiMemory;
}

namespace binnacle::ui {

class Banner;
class QueryChart;
class QueryExplainPane;
class QueryJson;
class QueryResultModel;
class QueryRowActions;
class QueryRun;
class QueryTable;
class StatePanel;
class TimeSelection;

// What became of a query: rows as table, chart, JSON or how they were found; examples before the
// first run; why there is nothing. The rows of the query before stay, dimmed, while one is running.
class QueryResultPane final : public QFrame
{
    Q_OBJECT

public:
    // All must outlive it.
    struct Services
    {
        console::QueryDesk &desk;
        console::UiMemory &memory;
        TimeSelection &time;
    };

    explicit QueryResultPane(const Services &services, QWidget *parent = nullptr);

    void showRun(QueryRun &run); // this one from now on; again whenever it changed
    QueryResultHeader &header() { return *m_header; }
    QueryTable &table() { return *m_table; }
    QueryResultModel &model() { return *m_model; }
    QueryRowActions &actions() { return *m_actions; }
    void setMode(QueryResultHeader::Mode mode);
    bool focusRows(); // false: there are none to be seen

signals:
    void exampleChosen(const QString &text);
    void loosenRequested(const QString &text);
    void cancelRequested();
    void retryRequested();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void build();
    void connectAll();
    void showProgress();
    void showProblem();
    void showPage();
    void showNothing();
    void exportRows(console::QueryExportFormat format);

    const Services m_services;
    QueryRun *m_run = nullptr;
    QueryResultModel *m_model;
    QueryTable *m_table;
    QueryRowActions *m_actions;
    QueryResultHeader *m_header;
    Banner *m_banner;
    QueryChart *m_chart;
    QueryJson *m_json;
    QueryExplainPane *m_explain;
    StatePanel *m_state;
    QWidget *m_examples;
    QWidget *m_body;
    QStackedLayout *m_pages;
    QProgressBar *m_busy;
    QWidget *m_dimming;
    QTimer m_tick;
    std::shared_ptr<const QueryResult> m_drawn;   // what each page was made of, when it was
    std::shared_ptr<const QueryResult> m_written; // last looked at
    std::shared_ptr<const QueryResult> m_explained;
};

} // namespace binnacle::ui

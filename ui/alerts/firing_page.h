#pragma once

#include "ui/alerts/alert_filters.h"
#include "ui/alerts/alert_list_model.h"
#include "ui/alerts/alert_page.h"

class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class AlertInspector;
class StatePanel;
class TracePanel;

// What fires or is about to, as of the window's instant.
class FiringPage final : public AlertPage
{
    Q_OBJECT

public:
    explicit FiringPage(AlertState &state, QWidget *parent = nullptr);

    void setActive(bool active) override;
    FilterLanguage filterLanguage() const override;
    void setFilter(const QString &text) override;
    QString filter() const override { return m_filter.text(); }
    QString filterHint() const override;
    void openCurrent() override;
    void silenceCurrent() override;
    void acknowledgeCurrent() override;
    void explainCurrent() override;
    const Alert *currentAlert() const override;

private:
    void build();
    void showRows();
    void showCurrent();
    void showEmpty();

    AlertListModel m_model;
    RowFilter<Alert> m_filter = newAlertFilter([this] { return state().now(); });
    QString m_explained; // key of the row that the trace is about
    bool m_isActive = false;
    QTableView *m_table;
    AlertInspector *m_inspector;
    TracePanel *m_trace;
    QStackedLayout *m_pages;
    StatePanel *m_empty;
};

// The columns of a table of alerts, for both pages that have one; with a past there are alerts that
// are over.
QTableView *alertTable(AlertListModel &model, const QString &name, bool hasPast);

} // namespace binnacle::ui

#pragma once

#include "ui/alerts/alert_filters.h"
#include "ui/alerts/alert_list_model.h"
#include "ui/alerts/alert_page.h"

#include <QTimer>

class QLabel;
class QPushButton;
class QTableView;

namespace binnacle::ui {

class AlertLanes;
class Panel;
class TracePanel;

// What fired within the window's time range: lanes on its axis, a table, and for the cursor the
// decision about the chosen rule.
class AlertHistoryPage final : public AlertPage
{
    Q_OBJECT

public:
    // All must outlive the page.
    AlertHistoryPage(AlertState &state, TimeSelection &time, QWidget *parent = nullptr);

    void setActive(bool active) override;
    FilterLanguage filterLanguage() const override;
    void setFilter(const QString &text) override;
    QString filter() const override { return m_filter.text(); }
    QString filterHint() const override;
    void refresh() override;
    void openCurrent() override;
    void silenceCurrent() override;
    void explainCurrent() override;
    const Alert *currentAlert() const override;

private:
    void build();
    void connectLanes();
    void ask(std::int64_t beforeId);
    bool readOn(); // whether it asked
    void showRows();
    void showCurrent();

    TimeSelection &m_time;
    AlertListModel m_model;
    std::vector<Alert> m_alerts; // newest first
    std::optional<Error> m_problem;
    RowFilter<Alert> m_filter = newAlertFilter([this] { return state().now(); });
    bool m_isActive = false;
    bool m_hasMore = false;
    std::ptrdiff_t m_found = 0; // matches among the alerts so far
    bool m_isLoading = false;
    int m_generation = 0;
    QTimer m_soon;
    Panel *m_panel;
    AlertLanes *m_lanes;
    QTableView *m_table;
    QWidget *m_foot;
    QLabel *m_note;
    QPushButton *m_older;
    TracePanel *m_trace;
};

} // namespace binnacle::ui

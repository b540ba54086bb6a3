#pragma once

#include "core/console/access_desk.h"
#include "ui/settings/matching_rows.h"
#include "ui/settings/security_table_model.h"
#include "ui/settings/settings_filters.h"
#include "ui/settings/settings_page.h"

class QCheckBox;
class QLabel;
class QPushButton;
class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class FilterBar;
class InspectorPanel;
class StatePanel;

// Attempts that were refused, until somebody has looked into them.
class SecurityLogPage final : public SettingsPage
{
    Q_OBJECT

public:
    static constexpr int kPageRows = 100;

    // Both must outlive the page.
    SecurityLogPage(
        console::AccessDesk &desk, const TimeSelection &time, QWidget *parent = nullptr);

    bool escape() override;
    void refresh() override;
    void focusFilter() override;
    void resolveSelected();
    QString problem() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    FilterLanguage filterLanguage() const;
    void build();
    void start();
    void ask();
    void accept(const SecurityPage &page);
    void showSelected();
    const SecurityEvent *selected() const;
    void setProblem(const QString &problem);

    console::AccessDesk &m_desk;
    const TimeSelection &m_time;
    SecurityTableModel m_model;
    RowFilter<SecurityEvent> m_filter = newSecurityFilter();
    MatchingRows<SecurityEvent> m_matching;
    quint64 m_question = 0;
    std::int64_t m_shown = 0; // kept selected over a refresh; 0: none
    FilterBar *m_bar;
    QCheckBox *m_openOnly;
    QPushButton *m_resolve;
    QLabel *m_problem;
    QTableView *m_table;
    StatePanel *m_state;
    QStackedLayout *m_pages;
    InspectorPanel *m_detail;
};

} // namespace binnacle::ui

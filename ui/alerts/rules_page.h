#pragma once

#include "ui/alerts/alert_filters.h"
#include "ui/alerts/alert_page.h"
#include "ui/alerts/rule_form.h"
#include "ui/alerts/rule_table_model.h"

class QSortFilterProxyModel;
class QSplitter;
class QStackedLayout;
class QTableView;

namespace binnacle::console {
class UiMemory;
}

namespace binnacle::ui {

class BacktestPanel;
class RuleEditor;
class StatePanel;

// All rules with what they find now, the selected one to be edited, and what it would have done.
class RulesPage final : public AlertPage
{
    Q_OBJECT

public:
    // All must outlive the page.
    RulesPage(AlertState &state, RuleForm::Choices choices, console::UiMemory &memory,
        QWidget *parent = nullptr);

    void setActive(bool active) override;
    FilterLanguage filterLanguage() const override;
    void setFilter(const QString &text) override;
    QString filter() const override { return m_filter.text(); }
    QString filterHint() const override;
    void refresh() override;
    bool escape() override;
    void addNew() override;
    void openCurrent() override;
    void silenceCurrent() override;
    void removeCurrent() override;
    void saveCurrent() override;
    const Alert *currentAlert() const override;

    void showRule(std::int64_t rule);
    std::vector<AlertRule> markedRules() const; // all that are shown when only one is

private:
    void build();
    QTableView *buildTable();
    void showRows();
    void showEmpty();
    void chosen(const QModelIndex &index);
    void markShown();
    std::int64_t idAt(const QModelIndex &index) const; // 0: no row

    RuleRows m_rows;
    RuleTableModel m_model;
    std::vector<RuleRow> m_all; // filtered or not
    RowFilter<RuleRow> m_filter = newRuleFilter();
    QString m_wanted;         // name of a rule that was just saved
    bool m_isMarking = false; // the row is set, not chosen
    bool m_isActive = false;
    QSortFilterProxyModel *m_sorted;
    QTableView *m_table;
    QStackedLayout *m_pages;
    StatePanel *m_empty;
    RuleEditor *m_editor;
    BacktestPanel *m_backtest;
};

} // namespace binnacle::ui

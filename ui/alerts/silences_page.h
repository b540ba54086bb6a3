#pragma once

#include "ui/alerts/alert_filters.h"
#include "ui/alerts/alert_page.h"
#include "ui/alerts/silence_table_model.h"

class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class SilenceForm;
class StatePanel;

// Silences and maintenance windows, and the selected one to be edited or ended.
class SilencesPage final : public AlertPage
{
    Q_OBJECT

public:
    explicit SilencesPage(AlertState &state, QWidget *parent = nullptr);

    void setActive(bool active) override;
    FilterLanguage filterLanguage() const override;
    void setFilter(const QString &text) override;
    QString filter() const override { return m_filter.text(); }
    QString filterHint() const override;
    bool escape() override;
    void addNew() override;
    void openCurrent() override;
    void removeCurrent() override;
    void saveCurrent() override;

    void propose(const Silence &silence); // filled in, not saved yet

private:
    void build();
    SilenceRow rowOf(const Silence &silence) const;
    void showRows();
    void showCurrent();

    SilenceTableModel m_model;
    RowFilter<SilenceRow> m_filter = newSilenceFilter();
    bool m_isActive = false;
    QTableView *m_table;
    SilenceForm *m_form;
    QStackedLayout *m_pages;
    StatePanel *m_empty;
};

} // namespace binnacle::ui

#pragma once

#include "core/console/estate_feed.h"
#include "core/console/source_desk.h"
#include "ui/settings/settings_filters.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/source_table_model.h"

class QPushButton;
class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class FilterBar;
class SourceForm;
class StatePanel;

// Metrics endpoints that this console scrapes by itself.
class SourcesPage final : public SettingsPage
{
    Q_OBJECT

public:
    // Both must outlive the page.
    SourcesPage(console::SourceDesk &desk, console::EstateFeed &estate, QWidget *parent = nullptr);

    void addSource();
    bool escape() override;
    void focusFilter() override;

private:
    FilterLanguage filterLanguage() const;
    void showSources();
    void showEmpty(bool isFiltered);
    void editRow(const QModelIndex &index);
    void openForm(const MetricsSource &source);

    console::SourceDesk &m_desk;
    console::EstateFeed &m_estate;
    SourceTableModel m_model;
    RowFilter<MetricsSourceState> m_filter = newSourceFilter();
    FilterBar *m_bar;
    QPushButton *m_add;
    QTableView *m_table;
    StatePanel *m_empty;
    QStackedLayout *m_pages;
    SourceForm *m_form;
};

} // namespace binnacle::ui

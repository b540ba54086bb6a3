#pragma once

#include "ui/alerts/alert_filters.h"
#include "ui/alerts/alert_page.h"
#include "ui/alerts/channel_table_model.h"

#include <QTimer>

class QButtonGroup;
class QLabel;
class QStackedLayout;
class QTableView;

namespace binnacle::ui {

class ChannelForm;
class ChannelPreview;
class Panel;
class StatePanel;

// Where alerts are sent, what was sent there, and what a message looks like.
class ChannelsPage final : public AlertPage
{
    Q_OBJECT

public:
    explicit ChannelsPage(AlertState &state, QWidget *parent = nullptr);

    void setActive(bool active) override;
    FilterLanguage filterLanguage() const override;
    void setFilter(const QString &text) override;
    QString filter() const override { return m_filter.text(); }
    QString filterHint() const override;
    void refresh() override;
    bool escape() override;
    void addNew() override;
    void openCurrent() override;
    void removeCurrent() override;
    void saveCurrent() override;

private:
    void build();
    QWidget *buildTable();
    QWidget *buildLedger();
    void showRows();
    void showCurrent();
    void askDeliveries();
    void showDeliveries(const std::vector<Delivery> &deliveries);
    std::int64_t currentChannel() const; // 0: none

    ChannelTableModel m_model;
    DeliveryTableModel m_deliveries;
    RowFilter<Channel> m_filter = newChannelFilter();
    QString m_wanted; // name of a channel that was just saved
    bool m_isActive = false;
    int m_generation = 0;
    QTimer m_soon;
    QTableView *m_table;
    QStackedLayout *m_pages;
    StatePanel *m_empty;
    ChannelForm *m_form;
    Panel *m_ledger;
    QButtonGroup *m_below;
    QStackedLayout *m_belowPages;
    QTableView *m_deliveryTable;
    QLabel *m_ledgerNote;
    ChannelPreview *m_preview;
};

} // namespace binnacle::ui

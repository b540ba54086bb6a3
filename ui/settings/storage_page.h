#pragma once

#include "core/console/access_desk.h"
#include "core/console/settings_desk.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/storage_table_model.h"

class QLabel;
class QPushButton;
class QTableView;

namespace binnacle::ui {

class SettingsForm;

// What the history takes up and for how long it is kept. Measuring reads the whole file, so it is
// done when the page is opened and when asked for.
class StoragePage final : public SettingsPage
{
    Q_OBJECT

public:
    StoragePage(
        console::SettingsDesk &settings, console::AccessDesk &access, QWidget *parent = nullptr);

    void refresh() override;
    QString summary() const;

protected:
    void showEvent(QShowEvent *event) override;

private:
    void measure();
    void showUse();
    void fitTable();

    console::SettingsDesk &m_settings;
    StorageTableModel m_model;
    console::StorageUse m_use;
    bool m_isMeasuring = false;
    bool m_isMeasured = false;
    QPushButton *m_measure;
    QLabel *m_summary;
    QTableView *m_table;
};

} // namespace binnacle::ui

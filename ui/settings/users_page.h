#pragma once

#include "core/console/access_desk.h"
#include "core/console/estate_feed.h"
#include "ui/settings/settings_filters.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/user_table_model.h"

#include <optional>

class QPushButton;
class QTableView;

namespace binnacle::ui {

class ConfirmBar;
class FilterBar;
class TimeSelection;
class UserForm;

// Who may use this console, with which role and for which part of the estate.
class UsersPage final : public SettingsPage
{
    Q_OBJECT

public:
    // All must outlive the page.
    UsersPage(console::AccessDesk &desk, console::EstateFeed &estate, const TimeSelection &time,
        QWidget *parent = nullptr);

    bool escape() override;
    void focusFilter() override;
    void addUser();
    void editSelected();
    void editPassword();
    void removeSelected();

private:
    FilterLanguage filterLanguage() const;
    void build();
    void showUsers();
    void showPermission();
    std::optional<User> selected() const;
    QStringList knownClusters() const;
    void remove(const User &user);

    console::AccessDesk &m_desk;
    console::EstateFeed &m_estate;
    const TimeSelection &m_time;
    UserTableModel m_model;
    RowFilter<User> m_filter = newUserFilter();
    FilterBar *m_bar;
    QPushButton *m_add;
    QPushButton *m_edit;
    QPushButton *m_password;
    QPushButton *m_remove;
    QTableView *m_table;
    UserForm *m_form;
    ConfirmBar *m_confirm;
};

} // namespace binnacle::ui

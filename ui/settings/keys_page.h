#pragma once

#include "core/console/access_desk.h"
#include "core/console/settings_desk.h"
#include "ui/settings/settings_page.h"
#include "ui/widgets/key_map.h"

#include <QFuture>

class QLabel;
class QLineEdit;
class QPushButton;
class QTableWidget;

namespace binnacle::ui {

class KeyBar;

// All keys, by where they work: searched, moved and put back. What is moved is a line of the
// settings file.
class KeysPage final : public SettingsPage
{
    Q_OBJECT

public:
    // All must outlive the page.
    KeysPage(KeyMap &map, console::SettingsDesk &settings, console::AccessDesk &access,
        QWidget *parent = nullptr);

    bool escape() override;
    void refresh() override;
    void focusFilter() override;

    void changeCurrent(); // asks for its new keys
    void resetCurrent();
    void resetAll();
    QString outcome() const;

private:
    void build();
    void connectParts();
    void filter();
    void showCommand(int row, const KeyCommand &command);
    void showButtons();
    void keep(const QFuture<Status> &answer, const QString &done);
    void say(const QString &text, bool isBad);
    std::optional<KeyCommand> current() const;

    KeyMap &m_map;
    console::SettingsDesk &m_settings;
    console::AccessDesk &m_access;
    QLineEdit *m_filter;
    QPushButton *m_change;
    QPushButton *m_reset;
    QPushButton *m_resetAll;
    QLabel *m_outcome;
    KeyBar *m_bar;
    QTableWidget *m_table;
};

} // namespace binnacle::ui

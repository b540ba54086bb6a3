#pragma once

#include "core/console/access_desk.h"
#include "ui/settings/settings_filters.h"
#include "ui/settings/settings_page.h"
#include "ui/settings/token_table_model.h"

#include <optional>

class QPushButton;
class QTableView;

namespace binnacle::ui {

class ConfirmBar;
class FilterBar;
class SecretPanel;
class TimeSelection;
class TokenForm;

// Logins and API keys: made, and revoked at once.
class TokensPage final : public SettingsPage
{
    Q_OBJECT

public:
    // All must outlive the page.
    TokensPage(console::AccessDesk &desk, const TimeSelection &time, QWidget *parent = nullptr);

    bool escape() override;
    void focusFilter() override;
    void addToken();
    void revokeSelected();

private:
    FilterLanguage filterLanguage() const;
    void build();
    std::vector<TokenRow> allRows() const;
    void showTokens();
    void showPermission();
    std::optional<Token> selected() const;
    void revoke(const Token &token);

    console::AccessDesk &m_desk;
    const TimeSelection &m_time;
    TokenTableModel m_model;
    RowFilter<TokenRow> m_filter = newTokenFilter();
    FilterBar *m_bar;
    QPushButton *m_add;
    QPushButton *m_revoke;
    QTableView *m_table;
    TokenForm *m_form;
    SecretPanel *m_secret;
    ConfirmBar *m_confirm;
};

} // namespace binnacle::ui

#include "ui/settings/tokens_page.h"

#include "core/console/on_answer.h"
#include "ui/settings/access_text.h"
#include "ui/settings/confirm_bar.h"
#include "ui/settings/secret_panel.h"
#include "ui/settings/token_form.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/time_selection.h"

#include <QHBoxLayout>
#include <QHash>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

TokensPage::TokensPage(console::AccessDesk &desk, const TimeSelection &time, QWidget *parent)
    : SettingsPage(tr("Tokens"), tr("Logins and API keys; only their hashes are kept"), parent)
    , m_desk(desk)
    , m_time(time)
    , m_bar(FilterBar::overRows(
          filterLanguage(), u"tokenFilter"_s, tr("Filter tokens: ci, kind = key and used < 30d")))
    , m_add(new QPushButton(tr("Create API key")))
    , m_revoke(new QPushButton(tr("Revoke")))
    , m_table(new QTableView)
    , m_form(new TokenForm(desk))
    , m_secret(new SecretPanel)
    , m_confirm(new ConfirmBar)
{
    build();
    connect(m_bar, &FilterBar::applied, this, [this](const QString &text) {
        if (m_filter.setText(text))
            showTokens();
    });
    connect(m_add, &QPushButton::clicked, this, &TokensPage::addToken);
    connect(m_revoke, &QPushButton::clicked, this, &TokensPage::revokeSelected);
    connect(m_form, &TokenForm::created, m_secret, &SecretPanel::showSecret);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &TokensPage::showPermission);
    auto *deleting = new QShortcut(QKeySequence::Delete, m_table);
    deleting->setContext(Qt::WidgetShortcut);
    connect(deleting, &QShortcut::activated, this, &TokensPage::revokeSelected);
    connect(&m_desk, &console::AccessDesk::changed, this, &TokensPage::showTokens);
    connect(&m_time, &TimeSelection::changed, this, &TokensPage::showTokens);
    showTokens();
}

void TokensPage::build()
{
    m_add->setObjectName(u"addToken"_s);
    m_add->setProperty("role", u"primary"_s);
    header().addWidget(m_revoke);
    header().addWidget(m_add);
    m_table->setObjectName(u"tokenTable"_s);
    m_table->setAccessibleName(tr("Tokens"));
    m_table->setModel(&m_model);
    styleTable(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    using Model = TokenTableModel;
    styleColumn(*m_table, Model::NameColumn, CellKind::Text, 140);
    styleColumn(*m_table, Model::UserColumn, CellKind::Name, 92);
    styleColumn(*m_table, Model::KindColumn, CellKind::Text, 72);
    styleColumn(*m_table, Model::CreatedColumn, CellKind::Time, 122);
    styleColumn(*m_table, Model::ExpiresColumn, CellKind::Status, 214);
    styleColumn(*m_table, Model::UsedColumn, CellKind::Number, 72);
    styleColumn(*m_table, Model::PermissionsColumn, CellKind::Name, 170);
    body().addWidget(m_bar);
    body().addWidget(m_confirm);
    body().addWidget(m_secret);
    body().addWidget(m_form);
    body().addWidget(m_table, 1);
}

bool TokensPage::escape()
{
    return m_confirm->closeBar() || m_form->closeForm() || m_secret->closePanel()
        || m_bar->escape();
}

void TokensPage::focusFilter()
{
    m_bar->focusText();
}

std::vector<TokenRow> TokensPage::allRows() const
{
    QHash<std::int64_t, QString> names;
    for (const User &user : m_desk.users())
        names.insert(user.id, toText(user.username));
    std::vector<TokenRow> rows;
    for (Token &token : m_desk.tokens()) {
        TokenRow row{.token = std::move(token), .now = systemNow()};
        row.user = names.value(row.token.userId);
        row.created = m_time.timeText(row.token.createdAt);
        row.expires = m_time.timeText(row.token.expiresAt);
        rows.push_back(std::move(row));
    }
    return rows;
}

void TokensPage::showTokens()
{
    std::vector<TokenRow> rows = allRows();
    const std::ptrdiff_t all = std::ssize(rows);
    std::erase_if(rows, [this](const TokenRow &row) { return !m_filter.matches(row); });
    m_bar->setMatchCount(std::ssize(rows), all);
    m_model.setRows(std::move(rows));
    showPermission();
}

void TokensPage::showPermission()
{
    const Permission permission = permissionTo(m_desk, Capability::ManageAccess);
    m_add->setEnabled(permission.isGiven);
    m_add->setToolTip(permission.whyNot);
    m_revoke->setEnabled(permission.isGiven && selected().has_value());
    m_revoke->setToolTip(permission.whyNot);
}

std::optional<Token> TokensPage::selected() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return std::nullopt;
    return m_model.rows()[static_cast<std::size_t>(rows.front().row())].token;
}

void TokensPage::addToken()
{
    if (!permissionTo(m_desk, Capability::ManageAccess).isGiven)
        return;
    m_confirm->closeBar();
    m_secret->closePanel();
    m_form->add();
}

void TokensPage::revokeSelected()
{
    const auto token = selected();
    if (!token || !permissionTo(m_desk, Capability::ManageAccess).isGiven)
        return;
    m_form->closeForm();
    const QString name = toText(token->name);
    m_confirm->ask(token->kind == Token::Kind::Session
            ? tr("End the login %1? It has to log in again.").arg(name)
            : tr("Revoke the API key %1? Programs that use it are refused at once; it cannot be "
                 "given back.")
                  .arg(name),
        {}, tr("Revoke"), [this, token = *token] { revoke(token); });
}

void TokensPage::revoke(const Token &token)
{
    console::onAnswer(m_desk.revokeToken(token.id), this, [this](const Status &status) {
        if (status)
            m_confirm->closeBar();
        else
            m_confirm->fail(refusalText(status.error()));
    });
}

FilterLanguage TokensPage::filterLanguage() const
{
    return m_filter.language(
        [this](const auto &visit) { std::ranges::for_each(allRows(), visit); });
}

} // namespace binnacle::ui

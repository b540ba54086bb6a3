#include "ui/settings/users_page.h"

#include "core/console/on_answer.h"
#include "ui/settings/access_text.h"
#include "ui/settings/confirm_bar.h"
#include "ui/settings/user_form.h"
#include "ui/widgets/filter_bar.h"
#include "ui/widgets/formatting.h"
#include "ui/widgets/table_style.h"
#include "ui/widgets/time_selection.h"

#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

UsersPage::UsersPage(console::AccessDesk &desk, console::EstateFeed &estate,
    const TimeSelection &time, QWidget *parent)
    : SettingsPage(tr("Users"), tr("Who may use this console, and for what"), parent)
    , m_desk(desk)
    , m_estate(estate)
    , m_time(time)
    , m_bar(FilterBar::overRows(filterLanguage(), u"userFilter"_s,
          tr("Filter users: marsh, role = operator and enabled")))
    , m_add(new QPushButton(tr("Add user")))
    , m_edit(new QPushButton(tr("Change")))
    , m_password(new QPushButton(tr("Set password")))
    , m_remove(new QPushButton(tr("Remove")))
    , m_table(new QTableView)
    , m_form(new UserForm(desk))
    , m_confirm(new ConfirmBar)
{
    build();
    connect(m_bar, &FilterBar::applied, this, [this](const QString &text) {
        if (m_filter.setText(text))
            showUsers();
    });
    connect(m_add, &QPushButton::clicked, this, &UsersPage::addUser);
    connect(m_edit, &QPushButton::clicked, this, &UsersPage::editSelected);
    connect(m_password, &QPushButton::clicked, this, &UsersPage::editPassword);
    connect(m_remove, &QPushButton::clicked, this, &UsersPage::removeSelected);
    connect(m_table, &QTableView::activated, this, &UsersPage::editSelected);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this,
        &UsersPage::showPermission);
    auto *deleting = new QShortcut(QKeySequence::Delete, m_table);
    deleting->setContext(Qt::WidgetShortcut);
    connect(deleting, &QShortcut::activated, this, &UsersPage::removeSelected);
    connect(m_form, &UserForm::closed, this, [this] { m_table->setFocus(); });
    connect(&m_desk, &console::AccessDesk::changed, this, &UsersPage::showUsers);
    connect(&m_time, &TimeSelection::changed, this, &UsersPage::showUsers);
    showUsers();
}

void UsersPage::build()
{
    m_add->setObjectName(u"addUser"_s);
    m_add->setProperty("role", u"primary"_s);
    for (QPushButton *button : {m_edit, m_password, m_remove, m_add})
        header().addWidget(button);
    m_table->setObjectName(u"userTable"_s);
    m_table->setAccessibleName(tr("Users"));
    m_table->setModel(&m_model);
    styleTable(*m_table);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    using Model = UserTableModel;
    styleColumn(*m_table, Model::NameColumn, CellKind::Name, 130);
    styleColumn(*m_table, Model::DisplayColumn, CellKind::Text, 130);
    styleColumn(*m_table, Model::RoleColumn, CellKind::Text, 80);
    styleColumn(*m_table, Model::ScopeColumn, CellKind::Text, 190);
    styleColumn(*m_table, Model::StateColumn, CellKind::Status, 160);
    styleColumn(*m_table, Model::LoginColumn, CellKind::Time, 122);
    styleColumn(*m_table, Model::AddressColumn, CellKind::Name, 96);
    body().addWidget(m_bar);
    body().addWidget(m_confirm);
    body().addWidget(m_form);
    body().addWidget(m_table, 1);
}

bool UsersPage::escape()
{
    return m_confirm->closeBar() || m_form->closeForm() || m_bar->escape();
}

void UsersPage::focusFilter()
{
    m_bar->focusText();
}

void UsersPage::showUsers()
{
    const std::int64_t me = m_desk.me().userId;
    std::vector<UserRow> rows;
    std::vector<User> users = m_desk.users();
    for (User &user : users) {
        if (!m_filter.matches(user))
            continue;
        UserRow row{.user = std::move(user)};
        row.isMe = row.user.id == me;
        row.lastLogin = m_time.timeText(row.user.lastLoginAt);
        rows.push_back(std::move(row));
    }
    m_bar->setMatchCount(std::ssize(rows), std::ssize(users));
    m_model.setRows(std::move(rows));
    showPermission();
}

void UsersPage::showPermission()
{
    const Permission permission = permissionTo(m_desk, Capability::ManageAccess);
    const bool hasOne = selected().has_value();
    m_add->setEnabled(permission.isGiven);
    m_add->setToolTip(permission.whyNot);
    for (QPushButton *button : {m_edit, m_password, m_remove}) {
        button->setEnabled(permission.isGiven && hasOne);
        button->setToolTip(permission.isGiven ? QString() : permission.whyNot);
    }
}

std::optional<User> UsersPage::selected() const
{
    const auto rows = m_table->selectionModel()->selectedRows();
    if (rows.isEmpty())
        return std::nullopt;
    return m_model.rows()[static_cast<std::size_t>(rows.front().row())].user;
}

QStringList UsersPage::knownClusters() const
{
    QStringList names;
    const auto estate = m_estate.estate(); // for as long as the loop runs
    for (const console::ClusterView &cluster : estate->clusters)
        names += toText(cluster.id.value);
    return names;
}

void UsersPage::addUser()
{
    if (!permissionTo(m_desk, Capability::ManageAccess).isGiven)
        return;
    m_confirm->closeBar();
    m_form->add(knownClusters());
}

void UsersPage::editSelected()
{
    const auto user = selected();
    if (!user || !permissionTo(m_desk, Capability::ManageAccess).isGiven)
        return;
    m_confirm->closeBar();
    m_form->edit(*user, knownClusters());
}

void UsersPage::editPassword()
{
    if (const auto user = selected()) {
        m_confirm->closeBar();
        m_form->editPassword(*user);
    }
}

void UsersPage::removeSelected()
{
    const auto user = selected();
    if (!user || !permissionTo(m_desk, Capability::ManageAccess).isGiven)
        return;
    m_form->closeForm();
    if (const QString why = whyNotChange(m_desk, *user, nullptr); !why.isEmpty())
        return m_confirm->refuse(why);
    const QString name = toText(user->username);
    m_confirm->ask(tr("Remove %1 with all its logins and API keys? What it did stays in the "
                      "audit. Type its name to confirm.")
                       .arg(name),
        name, tr("Remove user"), [this, user = *user] { remove(user); });
}

void UsersPage::remove(const User &user)
{
    console::onAnswer(m_desk.removeUser(user.id), this, [this](const Status &status) {
        if (status)
            m_confirm->closeBar();
        else
            m_confirm->fail(refusalText(status.error()));
    });
}

FilterLanguage UsersPage::filterLanguage() const
{
    return m_filter.language(
        [this](const auto &visit) { std::ranges::for_each(m_desk.users(), visit); });
}

} // namespace binnacle::ui

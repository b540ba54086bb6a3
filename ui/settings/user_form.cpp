#include "ui/settings/user_form.h"

#include "core/console/on_answer.h"
#include "ui/settings/access_text.h"
#include "ui/settings/password_fields.h"
#include "ui/theme/fonts.h"
#include "ui/widgets/formatting.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRegularExpression>
#include <QVBoxLayout>

#include <algorithm>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kMostWidth = 720;

QString roleNote(Role role)
{
    switch (role) {
    case Role::Admin:
        return UserForm::tr("May do everything, users and settings included.");
    case Role::Operator:
        return UserForm::tr("May run commands, set targets and sources, and read contents of "
                            "config maps.");
    case Role::Viewer:
        break;
    }
    return UserForm::tr("May look at clusters, events, service levels and ask queries.");
}

} // namespace

UserForm::UserForm(console::AccessDesk &desk, QWidget *parent)
    : QFrame(parent)
    , m_desk(desk)
    , m_title(new QLabel)
    , m_name(new QLineEdit)
    , m_displayName(new QLineEdit)
    , m_email(new QLineEdit)
    , m_role(new QComboBox)
    , m_roleNote(new QLabel)
    , m_clusters(new QLineEdit)
    , m_namespaces(new QLineEdit)
    , m_isEnabled(new QCheckBox(tr("May use this console")))
    , m_password(new PasswordFields)
    , m_save(new QPushButton)
    , m_problem(new QLabel)
    , m_form(new QFormLayout)
{
    setObjectName(u"userForm"_s);
    setProperty("frame", u"panel"_s);
    build();
    hide();
}

void UserForm::build()
{
    m_title->setFont(boldTextFont());
    m_title->setTextFormat(Qt::PlainText);
    m_name->setObjectName(u"userName"_s);
    m_name->setPlaceholderText(tr("a-z, 0-9, dot, dash, underscore"));
    m_name->setFont(monospaceFont());
    m_displayName->setPlaceholderText(tr("optional"));
    m_email->setPlaceholderText(tr("optional"));
    m_role->setObjectName(u"userRole"_s);
    for (const Role role : {Role::Viewer, Role::Operator, Role::Admin})
        m_role->addItem(roleText(role), static_cast<int>(role));
    m_roleNote->setProperty("tone", u"muted"_s);
    m_clusters->setObjectName(u"userClusters"_s);
    m_namespaces->setPlaceholderText(tr("all namespaces"));
    m_isEnabled->setObjectName(u"userEnabled"_s);
    m_problem->setProperty("tone", u"critical"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_save->setObjectName(u"saveUser"_s);
    m_save->setProperty("role", u"primary"_s);

    auto *role = new QHBoxLayout;
    role->setSpacing(8);
    role->addWidget(m_role);
    role->addWidget(m_roleNote, 1);
    m_form->addRow(tr("User"), m_name);
    m_form->addRow(tr("Name"), m_displayName);
    m_form->addRow(tr("E-mail"), m_email);
    m_form->addRow(tr("Role"), role);
    m_form->addRow(tr("Clusters"), m_clusters);
    m_form->addRow(tr("Namespaces"), m_namespaces);
    m_form->addRow(QString(), m_isEnabled);
    m_form->addRow(tr("Password"), m_password);
    for (QWidget *field : {static_cast<QWidget *>(m_name), static_cast<QWidget *>(m_displayName),
             static_cast<QWidget *>(m_email), static_cast<QWidget *>(m_clusters),
             static_cast<QWidget *>(m_namespaces), static_cast<QWidget *>(m_password)})
        field->setMaximumWidth(kMostWidth);

    auto *cancel = new QPushButton(tr("Cancel"));
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_save);
    buttons->addWidget(cancel);
    buttons->addStretch(1);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(12, 10, 12, 10);
    layout->addWidget(m_title);
    layout->addLayout(m_form);
    layout->addWidget(m_problem);
    layout->addLayout(buttons);
    connect(m_role, &QComboBox::currentIndexChanged, this, &UserForm::showRoleNote);
    connect(m_save, &QPushButton::clicked, this, &UserForm::save);
    connect(cancel, &QPushButton::clicked, this, &UserForm::closeForm);
    connect(m_password, &PasswordFields::entered, this, &UserForm::save);
    for (QLineEdit *line : {m_name, m_displayName, m_email, m_clusters, m_namespaces})
        connect(line, &QLineEdit::returnPressed, this, &UserForm::save);
}

void UserForm::add(const QStringList &knownClusters)
{
    open(Task::Add, {}, tr("Add a user"));
    showClusters(knownClusters);
    m_name->setFocus();
}

void UserForm::edit(const User &user, const QStringList &knownClusters)
{
    open(Task::Edit, user, tr("Change %1").arg(toText(user.username)));
    showClusters(knownClusters);
    m_displayName->setFocus();
}

void UserForm::editPassword(const User &user)
{
    open(Task::Password, user,
        tr("Another password for %1; all logins of it end").arg(toText(user.username)));
    m_password->focusFirst();
}

void UserForm::open(Task task, const User &user, const QString &title)
{
    m_task = task;
    m_user = user;
    m_title->setText(title);
    m_name->setText(toText(user.username));
    m_displayName->setText(toText(user.displayName));
    m_email->setText(toText(user.email));
    m_role->setCurrentIndex(m_role->findData(static_cast<int>(user.role)));
    QStringList clusters;
    for (const ClusterId &cluster : user.scope.clusters)
        clusters += toText(cluster.value);
    m_clusters->setText(clusters.join(u", "_s));
    m_namespaces->setText(listText(user.scope.namespaces));
    m_isEnabled->setChecked(user.isEnabled);
    m_password->clear();
    m_form->setRowVisible(m_name, task == Task::Add);
    m_form->setRowVisible(m_password, task != Task::Edit);
    for (int row = 1; row <= 5; ++row)
        m_form->setRowVisible(row, task != Task::Password);
    m_form->setRowVisible(m_isEnabled, task == Task::Edit);
    m_save->setText(task == Task::Add ? tr("Add user")
            : task == Task::Password  ? tr("Set password")
                                      : tr("Save"));
    setProblem({});
    showRoleNote();
    show();
}

void UserForm::showClusters(const QStringList &known)
{
    m_clusters->setPlaceholderText(known.isEmpty()
            ? tr("all clusters")
            : tr("all clusters; or some of %1").arg(known.join(u", "_s)));
}

void UserForm::showRoleNote()
{
    m_roleNote->setText(roleNote(static_cast<Role>(m_role->currentData().toInt())));
}

bool UserForm::closeForm()
{
    if (isHidden())
        return false;
    m_password->clear();
    hide();
    emit closed();
    return true;
}

QString UserForm::problem() const
{
    return m_problem->text();
}

User UserForm::edited() const
{
    User user = m_user;
    user.username = m_name->text().trimmed().toStdString();
    user.displayName = m_displayName->text().trimmed().toStdString();
    user.email = m_email->text().trimmed().toStdString();
    user.role = static_cast<Role>(m_role->currentData().toInt());
    user.scope = {};
    for (std::string &cluster : listOf(m_clusters->text()))
        user.scope.clusters.push_back({std::move(cluster)});
    user.scope.namespaces = listOf(m_namespaces->text());
    user.isEnabled = m_task == Task::Edit ? m_isEnabled->isChecked() : m_user.isEnabled;
    return user;
}

// What can be said before asking, in the user's language; the core judges in any case.
QString UserForm::whyNot() const
{
    if (m_task == Task::Password)
        return m_password->problem();
    const User user = edited();
    if (m_task == Task::Add) {
        static const QRegularExpression form(u"^[a-z0-9._-]{1,64}$"_s);
        if (!form.match(toText(user.username)).hasMatch())
            return tr("A user's name has 1 to 64 of a-z, 0-9, dot, dash and underscore.");
        const auto users = m_desk.users();
        if (std::ranges::find(users, user.username, &User::username) != users.end())
            return tr("There is a user %1 already.").arg(toText(user.username));
        if (const QString problem = m_password->problem(); !problem.isEmpty())
            return problem;
    }
    if (user.role == Role::Admin && !user.scope.isEverything())
        return tr("An admin cannot be limited to clusters or namespaces.");
    return m_task == Task::Edit ? whyNotChange(m_desk, m_user, &user) : QString();
}

void UserForm::save()
{
    if (const QString problem = whyNot(); !problem.isEmpty())
        return setProblem(problem);
    QFuture<Status> outcome;
    const User user = edited();
    if (m_task == Task::Password)
        outcome = m_desk.setPassword(m_user.id, m_password->password());
    else if (m_task == Task::Edit)
        outcome = m_desk.updateUser(user);
    else
        outcome = m_desk.addUser({.username = user.username,
            .displayName = user.displayName,
            .email = user.email,
            .password = m_password->password().toStdString(),
            .role = user.role,
            .scope = user.scope});
    m_save->setEnabled(false);
    console::onAnswer(outcome, this, [this](const Status &status) {
        m_save->setEnabled(true);
        if (status)
            closeForm();
        else
            setProblem(refusalText(status.error()));
    });
}

void UserForm::setProblem(const QString &problem)
{
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
}

} // namespace binnacle::ui

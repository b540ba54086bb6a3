#pragma once

#include "core/console/access_desk.h"

#include <QFrame>

class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace binnacle::ui {

class PasswordFields;

// Adds a user, changes one, or gives one another password. Hidden unless it does.
class UserForm final : public QFrame
{
    Q_OBJECT

public:
    explicit UserForm(console::AccessDesk &desk, QWidget *parent = nullptr);

    void add(const QStringList &knownClusters);
    void edit(const User &user, const QStringList &knownClusters);
    void editPassword(const User &user);
    bool closeForm(); // false: was not open; passwords are forgotten
    QString problem() const;

signals:
    void closed();

private:
    enum class Task { Add, Edit, Password };

    void build();
    void open(Task task, const User &user, const QString &title);
    void showClusters(const QStringList &known);
    void showRoleNote();
    User edited() const;
    QString whyNot() const;
    void save();
    void setProblem(const QString &problem);

    console::AccessDesk &m_desk;
    Task m_task = Task::Add;
    User m_user;
    QLabel *m_title;
    QLineEdit *m_name;
    QLineEdit *m_displayName;
    QLineEdit *m_email;
    QComboBox *m_role;
    QLabel *m_roleNote;
    QLineEdit *m_clusters;
    QLineEdit *m_namespaces;
    QCheckBox *m_isEnabled;
    PasswordFields *m_password;
    QPushButton *m_save;
    QLabel *m_problem;
    QFormLayout *m_form;
};

} // namespace binnacle::ui

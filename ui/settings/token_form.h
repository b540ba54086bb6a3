#pragma once

#include "core/console/access_desk.h"

#include <QFrame>

class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QPushButton;

namespace binnacle::ui {

// Makes an API key. Its secret is handed out once, through created().
class TokenForm final : public QFrame
{
    Q_OBJECT

public:
    explicit TokenForm(console::AccessDesk &desk, QWidget *parent = nullptr);

    void add();
    bool closeForm(); // false: was not open
    QString problem() const;

signals:
    void created(const QString &name, const QString &secret);

private:
    void build();
    std::vector<std::string> permissions() const;
    QString whyNot() const;
    void save();
    void setProblem(const QString &problem);

    console::AccessDesk &m_desk;
    QComboBox *m_user;
    QLineEdit *m_name;
    QComboBox *m_expiry; // days; 0: never
    QPlainTextEdit *m_permissions;
    QPushButton *m_save;
    QLabel *m_problem;
};

// "GET /api/v2/events": method, one space, a path. "*" stands for every method.
bool isPermissionLine(const QString &line);

} // namespace binnacle::ui

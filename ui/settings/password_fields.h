#pragma once

#include <QWidget>

class QCheckBox;
class QLabel;
class QLineEdit;

namespace binnacle::ui {

// A new password, typed twice, with a hint how good it is. Only its length is a rule here; the
// core also refuses common ones.
class PasswordFields final : public QWidget
{
    Q_OBJECT

public:
    explicit PasswordFields(QWidget *parent = nullptr);

    void clear();
    QString password() const;
    QString problem() const; // why it cannot be taken; empty: it can
    void focusFirst();

signals:
    void entered(); // Enter in the second field

private:
    void showHint();

    QLineEdit *m_first;
    QLineEdit *m_second;
    QCheckBox *m_shown;
    QLabel *m_hint;
};

// A word on how hard a password is to guess.
QString passwordHint(const QString &password);

} // namespace binnacle::ui

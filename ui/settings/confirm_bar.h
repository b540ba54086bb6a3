#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QLineEdit;
class QPushButton;

namespace binnacle::ui {

// A question inside the page instead of a dialog: what is about to happen, perhaps a name to type,
// and the button that does it. Hidden until asked.
class ConfirmBar final : public QFrame
{
    Q_OBJECT

public:
    explicit ConfirmBar(QWidget *parent = nullptr);

    // `typed`: what must be typed before the button works; empty: nothing. Stays until close().
    void ask(const QString &question, const QString &typed, const QString &button,
        std::function<void()> run);
    // Something that cannot be done, and why; only to be closed.
    void refuse(const QString &sentence);
    void fail(const QString &sentence); // the question stays
    bool closeBar();                    // false: was not open
    QString text() const;

private:
    void showState();

    QString m_typed;
    std::function<void()> m_run;
    QLabel *m_question;
    QLineEdit *m_name;
    QPushButton *m_confirm;
    QPushButton *m_cancel;
    QLabel *m_problem;
};

} // namespace binnacle::ui

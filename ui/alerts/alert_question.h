#pragma once

#include <QFrame>

#include <functional>

class QLabel;
class QPushButton;

namespace binnacle::ui {

// A question inside the page instead of a dialog: what is about to happen and the button that does
// it. Hidden until asked. The cancel button has the focus, so that Enter does no harm.
class AlertQuestion final : public QFrame
{
    Q_OBJECT

public:
    explicit AlertQuestion(QWidget *parent = nullptr);

    // Stays until closeQuestion().
    void ask(const QString &question, const QString &button, std::function<void()> run);
    bool closeQuestion(); // false: none was open
    QString text() const;

private:
    std::function<void()> m_run;
    QLabel *m_question;
    QPushButton *m_confirm;
    QPushButton *m_cancel;
};

} // namespace binnacle::ui

#pragma once

#include "core/domain/command_plan.h"
#include "ui/commands/environment_frame.h"

#include <QString>

class QCheckBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace binnacle::ui {

class HoldButton;

// What is about to happen and where, and what a person has to do for it: Enter, type a name, or
// hold the button, with a reason where the risk asks for one.
struct RiskQuestion
{
    QString title;           // "scale Deployment shop/checkout → 6"
    QString note;            // more to know before; may be empty
    QString typed;           // TypeName: what must be typed
    QString reason;          // given so far
    QString button;          // "Dispatch"
    QString where;           // the cluster's name
    QString rule;            // what a person has to do, where it is not the usual
    bool takesReason = true; // where the risk asks for one
    bool isElevated = false; // TypeName: no name is typed, only the reason given
    bool mayElevate = false; // TypeName: offers elevated mode from here on
    CommandRisk risk = CommandRisk::Confirm;
    Environment environment = Environment::Production;
};

class RiskCard final : public EnvironmentFrame
{
    Q_OBJECT

public:
    explicit RiskCard(QWidget *parent = nullptr);

    void ask(const RiskQuestion &question);
    bool closeCard();                    // false: was not open
    void setBlocked(const QString &why); // empty: no longer
    void fail(const QString &sentence);  // the question stays
    void setBusy(bool isBusy);           // it was said and is on its way
    bool isBusy() const { return m_isBusy; }
    QString reason() const; // as typed so far
    const RiskQuestion &question() const { return m_question; }
    QString whyNot() const; // what is still missing; empty: nothing
    bool wantsElevation() const;
    HoldButton &holdButton() { return *m_hold; }

signals:
    void confirmed(const QString &reason);
    void closed();

protected:
    void keyPressEvent(QKeyEvent *event) override;

private:
    void build();
    void showState();
    void confirm();
    bool needsReason() const;
    bool needsName() const;

    RiskQuestion m_question;
    QString m_blocked;
    bool m_isBusy = false;
    QLabel *m_title;
    QLabel *m_note;
    QLabel *m_rule;
    QLineEdit *m_name;
    QLineEdit *m_reason;
    QCheckBox *m_elevate;
    QPushButton *m_confirm;
    HoldButton *m_hold;
    QPushButton *m_cancel;
    QLabel *m_problem;
    QLabel *m_missing;
};

} // namespace binnacle::ui

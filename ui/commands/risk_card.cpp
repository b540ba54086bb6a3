#include "ui/commands/risk_card.h"

#include "ui/commands/hold_button.h"
#include "ui/commands/risk_text.h"
#include "ui/theme/fonts.h"

#include <QCheckBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

RiskCard::RiskCard(QWidget *parent)
    : EnvironmentFrame(parent)
    , m_title(new QLabel)
    , m_note(new QLabel)
    , m_rule(new QLabel)
    , m_name(new QLineEdit)
    , m_reason(new QLineEdit)
    , m_elevate(new QCheckBox(tr("Elevated mode: no name to type here for the next five minutes")))
    , m_confirm(new QPushButton)
    , m_hold(new HoldButton)
    , m_cancel(new QPushButton(tr("Cancel")))
    , m_problem(new QLabel)
    , m_missing(new QLabel)
{
    setObjectName(u"riskCard"_s);
    build();
    connect(m_name, &QLineEdit::textChanged, this, &RiskCard::showState);
    connect(m_reason, &QLineEdit::textChanged, this, &RiskCard::showState);
    connect(m_confirm, &QPushButton::clicked, this, &RiskCard::confirm);
    connect(m_hold, &HoldButton::held, this, &RiskCard::confirm);
    connect(m_cancel, &QPushButton::clicked, this, &RiskCard::closeCard);
    hide();
}

void RiskCard::build()
{
    for (QLabel *label : {m_title, m_note, m_rule, m_problem, m_missing}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    m_title->setFont(boldTextFont());
    m_note->setProperty("tone", u"warning"_s);
    m_problem->setProperty("tone", u"critical"_s);
    m_problem->setObjectName(u"riskProblem"_s);
    m_missing->setProperty("tone", u"muted"_s);
    m_name->setObjectName(u"riskName"_s);
    m_name->setFont(monospaceFont());
    m_name->setAccessibleName(tr("Name to confirm"));
    m_reason->setObjectName(u"riskReason"_s);
    m_reason->setPlaceholderText(tr("Why: it stands in the history and the audit"));
    m_reason->setAccessibleName(tr("Reason"));
    m_elevate->setObjectName(u"riskElevate"_s);
    m_confirm->setObjectName(u"riskConfirm"_s);
    m_confirm->setProperty("role", u"primary"_s);
    m_confirm->setAutoDefault(false);
    m_hold->setObjectName(u"riskHold"_s);
    m_hold->setProperty("role", u"danger"_s);
    m_cancel->setObjectName(u"riskCancel"_s);
    m_cancel->setAutoDefault(false);
    auto *buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(m_confirm);
    buttons->addWidget(m_hold);
    buttons->addWidget(m_cancel);
    buttons->addWidget(m_missing, 1);
    for (QWidget *row : {static_cast<QWidget *>(m_title), static_cast<QWidget *>(m_note),
             static_cast<QWidget *>(m_rule), static_cast<QWidget *>(m_name),
             static_cast<QWidget *>(m_reason), static_cast<QWidget *>(m_elevate),
             static_cast<QWidget *>(m_problem)})
        body().addWidget(row);
    body().addLayout(buttons);
}

void RiskCard::ask(const RiskQuestion &question)
{
    m_question = question;
    m_isBusy = false;
    setEnvironment(question.environment, question.where);
    setAccessibleName(question.title);
    m_title->setText(question.title);
    m_note->setText(question.note);
    m_note->setVisible(!question.note.isEmpty());
    m_rule->setText(question.rule.isEmpty() ? riskSentence(question.risk, question.environment)
                                            : question.rule);
    m_name->clear();
    m_name->setPlaceholderText(question.typed);
    m_name->setAccessibleName(tr("Type %1 to confirm").arg(question.typed));
    const bool isTyped = needsName();
    const bool isHeld = question.risk == CommandRisk::HoldReason;
    m_name->setVisible(isTyped);
    m_reason->setText(question.reason);
    m_reason->setVisible(needsReason());
    m_elevate->setChecked(false);
    m_elevate->setVisible(isTyped && question.mayElevate);
    m_confirm->setVisible(!isHeld);
    m_confirm->setText(question.button);
    m_hold->setVisible(isHeld);
    m_hold->setText(tr("Hold 2 s: %1", "a button; what it does").arg(question.button));
    m_problem->hide();
    show();
    showState();
    if (isTyped)
        m_name->setFocus();
    else if ((isHeld || question.isElevated) && needsReason()
        && question.reason.trimmed().isEmpty())
        m_reason->setFocus();
    else
        (isHeld ? static_cast<QWidget *>(m_hold) : m_confirm)->setFocus();
}

bool RiskCard::closeCard()
{
    if (isHidden())
        return false;
    hide();
    emit closed();
    return true;
}

void RiskCard::setBlocked(const QString &why)
{
    m_blocked = why;
    showState();
}

void RiskCard::fail(const QString &sentence)
{
    m_isBusy = false;
    m_problem->setText(sentence);
    m_problem->setVisible(!sentence.isEmpty());
    showState();
    if (hasFocus()) // to try it once more
        (m_hold->isHidden() ? m_confirm : static_cast<QPushButton *>(m_hold))->setFocus();
}

void RiskCard::setBusy(bool isBusy)
{
    m_isBusy = isBusy;
    if (isBusy)
        setFocus(); // a key that is still held down must not press what comes next
    showState();
}

QString RiskCard::reason() const
{
    return m_reason->text().trimmed();
}

bool RiskCard::needsReason() const
{
    return m_question.takesReason
        && (m_question.risk == CommandRisk::TypeName || m_question.risk == CommandRisk::HoldReason);
}

bool RiskCard::needsName() const
{
    return m_question.risk == CommandRisk::TypeName && !m_question.isElevated;
}

bool RiskCard::wantsElevation() const
{
    return needsName() && m_question.mayElevate && m_elevate->isChecked();
}

QString RiskCard::whyNot() const
{
    if (!m_blocked.isEmpty())
        return m_blocked;
    if (needsName() && m_name->text() != m_question.typed)
        return tr("Type %1.", "a name that confirms").arg(m_question.typed);
    if (needsReason() && m_reason->text().trimmed().isEmpty())
        return tr("Give a reason.");
    return {};
}

void RiskCard::showState()
{
    const QString missing = whyNot();
    m_missing->setText(m_isBusy ? tr("On its way…") : missing);
    m_confirm->setEnabled(missing.isEmpty() && !m_isBusy);
    m_hold->setEnabled(missing.isEmpty() && !m_isBusy);
}

void RiskCard::confirm()
{
    if (whyNot().isEmpty() && !m_isBusy)
        emit confirmed(reason());
}

// Enter in a field and on the card itself confirms; a button that has to be held stays held. An
// Enter that is still down from what opened the card is not an answer to it.
void RiskCard::keyPressEvent(QKeyEvent *event)
{
    const bool isEnter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
    if (!isEnter || m_question.risk == CommandRisk::HoldReason || m_cancel->hasFocus()) {
        EnvironmentFrame::keyPressEvent(event);
        return;
    }
    if (!event->isAutoRepeat())
        confirm();
    event->accept();
}

} // namespace binnacle::ui

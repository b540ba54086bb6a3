#include "ui/commands/dispatch_confirmation.h"

#include "ui/commands/command_text.h"
#include "ui/commands/risk_card.h"
#include "ui/commands/undo_bar.h"
#include "ui/widgets/formatting.h"

#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

DispatchConfirmation::DispatchConfirmation(QWidget *parent)
    : QWidget(parent)
    , m_card(new RiskCard)
    , m_undo(new UndoBar)
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_card);
    rows->addWidget(m_undo);
    connect(m_card, &RiskCard::confirmed, this, [this](const QString &reason) {
        m_card->setBusy(true);
        emit confirmed(m_asked.command, reason.isEmpty() ? m_asked.reason : reason, m_asked.risk);
    });
    connect(m_card, &RiskCard::closed, this, &DispatchConfirmation::closed);
    connect(m_undo, &UndoBar::elapsed, this, &DispatchConfirmation::sendWaiting);
    connect(m_undo, &UndoBar::undone, this, [this] {
        m_waiting.reset();
        emit undone();
    });
}

void DispatchConfirmation::ask(const DispatchQuestion &question)
{
    const bool isFree = question.risk == CommandRisk::Reversible && !question.needsApproval;
    if (!isFree) {
        askOnCard(question);
    } else if (question.changesState) {
        m_undo->wait(commandLine(question.command)); // sends what waited before; then this waits
        m_waiting = question;
    } else {
        emit confirmed(
            question.command, question.reason, question.risk); // reading is nothing to take back
    }
}

void DispatchConfirmation::askOnCard(const DispatchQuestion &question)
{
    m_asked = question;
    const Command &command = question.command;
    m_card->ask({.title = commandLine(command),
        .note = question.needsApproval ? tr("It goes out when a second person has approved it.")
                                       : QString(),
        .typed = toText(command.target.name.empty() ? command.action : command.target.name),
        .reason = question.reason,
        .button = question.needsApproval ? tr("Ask for approval") : tr("Dispatch"),
        .where = question.where,
        .risk = std::max(question.risk, CommandRisk::Confirm),
        .environment = question.environment});
}

bool DispatchConfirmation::isAsking() const
{
    return !m_card->isHidden();
}

bool DispatchConfirmation::escape()
{
    return m_undo->undo() || m_card->closeCard();
}

void DispatchConfirmation::close()
{
    m_card->closeCard();
}

void DispatchConfirmation::setBlocked(const QString &why)
{
    m_card->setBlocked(isAsking() ? why : QString());
}

bool DispatchConfirmation::fail(const QString &sentence)
{
    if (!isAsking())
        return false;
    m_card->fail(sentence);
    return true;
}

void DispatchConfirmation::sendWaiting()
{
    if (const auto waiting = std::exchange(m_waiting, std::nullopt))
        emit confirmed(waiting->command, waiting->reason, waiting->risk);
}

} // namespace binnacle::ui

#include "ui/commands/dispatch_confirmation.h"

#include "ui/commands/command_text.h"
#include "ui/commands/elevation_bar.h"
#include "ui/commands/risk_card.h"
#include "ui/commands/undo_bar.h"
#include "ui/widgets/formatting.h"

#include <QApplication>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace binnacle::ui {

DispatchConfirmation::DispatchConfirmation(QWidget *parent)
    : QWidget(parent)
    , m_card(new RiskCard)
    , m_undo(new UndoBar)
    , m_elevation(new ElevationBar)
{
    auto *rows = new QVBoxLayout(this);
    rows->setContentsMargins(0, 0, 0, 0);
    rows->setSpacing(8);
    rows->addWidget(m_elevation);
    rows->addWidget(m_card);
    rows->addWidget(m_undo);
    connect(m_card, &RiskCard::confirmed, this, [this](const QString &given) {
        if (hasLapsed())
            return askWithout();
        m_card->setBusy(true);
        const QString reason = given.isEmpty() ? m_asked.reason : given;
        if (m_card->wantsElevation())
            m_elevation->begin(m_asked.command.cluster, m_asked.environment, m_asked.where, reason);
        emit confirmed(m_asked.command, reason, m_asked.risk, m_card->question().isElevated);
    });
    connect(m_elevation, &ElevationBar::ended, this, [this] {
        if (isAsking() && hasLapsed() && !m_card->isBusy())
            askWithout(); // what is on its way was confirmed in time
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
        // Reading is nothing to take back.
        emit confirmed(question.command, question.reason, question.risk, false);
    }
}

void DispatchConfirmation::askOnCard(const DispatchQuestion &question)
{
    m_asked = question;
    const Command &command = question.command;
    const bool isElevated = question.risk == CommandRisk::TypeName && !question.isTight
        && m_elevation->holdsFor(command.cluster);
    m_card->ask({.title = commandLine(command),
        .note = question.needsApproval ? tr("It goes out when a second person has approved it.")
                                       : QString(),
        .typed = toText(command.target.name.empty() ? command.action : command.target.name),
        .reason = isElevated && question.reason.isEmpty() ? m_elevation->reason() : question.reason,
        .button = question.needsApproval ? tr("Ask for approval") : tr("Dispatch"),
        .where = question.where,
        .rule = isElevated ? tr("Elevated mode: read what it will touch. Enter sends it with "
                                "this reason.")
                           : QString(),
        .isElevated = isElevated,
        .mayElevate = question.environment == Environment::Production,
        .risk = std::max(question.risk, CommandRisk::Confirm),
        .environment = question.environment});
}

// The card is still as elevated mode had it, and that is over.
bool DispatchConfirmation::hasLapsed() const
{
    return m_card->question().isElevated && !m_elevation->holdsFor(m_asked.command.cluster);
}

void DispatchConfirmation::askWithout()
{
    DispatchQuestion question = m_asked;
    question.reason = m_card->reason();
    QWidget *focus = QApplication::focusWidget(); // who types elsewhere goes on there
    const bool isElsewhere = focus && focus != m_card && !m_card->isAncestorOf(focus);
    askOnCard(question);
    if (isElsewhere)
        focus->setFocus();
}

void DispatchConfirmation::endElevation()
{
    m_elevation->end();
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
    if (hasLapsed())
        askWithout();
    m_card->fail(sentence);
    return true;
}

void DispatchConfirmation::sendWaiting()
{
    if (const auto waiting = std::exchange(m_waiting, std::nullopt))
        emit confirmed(waiting->command, waiting->reason, waiting->risk, false);
}

} // namespace binnacle::ui

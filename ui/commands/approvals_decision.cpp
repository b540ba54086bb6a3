#include "core/console/on_answer.h"
#include "ui/commands/approvals_page.h"
#include "ui/commands/command_text.h"
#include "ui/commands/risk_card.h"
#include "ui/widgets/banner.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"

#include <QLineEdit>
#include <QPushButton>

#include <algorithm>

// Saying yes or no to the chosen proposal.

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

void ApprovalsPage::approve()
{
    const auto proposal = chosen();
    if (!proposal || !m_approve->isEnabled())
        return;
    m_confirming = proposal->id;
    const console::ClusterView *cluster = clusterOf(proposal->command);
    m_card->ask({.title = tr("Approve: %1", "a command").arg(commandLine(proposal->command)),
        .note = tr("It is sent at once."),
        .typed = toText(proposal->command.target.name.empty() ? proposal->command.action
                                                              : proposal->command.target.name),
        .reason = m_note->text().trimmed(),
        .button = tr("Approve and send"),
        .where = cluster ? toText(cluster->name) : toText(proposal->command.cluster.value),
        .risk = std::max(m_radius->risk, CommandRisk::Confirm),
        .environment = cluster ? cluster->environment : Environment::Production});
    showGate();
}

void ApprovalsPage::confirmed(const QString &reason)
{
    m_card->setBusy(true);
    const QString note = reason.isEmpty() ? m_note->text().trimmed() : reason;
    console::onAnswer(m_services.commands.approve(m_confirming, note), this,
        [this](const Status &status) { finish(status, tr("Approved and sent.")); });
}

void ApprovalsPage::reject()
{
    const auto proposal = chosen();
    if (!proposal || !m_reject->isEnabled())
        return;
    console::onAnswer(m_services.commands.reject(proposal->id, m_note->text().trimmed()), this,
        [this](const Status &status) { finish(status, tr("Rejected.")); });
}

void ApprovalsPage::finish(const Status &status, const QString &done)
{
    if (!status && !m_card->isHidden())
        return m_card->fail(errorLine(status.error()));
    m_card->closeCard();
    m_banner->present(status ? StatusKind::Ok : StatusKind::Critical,
        status ? done : errorLine(status.error()),
        status ? QString() : errorCodeText(status.error()));
    m_banner->setAction({.text = tr("Close"), .run = [this] { m_banner->hide(); }});
    m_banner->show();
    if (status)
        m_note->clear();
    showBoard();
}

} // namespace binnacle::ui

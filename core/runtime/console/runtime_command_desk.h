#pragma once

#include "core/base/listeners.h"
#include "core/console/command_desk.h"
#include "core/runtime/console/desktop_user.h"
#include "core/runtime/runtime.h"

#include <QTimer>

#include <atomic>
#include <memory>

namespace binnacle::runtime {

// Commands, approvals and runbooks of a running Runtime. GUI thread.
class RuntimeCommandDesk final : public console::CommandDesk
{
    Q_OBJECT

public:
    // Both must outlive the desk.
    RuntimeCommandDesk(Runtime &runtime, DesktopUser &user, QObject *parent = nullptr);

    std::shared_ptr<const console::CommandBoard> board() const override { return m_board; }
    std::vector<console::ActionView> catalogue() const override;
    QStringList allowed(const ClusterId &cluster) const override;
    QStringList actionsFor(const ResourceRef &object) const override;

    console::Answer<BlastRadius> blastRadius(const Command &command, std::stop_token stop) override;
    QString kubectl(const Command &command) const override;
    console::Answer<DispatchOutcome> dispatch(const console::DispatchRequest &request) override;
    QFuture<Status> cancel(const CommandId &command) override;
    QFuture<Status> approve(std::int64_t proposal, const QString &note) override;
    QFuture<Status> reject(std::int64_t proposal, const QString &note) override;

    console::Answer<std::vector<CommandEntry>> history(const CommandHistoryQuery &query) override;
    console::Answer<std::vector<CommandStep>> steps(const CommandId &command) override;

    QFuture<Status> saveRunbook(const Runbook &runbook) override;
    QFuture<Status> removeRunbook(std::int64_t runbook) override;
    console::Answer<RunbookRun> startRunbook(std::int64_t runbook, const ClusterId &cluster,
        const std::vector<std::pair<std::string, std::string>> &arguments) override;
    QFuture<Status> cancelRun(std::int64_t run) override;

private:
    void announce(); // any thread
    void showBoard();
    Status writable() const;
    QFuture<Status> decide(std::int64_t proposal, bool isApproved, const QString &note);

    Runtime &m_runtime;
    DesktopUser &m_user;
    std::shared_ptr<const console::CommandBoard> m_board;
    std::atomic_bool m_isAnnounced = false;
    QTimer m_soon;
    Listeners<>::Subscription m_changed; // last: stops first
};

} // namespace binnacle::runtime

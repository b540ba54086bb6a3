#pragma once

#include "core/console/command_desk.h"

#include <QStringList>

#include <optional>

namespace binnacle::fake {

// Six commands of the last hour (one runs, one is queued), a proposal of an assistant, six runbooks
// and 450 commands of history. Everything asked is written down and answered at once. GUI thread
// only.
class CommandDesk final : public console::CommandDesk
{
    Q_OBJECT

public:
    CommandDesk();

    std::shared_ptr<const console::CommandBoard> board() const override { return m_board; }
    std::vector<console::ActionView> catalogue() const override;
    QStringList allowed(const ClusterId &cluster) const override;
    QStringList actionsFor(const ResourceRef &object) const override;
    console::Answer<BlastRadius> blastRadius(const Command &command, std::stop_token stop) override;
    QString kubectl(const Command &command) const override;
    console::Answer<console::DispatchOutcome> dispatch(
        const console::DispatchRequest &request) override;
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

    void publish(console::CommandBoard board); // emits changed()

    // What the next questions are answered by.
    CommandRisk risk = CommandRisk::Confirm;
    bool isTight = false;
    bool needsApproval = false;
    std::string refusal;
    std::optional<Error> error;      // of everything that answers
    std::optional<Error> blastError; // of blastRadius() alone
    QStringList forbidden;           // actions that the role may not run
    std::vector<CommandEntry> past;  // newest first

    std::vector<Command> measured;
    std::vector<console::DispatchRequest> sent;
    std::vector<CommandHistoryQuery> queries;
    std::vector<Runbook> saved;
    std::vector<std::pair<std::int64_t, QString>> approved;
    std::vector<std::pair<std::int64_t, QString>> rejected;
    std::vector<CommandId> cancelled;
    std::vector<std::int64_t> cancelledRuns;
    std::vector<std::pair<std::string, std::string>> arguments; // of the last run
    int stepQuestions = 0;

private:
    QFuture<Status> answered() const;

    std::shared_ptr<const console::CommandBoard> m_board;
};

} // namespace binnacle::fake

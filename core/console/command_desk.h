#pragma once

#include "core/console/console_types.h"
#include "core/domain/command_plan.h"

#include <QFuture>
#include <QObject>

#include <optional>
#include <stop_token>

namespace binnacle::console {

// One action of the catalogue, contract 01 §1.6, as a form shows it.
struct ActionView
{
    struct Parameter
    {
        enum class Type { Text, Number, Flag };
        QString name; // "replicas"
        Type type = Type::Text;
        bool isRequired = false;
        QString help; // English; technical
    };
    QString name;      // "scale"; "delete_pod" is offered as such
    QStringList kinds; // of targets; empty: none is needed
    bool changesState = false;
    std::vector<Parameter> parameters;
};

// Commands, approvals and runbooks at one moment. Immutable.
struct CommandBoard
{
    Timestamp asOf{};
    std::vector<CommandEntry>
        recent; // in flight first, then ended within the last hour, newest first
    std::vector<Proposal> proposals; // waiting ones
    std::vector<Runbook> runbooks;   // by name
    std::vector<RunbookRun> runs;    // running first, then the last twenty
    int inFlight = 0;
};

struct DispatchRequest
{
    Command command; // id and creator are filled in
    QString reason;
    // What the person did who was asked to confirm it; unset: nobody was asked. Less than the risk
    // asks for by now is a Conflict.
    std::optional<CommandRisk> confirmed{};
    bool isElevated = false; // the person was in elevated mode: no name was typed
};
using binnacle::DispatchOutcome;

// Doing something to a cluster. Everything is asked of the desktop's user and audited. Lives on the
// GUI thread; never blocks.
class CommandDesk : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual std::shared_ptr<const CommandBoard> board() const = 0; // never null; cheap
    virtual std::vector<ActionView> catalogue() const = 0;
    // What the desktop's role may run here, names of actions.
    virtual QStringList allowed(const ClusterId &cluster) const = 0;
    // Actions that make sense for an object, for context menus, most likely first.
    virtual QStringList actionsFor(const ResourceRef &object) const = 0;

    // "What it will touch". Errors: InvalidArgument names the field.
    virtual Answer<BlastRadius> blastRadius(const Command &command, std::stop_token stop) = 0;
    virtual QString kubectl(const Command &command) const = 0;
    virtual Answer<DispatchOutcome> dispatch(const DispatchRequest &request) = 0;
    virtual QFuture<Status> cancel(const CommandId &command) = 0; // while it is queued
    virtual QFuture<Status> approve(std::int64_t proposal, const QString &note) = 0;
    virtual QFuture<Status> reject(std::int64_t proposal, const QString &note) = 0;

    virtual Answer<std::vector<CommandEntry>> history(const CommandHistoryQuery &query) = 0;
    virtual Answer<std::vector<CommandStep>> steps(const CommandId &command) = 0; // oldest first

    virtual QFuture<Status> saveRunbook(const Runbook &runbook) = 0; // id 0: a new one
    virtual QFuture<Status> removeRunbook(std::int64_t runbook) = 0;
    virtual Answer<RunbookRun> startRunbook(std::int64_t runbook, const ClusterId &cluster,
        const std::vector<std::pair<std::string, std::string>> &arguments)
        = 0;
    virtual QFuture<Status> cancelRun(std::int64_t run) = 0;

signals:
    void changed(); // at most ten times a second
};

} // namespace binnacle::console

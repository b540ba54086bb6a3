#pragma once

#include "ui/commands/command_draft.h"
#include "ui/commands/commands_services.h"
#include "ui/widgets/status_glyph.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <stop_token>

namespace binnacle::ui {

// Why nothing may be sent from this window now: rewound time, read-only, the role. Empty: it may.
QString whyNoCommands(const CommandsServices &services);

// What the dispatch page works out about the command in the form: whether it is one, what it would
// touch, and what became of it. Asks while it is active; answers to older questions are dropped. No
// widgets.
class DispatchPresenter final : public QObject
{
    Q_OBJECT

public:
    explicit DispatchPresenter(const CommandsServices &services, QObject *parent = nullptr);

    void setActive(bool isActive);
    void setDraft(const CommandDraft &draft);
    const DraftCheck &check() const { return m_check; }
    const std::shared_ptr<const BlastRadius> &radius() const { return m_radius; } // null: none yet
    bool isFresh() const; // the radius is of the command in the form
    bool isAsking() const { return m_isAsking; }

    void askAgain() { askFor(Purpose::Show); }
    // Works out what it would touch once more, then dryRunDone() or confirmationWanted().
    void dryRun() { askFor(Purpose::DryRun); }
    void prepareDispatch() { askFor(Purpose::Dispatch); }
    // The person did what its `confirmed` asks for. Where it asks for more by now, it is not sent.
    void dispatch(const console::DispatchRequest &request);

signals:
    void checked();     // the draft is valid now, or not
    void radiusShown(); // or that there is none any more
    void radiusFailed(const binnacle::Error &error);
    void dryRunDone();
    void confirmationWanted();
    void dispatched(const binnacle::console::DispatchOutcome &outcome);
    void dispatchFailed(const binnacle::Error &error);

private:
    enum class Purpose { Show, DryRun, Dispatch };
    void askFor(Purpose purpose);
    void ask();
    void accept(const Result<std::shared_ptr<const BlastRadius>> &answer);

    CommandsServices m_services;
    std::vector<console::ActionView> m_catalogue;
    DraftCheck m_check;
    std::shared_ptr<const BlastRadius> m_radius;
    Command m_askedFor;
    Purpose m_purpose = Purpose::Show;
    std::stop_source m_stop;
    int m_generation = 0;
    QTimer m_soon; // typing settles before anything is asked
    bool m_isActive = false;
    bool m_isAsking = false;
};

} // namespace binnacle::ui

#include "ui/commands/dispatch_presenter.h"

#include "core/console/on_answer.h"
#include "ui/commands/command_text.h"
#include "ui/widgets/formatting.h"

#include <utility>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int kSoonMs = 250;

} // namespace

QString whyNoCommands(const CommandsServices &services)
{
    if (const auto asOf = services.time.asOf())
        return DispatchPresenter::tr("The window shows %1. Commands act on what is now: go back to "
                                     "now first.")
            .arg(services.time.dateTimeText(*asOf));
    if (services.access.isReadOnly())
        return DispatchPresenter::tr("This window is read-only: nothing can be sent. Settings "
                                     "switches it back.");
    const Role role = services.access.me().role;
    if (!roleHas(role, Capability::RunCommands))
        return DispatchPresenter::tr("Your role (%1) cannot run commands. Ask an admin of this "
                                     "console.")
            .arg(roleWord(role));
    return {};
}

DispatchPresenter::DispatchPresenter(const CommandsServices &services, QObject *parent)
    : QObject(parent)
    , m_services(services)
    , m_catalogue(services.commands.catalogue())
    , m_check(checkDraft({}, nullptr))
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(kSoonMs);
    connect(&m_soon, &QTimer::timeout, this, &DispatchPresenter::ask);
}

void DispatchPresenter::setActive(bool isActive)
{
    if (std::exchange(m_isActive, isActive) == isActive)
        return;
    if (isActive && m_check.isValid() && !isFresh()) {
        m_soon.start();
    } else if (!isActive) {
        m_soon.stop();
        m_stop.request_stop();
    }
}

void DispatchPresenter::setDraft(const CommandDraft &draft)
{
    DraftCheck now = checkDraft(draft, findAction(m_catalogue, draft.action));
    const bool isSame
        = now.isValid() && m_check.isValid() && meansTheSame(now.command, m_check.command);
    m_check = std::move(now);
    emit checked();
    if (isSame)
        return;
    m_purpose = Purpose::Show;
    ++m_generation; // an answer on its way is about something else
    m_stop.request_stop();
    m_isAsking = false;
    if (!m_check.isValid()) {
        m_soon.stop();
        m_radius.reset();
        emit radiusShown();
        return;
    }
    if (m_isActive)
        m_soon.start();
}

bool DispatchPresenter::isFresh() const
{
    return m_radius && m_check.isValid() && meansTheSame(m_askedFor, m_check.command);
}

void DispatchPresenter::askFor(Purpose purpose)
{
    if (!m_check.isValid())
        return;
    m_purpose = purpose;
    m_soon.stop();
    ask();
}

void DispatchPresenter::ask()
{
    m_stop.request_stop();
    m_stop = {};
    m_isAsking = true;
    const int generation = ++m_generation;
    const Command asked = m_check.command;
    console::onAnswer(m_services.commands.blastRadius(asked, m_stop.get_token()), this,
        [this, generation, asked](const Result<std::shared_ptr<const BlastRadius>> &answer) {
            if (generation != m_generation)
                return;
            m_askedFor = asked;
            accept(answer);
        });
}

void DispatchPresenter::accept(const Result<std::shared_ptr<const BlastRadius>> &answer)
{
    m_isAsking = false;
    const Purpose purpose = std::exchange(m_purpose, Purpose::Show);
    if (!answer) {
        if (answer.error().code == ErrorCode::Cancelled)
            return;
        m_radius.reset();
        emit radiusFailed(answer.error());
        return;
    }
    m_radius = *answer;
    emit radiusShown();
    if (purpose == Purpose::DryRun)
        emit dryRunDone();
    else if (purpose == Purpose::Dispatch)
        emit confirmationWanted();
}

void DispatchPresenter::dispatch(const console::DispatchRequest &request)
{
    console::onAnswer(m_services.commands.dispatch(request), this,
        [this](const Result<std::shared_ptr<const console::DispatchOutcome>> &outcome) {
            if (outcome)
                emit dispatched(**outcome);
            else
                emit dispatchFailed(outcome.error());
        });
}

} // namespace binnacle::ui

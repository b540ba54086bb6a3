#include "core/runtime/console/desktop_user.h"

#include "core/console/on_answer.h"

#include <QLoggingCategory>
#include <QPromise>

#include <chrono>
#include <memory>
#include <utility>

Q_LOGGING_CATEGORY(logDesktopUser, "binnacle.user")

namespace binnacle::runtime {

namespace {

// What the system calls who is logged in; "owner" where it does not say or a name is not ours.
std::string systemUserName()
{
    const QString name = qEnvironmentVariable("USER").toLower();
    for (const QChar c : name) {
        const bool fits = (c >= u'a' && c <= u'z') || (c >= u'0' && c <= u'9') || c == u'.'
            || c == u'_' || c == u'-';
        if (!fits)
            return "owner";
    }
    return name.isEmpty() || name.size() > 64 ? "owner" : name.toStdString();
}

AuditEntry entryOf(const Principal &who, const Deed &deed, const Status &outcome)
{
    AuditEntry entry{.userId = who.userId,
        .username = who.username,
        .role = who.role,
        .source = ActionSource::Desktop,
        .action = deed.action,
        .resource = deed.resource,
        .before = deed.before,
        .after = deed.after,
        .success = outcome.has_value()};
    if (!outcome) {
        entry.statusCode = outcome.error().code == ErrorCode::PermissionDenied ? 403 : 500;
        entry.errorMessage = outcome.error().message;
    }
    return entry;
}

} // namespace

DesktopUser::DesktopUser(Runtime &runtime, bool isReadOnly, QObject *parent)
    : QObject(parent)
    , m_runtime(runtime)
    , m_isReadOnly(isReadOnly)
{
    const auto promise = std::make_shared<QPromise<Result<Principal>>>();
    promise->start();
    const std::string name = systemUserName();
    m_runtime.access().ensureLocalOwner(name, [promise](Result<Principal> owner) {
        promise->addResult(std::move(owner));
        promise->finish();
    });
    // A workspace that somebody else writes knows no owner of ours: it can be looked at.
    m_principal = {.userId = -1, .username = name, .role = Role::Viewer};
    m_principal.source = ActionSource::Desktop;
    console::onAnswer(promise->future(), this, [this](const Result<Principal> &owner) {
        if (owner) {
            m_principal = *owner;
            m_principal.source = ActionSource::Desktop;
        } else {
            qCWarning(logDesktopUser, "no local owner error=\"%s\"", owner.error().message.c_str());
        }
        m_isKnown = true;
        for (const auto &task : std::exchange(m_waiting, {}))
            task();
        emit changed();
    });
}

void DesktopUser::whenKnown(std::function<void()> task)
{
    if (m_isKnown)
        task();
    else
        m_waiting.push_back(std::move(task));
}

Principal DesktopUser::principal() const
{
    Principal who = m_principal;
    who.isReadOnly = m_isReadOnly;
    return who;
}

void DesktopUser::setReadOnly(bool on)
{
    if (std::exchange(m_isReadOnly, on) == on)
        return;
    record({.action = AuditAction::Update, .resource = on ? "read-only on" : "read-only off"},
        binnacle::Done{}, {});
    emit changed();
}

Status DesktopUser::allowed(const Deed &deed)
{
    const Principal who = principal();
    const Status granted = deed.cluster.isEmpty() ? who.require(deed.capability)
                                                  : who.require(deed.capability, deed.cluster);
    if (!granted)
        m_runtime.audit().record(entryOf(who, deed, granted));
    return granted;
}

void DesktopUser::record(const Deed &deed, const Status &outcome, Duration took)
{
    AuditEntry entry = entryOf(principal(), deed, outcome);
    entry.took = took;
    m_runtime.audit().record(std::move(entry));
}

QFuture<Status> DesktopUser::perform(Deed deed, const std::function<void(Done)> &work)
{
    const auto promise = std::make_shared<QPromise<Status>>();
    promise->start();
    const auto give = [promise](const Status &status) {
        promise->addResult(status);
        promise->finish();
    };
    if (const Status granted = allowed(deed); !granted) {
        give(granted);
        return promise->future();
    }
    const auto started = std::chrono::steady_clock::now();
    work([&audit = m_runtime.audit(), give, started, deed = std::move(deed), who = principal()](
             const Status &status) {
        AuditEntry entry = entryOf(who, deed, status);
        entry.took
            = std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - started);
        audit.record(std::move(entry));
        give(status);
    });
    return promise->future();
}

} // namespace binnacle::runtime

// The part of AlertKeeper that asks for runbooks and remembers when the engine last stepped.
#include "core/runtime/alert_decided.h"
#include "core/runtime/ask_reader.h"
#include "core/runtime/runtime.h"
#include "core/store/settings_repository.h"
#include "core/store/store_writer.h"

#include <QLoggingCategory>

#include <algorithm>
#include <charconv>
#include <utility>

Q_LOGGING_CATEGORY(logAlertWishes, "binnacle.alerts")

namespace binnacle::runtime {

namespace {

// A runbook that an outage kept waiting for longer is not what is needed any more.
constexpr Duration kWishLasts{3'600'000};
constexpr const char *kLastStep = "alerts.last_step"; // milliseconds

// Whether the same order may be carried out later.
bool isPassing(const Error &error)
{
    switch (error.code) {
    case ErrorCode::DiskFull:
    case ErrorCode::Unavailable:
    case ErrorCode::Timeout:
    case ErrorCode::Busy:
    case ErrorCode::Internal:
        return true;
    default:
        return false;
    }
}

} // namespace

// What an earlier run wanted and did not get, for alerts that still fire.
Status AlertKeeper::loadWishes(const std::vector<Alert> &open, Timestamp now)
{
    auto wishes
        = askReader<std::vector<alerts::RunbookWish>>(m_runtime.dutyReaders(), alerts::readWishes);
    if (!wishes)
        return wishes.error();
    for (alerts::RunbookWish &wish : *wishes) {
        const auto alert = std::ranges::find(open, wish.alert.id, &Alert::id);
        const bool isOfUse = alert != open.end() && alert->phase == AlertPhase::Firing
            && !isKnown(alert->resolvedAt) && now - wish.at <= kWishLasts;
        if (!isOfUse) {
            qCWarning(logAlertWishes, "runbook not started rule=%s runbook=%s error=\"%s\"",
                wish.ruleName.c_str(), wish.runbook.c_str(),
                "its alert is over, or it is more than an hour ago");
            dropWish(wish.id);
            continue;
        }
        wish.alert = *alert;
        m_wishes.emplace(wish.id, std::move(wish));
    }
    return Done{};
}

void AlertKeeper::askForRunbooks()
{
    for (const auto &[id, wish] : m_wishes)
        m_runbookWanted.notify(wish);
}

void AlertKeeper::endWish(std::int64_t wish, const Status &outcome)
{
    if (m_isStopping)
        return;
    m_thread.post([this, wish, outcome] {
        const auto found = m_wishes.find(wish);
        if (found == m_wishes.end())
            return;
        if (!outcome)
            qCWarning(logAlertWishes, "runbook not started rule=%s runbook=%s error=\"%s\"",
                found->second.ruleName.c_str(), found->second.runbook.c_str(),
                outcome.error().message.c_str());
        if (!outcome && isPassing(outcome.error()))
            return; // asked for again with a later tick
        m_wishes.erase(found);
        dropWish(wish);
    });
}

// When this fails the next run of the program asks again, and gets the run that there is.
void AlertKeeper::dropWish(std::int64_t wish)
{
    m_runtime.workspace().writer().submit(
        [wish](store::WriteContext &context) { return alerts::removeWish(context, wish); },
        [](const Status &status) {
            if (!status)
                qCWarning(logAlertWishes, "wish not removed error=\"%s\"",
                    status.error().message.c_str());
        });
}

Result<Timestamp> AlertKeeper::readLastStep()
{
    auto stored = askReader<std::optional<std::string>>(m_runtime.dutyReaders(),
        [](store::Connection &connection) { return store::readSetting(connection, kLastStep); });
    if (!stored)
        return stored.error();
    std::int64_t ms = 1; // long ago: what is pending became so after it
    const std::string text = stored->value_or("");
    std::from_chars(text.data(), text.data() + text.size(), ms);
    return fromEpochMs(ms);
}

// How long an outage was matters to what is pending; without that nothing is written.
void AlertKeeper::noteLastStep()
{
    const auto isPending = [](const Alert &alert) { return alert.phase == AlertPhase::Pending; };
    const auto known = state();
    if (m_runtime.workspace().isReadOnly() || std::ranges::none_of(known->alerts, isPending))
        return;
    const Timestamp now = m_runtime.clock().now();
    m_runtime.workspace().writer().submit(
        [now](store::WriteContext &context) {
            return store::writeSetting(
                context, kLastStep, std::to_string(toEpochMs(now)), now, "binnacle");
        },
        [](const Status &status) {
            if (!status)
                qCWarning(logAlertWishes, "the last step is not noted error=\"%s\"",
                    status.error().message.c_str());
        });
}

// What waits for an agent to be silent does not take a clock that was set for silence.
void AlertKeeper::watchClock(Timestamp now)
{
    constexpr Duration kSet{2'000};
    const Duration ahead = now.time_since_epoch() - m_runtime.clock().elapsed();
    if (m_clockAhead && (ahead - *m_clockAhead > kSet || *m_clockAhead - ahead > kSet))
        m_startedAt = now;
    m_clockAhead = ahead;
}

} // namespace binnacle::runtime

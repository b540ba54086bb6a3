// The half of AlertKeeper that carries out what the engine decides.
#include "core/alerts/alert_repository.h"
#include "core/alerts/silence_repository.h"
#include "core/hub/hub_state.h"
#include "core/notify/recipients.h"
#include "core/runtime/alert_decided.h"
#include "core/runtime/alert_messages.h"
#include "core/runtime/channel_keeper.h"
#include "core/runtime/runtime.h"
#include "core/store/store_writer.h"

#include <QLoggingCategory>

#include <algorithm>
#include <iterator>
#include <utility>

Q_LOGGING_CATEGORY(logAlertDecisions, "binnacle.alerts")

namespace binnacle::runtime {

namespace {

std::string_view pageWord(alerts::AlertPage::Kind kind)
{
    switch (kind) {
    case alerts::AlertPage::Kind::Firing:
        return "firing";
    case alerts::AlertPage::Kind::Repeat:
        return "repeat";
    case alerts::AlertPage::Kind::Resolved:
        return "resolved";
    case alerts::AlertPage::Kind::FlapDigest:
        return "flapping";
    }
    return "";
}

std::string keyOf(const Alert &alert)
{
    return alertDedupKey(alert.rule, alert.subject);
}

Message reminderOf(const Silence &silence, Timestamp now)
{
    return {.title = "Silence \"" + silence.name + "\" ends soon",
        .text = silence.reason,
        .source = "manual",
        .reason = "silence",
        .at = now,
        .fields = {{"until", formatRfc3339(silence.until)}, {"by", silence.createdBy}},
        .dedupKey = "silence:" + std::to_string(silence.id),
        .status = MessageStatus::Info};
}

} // namespace

void AlertKeeper::step(Readings readings)
{
    std::ranges::move(readings, std::back_inserter(m_readingsWaiting));
    const bool hadWaiting = !m_decided->isEmpty();
    if (hadWaiting && !save()) {
        publish();
        return;
    }
    const Timestamp now = m_runtime.clock().now();
    alerts::EngineStep step
        = m_engine.step(now, std::exchange(m_readingsWaiting, {}), m_runtime.clock().elapsed());
    if (step.changes.empty() && step.pages.empty() && step.silencesEnded.empty()) {
        if (hadWaiting)
            publish(); // the store is well again
        return;
    }
    keep(std::move(step), now);
    save();
    publish();
}

void AlertKeeper::keep(alerts::EngineStep step, Timestamp now)
{
    m_decided->at = now;
    // Those that are over are not among the engine's any more.
    std::map<std::string, Alert> byKey;
    for (Alert &alert : m_engine.alerts())
        byKey.insert_or_assign(keyOf(alert), std::move(alert));
    for (const alerts::AlertChange &change : step.changes) {
        byKey.insert_or_assign(keyOf(change.alert), change.alert);
        if (change.kind != alerts::AlertChange::Kind::Fired)
            continue;
        const auto rule = std::ranges::find(m_rules, change.alert.rule, &AlertRule::id);
        if (rule != m_rules.end() && rule->runsRunbook && !rule->runbook.empty()
            && change.alert.hush == AlertHush::None)
            m_decided->wishes.push_back({.ruleName = rule->name,
                .runbook = rule->runbook,
                .alert = change.alert,
                .at = now});
    }
    for (const alerts::AlertPage &page : step.pages) {
        std::vector<Alert> told;
        for (const std::string &key : page.dedupKeys) {
            if (const auto alert = byKey.find(key); alert != byKey.end())
                told.push_back(alert->second);
        }
        if (!told.empty())
            address(page, told, now);
    }
    std::ranges::move(step.changes, std::back_inserter(m_decided->changes));
    std::ranges::move(step.silencesEnded, std::back_inserter(m_decided->silencesEnded));
}

void AlertKeeper::address(
    const alerts::AlertPage &page, const std::vector<Alert> &alerts, Timestamp now)
{
    const auto rule = std::ranges::find(m_rules, page.rule, &AlertRule::id);
    if (rule == m_rules.end())
        return;
    const auto snapshot = hub::snapshotOf(*m_runtime.hub().state(), alerts.front().subject.cluster);
    const Message message = messageOf(*rule, page.kind, alerts, snapshot.get(), now);
    if (page.kind != alerts::AlertPage::Kind::Repeat)
        m_decided->told.push_back(alerts.front());
    const auto channels = m_channels.channels();
    for (const Channel *channel : notify::recipients(*channels, page.channels, message)) {
        m_decided->letters.push_back(
            {.item = {.channel = channel->id,
                 .channelName = channel->name,
                 .message = message,
                 .key = message.dedupKey + '|' + page.group + '|' + std::string(pageWord(page.kind))
                     + '|' + std::to_string(toEpochMs(now))},
                .dedupKey = keyOf(alerts.front())});
    }
}

Status AlertKeeper::Decided::write(store::WriteContext &context,
    std::vector<alerts::AlertChange> &stored, std::vector<alerts::RunbookWish> &wished) const
{
    stored = changes;
    if (Status put = alerts::storeChanges(context, stored); !put)
        return put;
    std::map<std::string, std::int64_t> rows;
    for (const alerts::AlertChange &change : stored)
        rows[keyOf(change.alert)] = change.alert.id;
    std::vector<notify::OutboxItem> items;
    for (const Letter &letter : letters) {
        items.push_back(letter.item);
        if (const auto row = rows.find(letter.dedupKey); row != rows.end())
            items.back().message.alert = row->second;
    }
    if (Status written = notify::enqueue(context, items, at); !written)
        return written;
    wished = wishes;
    for (alerts::RunbookWish &wish : wished) {
        wish.alert.id = rows[keyOf(wish.alert)];
        if (Status put = alerts::putWish(context, wish); !put)
            return put;
    }
    for (const std::int64_t silence : silencesEnded) {
        const Status ended = alerts::endSilence(context, silence, at);
        if (!ended && ended.error().code != ErrorCode::NotFound) // somebody was quicker
            return ended;
    }
    for (const std::int64_t silence : silencesReminded) {
        if (Status marked = alerts::markReminded(context, silence, at); !marked)
            return marked;
    }
    return Done{};
}

bool AlertKeeper::save()
{
    std::vector<alerts::AlertChange> stored;
    std::vector<alerts::RunbookWish> wished;
    // The job may run twice and starts from the same decisions each time.
    const Status saved = m_runtime.workspace().writer().submitAndWait(
        [this, &stored, &wished](
            store::WriteContext &context) { return m_decided->write(context, stored, wished); });
    m_health = saved;
    if (!saved) {
        qCWarning(
            logAlertDecisions, "alerts not stored error=\"%s\"", saved.error().message.c_str());
        return false;
    }
    const auto done = std::exchange(m_decided, std::make_unique<Decided>());
    for (const alerts::AlertChange &change : stored)
        m_engine.stored(keyOf(change.alert), change.alert.id);
    if (!done->letters.empty())
        m_channels.wake();
    for (Alert &alert : done->told) {
        const auto row = std::ranges::find(stored, keyOf(alert),
            [](const alerts::AlertChange &change) { return keyOf(change.alert); });
        if (alert.id == 0 && row != stored.end())
            alert.id = row->alert.id;
        m_told.notify(alert);
    }
    for (alerts::RunbookWish &wish : wished) {
        const auto [entry, isNew] = m_wishes.emplace(wish.id, std::move(wish));
        m_runbookWanted.notify(entry->second);
    }
    if (!done->silencesEnded.empty())
        m_thread.post([this] { readAgain(); });
    return true;
}

// Whoever made a silence hears in time that it ends.
void AlertKeeper::remind()
{
    const Timestamp now = m_runtime.clock().now();
    for (const Silence &silence : m_silences) {
        const bool isDue = silence.remindBefore > Duration::zero() && silence.isActive(now)
            && now >= silence.until - silence.remindBefore
            && !m_reminded.contains({silence.id, silence.until});
        if (!isDue)
            continue;
        m_reminded.insert({silence.id, silence.until});
        m_decided->at = now;
        m_decided->silencesReminded.push_back(silence.id);
        const Message message = reminderOf(silence, now);
        const auto channels = m_channels.channels();
        for (const Channel *channel : notify::recipients(*channels, {}, message))
            m_decided->letters.push_back(
                {.item = {.channel = channel->id,
                     .channelName = channel->name,
                     .message = message,
                     .key = message.dedupKey + '|' + std::to_string(toEpochMs(silence.until))}});
    }
}

} // namespace binnacle::runtime

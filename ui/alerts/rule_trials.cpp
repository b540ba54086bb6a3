#include "ui/alerts/rule_trials.h"

#include "core/console/on_answer.h"
#include "ui/widgets/error_text.h"
#include "ui/widgets/formatting.h"

#include <algorithm>
#include <iterator>

namespace binnacle::ui {

using namespace Qt::Literals::StringLiterals;

namespace {

// Channels that a rule would be told over.
std::vector<Channel> channelsOf(const AlertRule &rule, const console::AlertBoard &board)
{
    std::vector<Channel> result;
    std::ranges::copy_if(board.channels, std::back_inserter(result), [&](const Channel &channel) {
        return rule.channels.empty()
            ? channel.isEffective()
            : std::ranges::find(rule.channels, channel.id) != rule.channels.end();
    });
    return result;
}

} // namespace

RuleTrials::RuleTrials(AlertState &state, QObject *parent)
    : QObject(parent)
    , m_state(state)
{}

void RuleTrials::testChannels(const AlertRule &rule)
{
    if (m_waiting > 0)
        return; // one after the other: each message is a real one
    const std::vector<Channel> channels = channelsOf(rule, m_state.board());
    if (channels.empty()) {
        emit told(StatusKind::Warning, tr("The rule has no channel that could be tested."));
        return;
    }
    m_lines.clear();
    m_hasFailed = false;
    m_waiting = static_cast<qsizetype>(channels.size());
    emit told(StatusKind::Neutral,
        tr("Sending to %n channel(s).", nullptr, static_cast<int>(channels.size())));
    for (const Channel &channel : channels)
        console::onAnswer(m_state.desk().testChannel(channel), this,
            [this, name = toText(channel.name)](
                const Result<std::shared_ptr<const ChannelTest>> &test) { tested(name, test); });
}

void RuleTrials::tested(const QString &name, const Result<std::shared_ptr<const ChannelTest>> &test)
{
    const bool isSent = test && (*test)->succeeded;
    m_hasFailed = m_hasFailed || !isSent;
    const QString answer = test ? toText((*test)->response).simplified() : errorLine(test.error());
    m_lines += isSent ? tr("%1: arrived in %2 ms").arg(name).arg((*test)->latency.count())
                      : tr("%1: failed, %2").arg(name, answer);
    --m_waiting;
    emit told(m_waiting > 0 ? StatusKind::Neutral
            : m_hasFailed   ? StatusKind::Critical
                            : StatusKind::Ok,
        m_lines.join(u" · "_s));
}

void RuleTrials::silence(const AlertRule &rule, Duration length)
{
    const Timestamp now = systemNow();
    const Silence silence{.name = rule.name,
        .matchers = {{.label = "rule", .value = rule.name}},
        .from = now,
        .until = now + length};
    console::onAnswer(m_state.desk().saveSilence(silence), this,
        [this, until = silence.until](const Status &status) {
            if (status)
                emit told(
                    StatusKind::Ok, tr("Silenced until %1.").arg(m_state.time().timeText(until)));
            else
                emit told(StatusKind::Critical, errorLine(status.error()));
        });
}

} // namespace binnacle::ui

// The half of RuntimeGatewayHost for those on duty: commands, alerts, channels.
#include "core/notify/outbox_repository.h"
#include "core/runtime/alert_keeper.h"
#include "core/runtime/channel_keeper.h"
#include "core/runtime/command_keeper.h"
#include "core/runtime/runtime.h"
#include "core/runtime/runtime_gateway_host.h"
#include "core/store/reader_pool.h"

#include <algorithm>
#include <utility>

namespace binnacle::runtime {

void RuntimeGatewayHost::dispatch(
    gateway::DispatchAsk ask, std::function<void(Result<DispatchOutcome>)> done)
{
    m_runtime.commands().dispatch({.command = std::move(ask.command),
                                      .reason = std::move(ask.reason),
                                      .who = std::move(ask.who),
                                      .asksRisk = false},
        std::move(done));
}

void RuntimeGatewayHost::decide(const gateway::Ruling &ruling, StatusDone done)
{
    m_runtime.commands().decide(
        ruling.proposal, ruling.isApproved, ruling.by, ruling.note, std::move(done));
}

void RuntimeGatewayHost::startRunbook(
    gateway::RunbookAsk ask, std::function<void(Result<RunbookRun>)> done)
{
    std::string by = ask.who.username;
    m_runtime.commands().startRunbook({.runbook = ask.runbook,
                                          .cluster = std::move(ask.cluster),
                                          .arguments = std::move(ask.arguments),
                                          .startedBy = std::move(by),
                                          .who = std::move(ask.who)},
        std::move(done));
}

void RuntimeGatewayHost::cancelRun(std::int64_t run, const std::string &by, StatusDone done)
{
    m_runtime.commands().cancelRun(run, by, std::move(done));
}

gateway::AlertsNow RuntimeGatewayHost::alertsNow() const
{
    const auto state = m_runtime.alerts().state();
    return {.asOf = state->asOf, // the lists are parts of it and keep it alive
        .alerts = {state, &state->alerts},
        .problems = {state, &state->problems}};
}

void RuntimeGatewayHost::saveRule(const AlertRule &rule, StatusDone done)
{
    m_runtime.alerts().saveRule(rule, std::move(done));
}

void RuntimeGatewayHost::removeRule(std::int64_t rule, StatusDone done)
{
    m_runtime.alerts().removeRule(rule, std::move(done));
}

void RuntimeGatewayHost::saveSilence(const Silence &silence, StatusDone done)
{
    m_runtime.alerts().saveSilence(silence, std::move(done));
}

void RuntimeGatewayHost::endSilence(std::int64_t silence, StatusDone done)
{
    m_runtime.alerts().endSilence(silence, std::move(done));
}

void RuntimeGatewayHost::acknowledge(std::int64_t alert, const std::string &by, StatusDone done)
{
    m_runtime.alerts().acknowledge(alert, by, std::move(done));
}

std::shared_ptr<const RuntimeGatewayHost::Channels> RuntimeGatewayHost::channels() const
{
    return m_runtime.channels().channels();
}

void RuntimeGatewayHost::saveChannel(const Channel &channel, StatusDone done)
{
    m_runtime.channels().save(channel, std::move(done));
}

void RuntimeGatewayHost::removeChannel(std::int64_t channel, StatusDone done)
{
    m_runtime.channels().remove(channel, std::move(done));
}

void RuntimeGatewayHost::testChannel(
    const Channel &channel, std::function<void(Result<ChannelTest>)> done)
{
    m_runtime.channels().test(channel, std::move(done));
}

void RuntimeGatewayHost::count(Runtime &runtime, const std::shared_ptr<Waiting> &waiting)
{
    waiting->hasChanged = true;
    if (waiting->isCounted.exchange(true))
        return;
    runtime.workspace().readers().post(
        [waiting](store::Connection &connection) {
            while (waiting->hasChanged.exchange(false)) {
                if (const auto deliveries = notify::countWaiting(connection))
                    waiting->deliveries = *deliveries; // else the number before stays
            }
            waiting->isCounted = false;
        },
        [waiting](const Error &) { waiting->isCounted = false; });
}

void RuntimeGatewayHost::addDutyMetrics(std::vector<gateway::MetricSample> &samples) const
{
    const auto state = m_runtime.alerts().state();
    for (const AlertSeverity severity :
        {AlertSeverity::Info, AlertSeverity::Warning, AlertSeverity::Critical}) {
        const auto firing = std::ranges::count_if(state->alerts, [severity](const Alert &alert) {
            return alert.phase == AlertPhase::Firing && alert.severity == severity;
        });
        samples.push_back({.name = "binnacle_alerts_firing",
            .help = "Alerts that fire, silenced ones too.",
            .labels = {{"severity", std::string(alertSeverityName(severity))}},
            .value = static_cast<double>(firing)});
    }
    samples.push_back({.name = "binnacle_deliveries_pending",
        .help = "Messages to channels that have not been sent yet.",
        .labels = {},
        .value = static_cast<double>(m_waiting->deliveries)});
    count(m_runtime, m_waiting); // for the next time, should somebody else write the workspace
}

} // namespace binnacle::runtime

#pragma once

#include "core/base/listeners.h"
#include "core/gateway/gateway.h"

#include <atomic>
#include <cstdint>
#include <memory>

namespace binnacle::runtime {

class Runtime;

// What the gateway asks of a running Runtime.
class RuntimeGatewayHost final : public gateway::GatewayHost
{
public:
    explicit RuntimeGatewayHost(Runtime &runtime); // must outlive the host

    void renameCluster(const ClusterId &cluster, std::string name, Environment environment,
        StatusDone done) override;
    void removeCluster(const ClusterId &cluster, StatusDone done) override;
    void setTarget(const SloTarget &target, StatusDone done) override;
    Result<std::string> answerSlo(
        store::Connection &connection, const gateway::SloAsk &ask) override;
    std::vector<gateway::SettingRow> settings() const override;
    query::QueryLimits queryLimits() const override;
    void setSetting(const std::string &key, const std::string &value, const Principal &by,
        StatusDone done) override;
    std::vector<gateway::MetricSample> metrics() const override;

    void dispatch(
        gateway::DispatchAsk ask, std::function<void(Result<DispatchOutcome>)> done) override;
    void decide(const gateway::Ruling &ruling, StatusDone done) override;
    void startRunbook(
        gateway::RunbookAsk ask, std::function<void(Result<RunbookRun>)> done) override;
    void cancelRun(std::int64_t run, const std::string &by, StatusDone done) override;

    gateway::AlertsNow alertsNow() const override;
    void saveRule(const AlertRule &rule, StatusDone done) override;
    void removeRule(std::int64_t rule, StatusDone done) override;
    void saveSilence(const Silence &silence, StatusDone done) override;
    void endSilence(std::int64_t silence, StatusDone done) override;
    void acknowledge(std::int64_t alert, const std::string &by, StatusDone done) override;

    std::shared_ptr<const Channels> channels() const override;
    void saveChannel(const Channel &channel, StatusDone done) override;
    void removeChannel(std::int64_t channel, StatusDone done) override;
    void testChannel(
        const Channel &channel, std::function<void(Result<ChannelTest>)> done) override;

private:
    // What the outbox holds, counted by a reader whenever it changed: nobody waits for it.
    struct Waiting
    {
        std::atomic<std::int64_t> deliveries = 0;
        std::atomic_bool isCounted = false; // right now
        std::atomic_bool hasChanged = false;
    };
    static void count(Runtime &runtime, const std::shared_ptr<Waiting> &waiting);
    void addDutyMetrics(std::vector<gateway::MetricSample> &samples) const;

    Runtime &m_runtime;
    std::shared_ptr<Waiting> m_waiting = std::make_shared<Waiting>();
    Listeners<>::Subscription m_channelsChanged;
};

} // namespace binnacle::runtime

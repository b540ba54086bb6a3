#pragma once

#include "core/gateway/gateway.h"

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
    void setSetting(const std::string &key, const std::string &value, const Principal &by,
        StatusDone done) override;
    std::vector<gateway::MetricSample> metrics() const override;

private:
    Runtime &m_runtime;
};

} // namespace binnacle::runtime

#pragma once

#include "core/base/listeners.h"
#include "core/base/worker_pool.h"
#include "core/config/settings.h"
#include "core/gateway/gateway.h"

#include <memory>
#include <mutex>
#include <string>

namespace binnacle::runtime {

class Runtime;
class RuntimeGatewayHost;

// Opens the gateway as the settings say and follows them: a change of its address closes it and
// opens it anew. Thread-safe; starting and
// stopping happen on a thread of its own.
class GatewayKeeper
{
public:
    explicit GatewayKeeper(Runtime &runtime); // must outlive the keeper
    ~GatewayKeeper();
    GatewayKeeper(const GatewayKeeper &) = delete;
    GatewayKeeper &operator=(const GatewayKeeper &) = delete;

    struct State
    {
        bool isEnabled = false;
        std::string address; // "127.0.0.1:8080"; empty: not listening
        std::string problem;
        bool usesTls = false;
        gateway::GatewayStats stats;
    };
    State state() const;

    void follow(); // opens it where the settings say so, and listens to changes
    void drain();  // returns when what was asked for so far is done
    void stop();   // for good

private:
    void configure();
    void open(const config::GatewayListenerSettings &wanted);
    void close();

    Runtime &m_runtime;
    std::unique_ptr<RuntimeGatewayHost> m_host;
    mutable std::mutex m_mutex;
    std::shared_ptr<gateway::Gateway> m_gateway;  // guarded by m_mutex
    config::GatewayListenerSettings m_configured; // guarded by m_mutex
    std::string m_problem;                        // guarded by m_mutex
    Listeners<>::Subscription m_settingsChanged;
    WorkerPool m_pool{1}; // last: finishes first
};

} // namespace binnacle::runtime

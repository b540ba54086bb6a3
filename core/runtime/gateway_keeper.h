#pragma once

#include "core/base/listeners.h"
#include "core/base/worker_pool.h"
#include "core/config/settings.h"
#include "core/domain/alert.h"
#include "core/gateway/alert_feed.h"
#include "core/gateway/gateway.h"
#include "core/store/event_history.h"

#include <atomic>
#include <functional>
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

    // To the subscribers, where it is open: see gateway::Gateway::publish.
    void publish(std::string topic, std::string json, gateway::Audience audience);

private:
    void configure();
    void open(const config::GatewayListenerSettings &wanted);
    void close();
    void tellSubscribers();
    void tellOfAlerts();
    void withGateway(const std::function<void(gateway::Gateway &)> &told);

    Runtime &m_runtime;
    std::unique_ptr<RuntimeGatewayHost> m_host;
    mutable std::mutex m_mutex;
    std::shared_ptr<gateway::Gateway> m_gateway;  // guarded by m_mutex
    config::GatewayListenerSettings m_configured; // guarded by m_mutex
    std::string m_problem;                        // guarded by m_mutex
    Listeners<>::Subscription m_settingsChanged;
    Listeners<>::Subscription m_stateChanged;
    Listeners<store::SyncOutcome>::Subscription m_eventsStored;
    Listeners<CommandRecord>::Subscription m_commandsChanged;
    Listeners<ClusterId, Timestamp>::Subscription m_trafficStored;
    gateway::AlertFeed m_alertFeed;       // of m_pool
    std::atomic_bool m_alertsDue = false; // to be looked at
    Listeners<>::Subscription m_alertsChanged;
    Listeners<Alert>::Subscription m_alertsTold;
    WorkerPool m_pool{1}; // last: finishes first
};

} // namespace binnacle::runtime

#include "core/runtime/gateway_keeper.h"

#include "core/runtime/alert_keeper.h"
#include "core/runtime/runtime.h"
#include "core/runtime/runtime_gateway_host.h"
#include "core/runtime/workspace_queries.h"
#include "core/runtime/workspace_settings.h"

#include <QLoggingCategory>

#include <utility>

Q_LOGGING_CATEGORY(logGateway, "binnacle.gateway")

namespace binnacle::runtime {

namespace {

constexpr Duration kStopGrace{2'000};

std::string addressOf(const std::string &host, std::uint16_t port)
{
    const bool isV6 = host.find(':') != std::string::npos;
    return (isV6 ? '[' + host + ']' : host) + ':' + std::to_string(port);
}

} // namespace

GatewayKeeper::GatewayKeeper(Runtime &runtime)
    : m_runtime(runtime)
    , m_host(std::make_unique<RuntimeGatewayHost>(runtime))
    , m_alertFeed([this](std::string json, gateway::Audience audience) {
        publish("alerts", std::move(json), std::move(audience));
    })
{}

GatewayKeeper::~GatewayKeeper()
{
    stop();
}

void GatewayKeeper::follow()
{
    m_settingsChanged
        = m_runtime.settings().changed().add([this] { m_pool.post([this] { configure(); }); });
    tellSubscribers();
    m_pool.post([this] { configure(); });
}

void GatewayKeeper::withGateway(const std::function<void(gateway::Gateway &)> &told)
{
    std::shared_ptr<gateway::Gateway> open;
    {
        const std::scoped_lock lock(m_mutex);
        open = m_gateway;
    }
    if (open)
        told(*open);
}

void GatewayKeeper::publish(std::string topic, std::string json, gateway::Audience audience)
{
    withGateway([&](gateway::Gateway &gateway) {
        gateway.publish(std::move(topic), std::move(json), std::move(audience));
    });
}

void GatewayKeeper::tellSubscribers()
{
    m_stateChanged = m_runtime.stateChanged().add(
        [this] { withGateway([](gateway::Gateway &gateway) { gateway.stateChanged(); }); });
    m_eventsStored = m_runtime.eventsStored().add([this](const store::SyncOutcome &stored) {
        std::vector<EventRowId> events = stored.inserted;
        events.insert(events.end(), stored.updated.begin(), stored.updated.end());
        withGateway([&events](gateway::Gateway &gateway) { gateway.eventsStored(events); });
    });
    m_commandsChanged = m_runtime.commandsChanged().add([this](const CommandRecord &record) {
        withGateway([&record](gateway::Gateway &gateway) { gateway.commandChanged(record); });
    });
    m_trafficStored = m_runtime.trafficStored().add([this](const ClusterId &cluster, Timestamp) {
        withGateway([&cluster](gateway::Gateway &gateway) { gateway.trafficStored(cluster); });
    });
    tellOfAlerts();
}

void GatewayKeeper::tellOfAlerts()
{
    const auto look = [this] {
        m_alertsDue = false; // before the state is read: what comes later makes it due again
        const auto state = m_runtime.alerts().state();
        m_alertFeed.look(state->alerts, state->asOf);
    };
    const auto lookSoon = [this, look] {
        if (!m_alertsDue.exchange(true))
            m_pool.post(look);
    };
    lookSoon();
    m_alertsChanged = m_runtime.alerts().changed().add(lookSoon);
    m_alertsTold = m_runtime.alerts().told().add(
        [this](const Alert &alert) { m_pool.post([this, alert] { m_alertFeed.told(alert); }); });
}

void GatewayKeeper::drain()
{
    m_pool.drain();
}

void GatewayKeeper::stop()
{
    m_settingsChanged = {};
    m_stateChanged = {};
    m_eventsStored = {};
    m_commandsChanged = {};
    m_trafficStored = {};
    m_alertsChanged = {};
    m_alertsTold = {};
    m_pool.post([this] { close(); });
    m_pool.drain();
}

GatewayKeeper::State GatewayKeeper::state() const
{
    const std::scoped_lock lock(m_mutex);
    State state{.isEnabled = m_configured.enabled, .problem = m_problem};
    if (m_gateway) {
        state.address = addressOf(m_configured.server.address, m_gateway->port());
        state.usesTls = m_gateway->usesTls();
        state.stats = m_gateway->stats();
    }
    return state;
}

void GatewayKeeper::configure()
{
    const config::Settings settings = m_runtime.settings().current();
    const config::GatewayListenerSettings &wanted = settings.gateway;
    {
        const std::scoped_lock lock(m_mutex);
        if (m_configured == wanted)
            return;
    }
    close();
    if (wanted.enabled)
        open(wanted);
    const std::scoped_lock lock(m_mutex);
    m_configured = wanted;
}

void GatewayKeeper::open(const config::GatewayListenerSettings &wanted)
{
    gateway::GatewaySettings settings;
    settings.server = wanted.server;
    settings.requestsPerSecond = wanted.requestsPerSecond;
    settings.burst = wanted.burst;
    auto started = gateway::Gateway::start({.clock = m_runtime.clock(),
                                               .core = m_runtime.core(),
                                               .hub = m_runtime.hub(),
                                               .workspace = m_runtime.workspace(),
                                               .access = m_runtime.access(),
                                               .audit = m_runtime.audit(),
                                               .security = m_runtime.security(),
                                               .queries = m_runtime.queries(),
                                               .host = *m_host},
        settings);
    const std::scoped_lock lock(m_mutex);
    if (!started) {
        m_problem = started.error().message;
        qCCritical(logGateway, "gateway not opened reason=\"%s\"", m_problem.c_str());
        return;
    }
    m_gateway = *std::move(started);
    qCInfo(logGateway, "gateway opened address=%s",
        addressOf(wanted.server.address, m_gateway->port()).c_str());
}

void GatewayKeeper::close()
{
    std::shared_ptr<gateway::Gateway> open;
    {
        const std::scoped_lock lock(m_mutex);
        m_problem.clear();
        open = std::exchange(m_gateway, nullptr);
    }
    if (open)
        open->stop(kStopGrace);
}

} // namespace binnacle::runtime

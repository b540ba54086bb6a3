#include "core/runtime/gateway_keeper.h"

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
{}

GatewayKeeper::~GatewayKeeper()
{
    stop();
}

void GatewayKeeper::follow()
{
    m_settingsChanged
        = m_runtime.settings().changed().add([this] { m_pool.post([this] { configure(); }); });
    m_pool.post([this] { configure(); });
}

void GatewayKeeper::drain()
{
    m_pool.drain();
}

void GatewayKeeper::stop()
{
    m_settingsChanged = {};
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

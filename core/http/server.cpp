#include "core/http/server.h"

#include "core/http/listener.h"
#include "core/http/session.h"

#include <algorithm>
#include <csignal>
#include <mutex>
#include <unistd.h>
#include <utility>
#include <vector>

namespace binnacle::http {

namespace {

constexpr Duration kGraceOfDestructor{500};

ServerContext contextOf(
    ServerSettings settings, Router router, std::unique_ptr<TlsContext> tls, LimitReport report)
{
    HostPolicy policy(settings.address, settings.allowedHosts, tls != nullptr);
    return {.settings = std::move(settings),
        .router = std::move(router),
        .policy = std::move(policy),
        .tls = std::move(tls),
        .report = std::move(report)};
}

class RunningServer final : public Server
{
public:
    RunningServer(
        ServerSettings settings, Router router, std::unique_ptr<TlsContext> tls, LimitReport report)
        : m_context(
            contextOf(std::move(settings), std::move(router), std::move(tls), std::move(report)))
        , m_limits(std::make_shared<ConnectionLimits>(m_context.settings.limits, m_context.stats))
    {
        const int threads = std::max(1, m_context.settings.threads);
        for (int i = 0; i < threads; ++i)
            m_loops.push_back(std::make_shared<EventLoop>());
    }

    // NOLINTNEXTLINE(bugprone-exception-escape): as ~EventLoop()
    ~RunningServer() override { stop(kGraceOfDestructor); }

    Status listen()
    {
        auto listener = Listener::open(*m_loops.front(), m_context.settings,
            [this](Listener::Accepted accepted) { receive(std::move(accepted)); });
        if (!listener)
            return std::move(listener).error();
        m_listener = *listener;
        for (const auto &loop : m_loops)
            loop->start();
        m_started = true;
        m_loops.front()->post([listener = m_listener] { listener->start(); });
        return Done{};
    }

    std::uint16_t port() const override { return m_listener->port(); }
    bool usesTls() const override { return m_context.tls != nullptr; }
    const ServerStats &stats() const override { return m_context.stats; }

    void stop(Duration grace) override
    {
        const std::scoped_lock lock(m_stopMutex);
        if (!std::exchange(m_started, false))
            return;
        m_loops.front()->post([listener = m_listener] { listener->close(); });
        for (const auto &loop : m_loops)
            loop->beginStop();
        m_limits->waitUntilNone(grace); // finish() closes what is left
        for (const auto &loop : m_loops)
            loop->finish();
    }

private:
    // On the first loop's thread.
    void receive(Listener::Accepted accepted)
    {
        auto admission = m_limits->admit(accepted.address, accepted.loopback);
        if (admission.overOwnLimit && m_context.report)
            m_context.report(Limit::Connections, accepted.address);
        if (!admission.slot) {
            close(accepted.descriptor);
            return;
        }
        m_next = (m_next + 1) % m_loops.size();
        const auto &loop = m_loops[m_next];
        auto session = std::make_shared<Session>(loop, m_context,
            Session::Peer{.descriptor = accepted.descriptor,
                .address = std::move(accepted.address),
                .slot = std::move(*admission.slot)});
        loop->post([session = std::move(session), overLimit = admission.overLimit] {
            session->start(overLimit);
        });
    }

    ServerContext m_context;
    std::shared_ptr<ConnectionLimits> m_limits;
    std::vector<std::shared_ptr<EventLoop>> m_loops;
    std::shared_ptr<Listener> m_listener;
    std::size_t m_next = 0;
    std::mutex m_stopMutex;
    bool m_started = false; // guarded by m_stopMutex
};

} // namespace

Result<std::unique_ptr<Server>> Server::start(
    const ServerSettings &settings, Router router, LimitReport report)
{
    std::unique_ptr<TlsContext> tls;
    if (settings.certificateFile.empty() != settings.keyFile.empty()) {
        return Error{
            ErrorCode::InvalidArgument, "TLS needs both a certificate file and a key file"};
    }
    if (!settings.certificateFile.empty()) {
        auto loaded = TlsContext::load(settings.certificateFile, settings.keyFile);
        if (!loaded)
            return std::move(loaded).error();
        tls = std::move(*loaded);
    } else if (!isLoopbackAddress(settings.address)) {
        return Error{ErrorCode::InvalidArgument,
            "listening on " + settings.address
                + " is open to the network: it needs a TLS certificate and key"};
    }
    // A peer that vanishes is an error code here, never the end of the process.
    std::signal(SIGPIPE, SIG_IGN);

    auto server = std::make_unique<RunningServer>(
        settings, std::move(router), std::move(tls), std::move(report));
    if (Status listening = server->listen(); !listening)
        return std::move(listening).error();
    return std::unique_ptr<Server>(std::move(server));
}

} // namespace binnacle::http

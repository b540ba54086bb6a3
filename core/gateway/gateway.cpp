#include "core/gateway/gateway.h"

#include "core/gateway/door.h"
#include "core/gateway/metrics_text.h"

#include <memory>
#include <utility>

namespace binnacle::gateway {

namespace {

// A number about this program is nobody's secret, but names of clusters may be.
constexpr Capability kReadMetrics = Capability::ReadState;

class HttpGateway final : public Gateway
{
public:
    HttpGateway(const GatewayParts &parts, const GatewaySettings &settings)
        : m_parts(parts)
        , m_door(std::make_shared<Door>(parts, settings))
    {}

    Status open(const GatewaySettings &settings)
    {
        http::Router router;
        for (const Route &route : allRoutes()) {
            router.add(route.method, "/api/v2" + std::string(route.path),
                [door = m_door, &route](
                    http::Exchange exchange) { door->enter(route, std::move(exchange)); });
        }
        router.add(http::Method::Get, "/health", [](const http::Exchange &exchange) {
            exchange.respond(
                http::json(R"({"status":"ok","version":")" BINNACLE_VERSION R"("})"), {});
        });
        router.add(http::Method::Get, "/metrics",
            [this](const http::Exchange &exchange) { answerMetrics(exchange); });
        auto server = http::Server::start(settings.server, std::move(router));
        if (!server)
            return server.error();
        m_server = *std::move(server);
        return Done{};
    }

    ~HttpGateway() override
    {
        if (m_server)
            m_server->stop(Duration{0});
    }

    std::uint16_t port() const override { return m_server->port(); }
    bool usesTls() const override { return m_server->usesTls(); }

    GatewayStats stats() const override
    {
        return {.connections = m_server->stats().open, .requests = m_door->requests()};
    }

    void stop(Duration grace) override { m_server->stop(grace); }

private:
    void answerMetrics(const http::Exchange &exchange)
    {
        const auto who = m_door->admit(
            exchange.request, exchange.request.header("authorization"), kReadMetrics);
        if (!who)
            return exchange.respond(http::failure(who.error()), {});
        std::vector<MetricSample> samples = m_parts.host.metrics();
        const GatewayStats now = stats();
        samples.push_back({.name = "binnacle_gateway_requests_total",
            .help = "Requests of people and programs.",
            .isCounter = true,
            .labels = {},
            .value = static_cast<double>(now.requests)});
        samples.push_back({.name = "binnacle_gateway_connections",
            .help = "Open connections to the gateway.",
            .labels = {},
            .value = static_cast<double>(now.connections)});
        exchange.respond({.body = metricsText(std::move(samples)),
                             .contentType = "text/plain; version=0.0.4; charset=utf-8",
                             .headers = {{"Cache-Control", "no-store"}}},
            {});
    }

    const GatewayParts m_parts;
    const std::shared_ptr<Door> m_door;
    std::unique_ptr<http::Server> m_server;
};

} // namespace

Result<std::unique_ptr<Gateway>> Gateway::start(const GatewayParts &parts, GatewaySettings settings)
{
    auto gateway = std::make_unique<HttpGateway>(parts, settings);
    if (Status opened = gateway->open(settings); !opened)
        return opened.error();
    return std::unique_ptr<Gateway>(std::move(gateway));
}

} // namespace binnacle::gateway

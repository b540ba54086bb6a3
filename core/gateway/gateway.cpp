#include "core/gateway/gateway.h"

#include "core/gateway/change_feed.h"
#include "core/gateway/door.h"
#include "core/gateway/limit_hits.h"
#include "core/gateway/metrics_text.h"
#include "core/gateway/subscriptions.h"

#include <algorithm>
#include <memory>
#include <utility>

namespace binnacle::gateway {

namespace {

// A number about this program is nobody's secret, but names of clusters may be.
constexpr Capability kReadMetrics = Capability::ReadState;
constexpr auto kListener = "gateway"; // among those that count what they turn away

class HttpGateway final : public Gateway
{
public:
    HttpGateway(const GatewayParts &parts, const GatewaySettings &settings)
        : m_parts(parts)
        , m_door(std::make_shared<Door>(parts, settings))
        , m_subscriptions(std::make_shared<Subscriptions>(parts, m_door))
        , m_feed(std::make_shared<ChangeFeed>(parts, m_subscriptions->thread(),
              [weak = std::weak_ptr(m_subscriptions)](
                  std::string topic, std::string json, Audience audience) {
                  if (const auto subscriptions = weak.lock())
                      subscriptions->publish(
                          std::move(topic), std::move(json), std::move(audience));
              }))
    {
        m_feed->start();
    }

    Status open(const GatewaySettings &settings)
    {
        http::Router router;
        router.addWebSocket("/api/v2" + std::string(kSubscribePath),
            [this](http::Exchange exchange) { subscribe(std::move(exchange)); });
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
        auto server = http::Server::start(
            settings.server, std::move(router), securityReport(m_parts.security, kListener));
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
        return {.connections = m_server->stats().open,
            .requests = m_door->requests(),
            .subscribers = m_subscriptions->open(),
            .messages = m_subscriptions->messages(),
            .missedMessages = m_subscriptions->missed()};
    }

    void publish(std::string topic, std::string json, Audience audience) override
    {
        m_subscriptions->publish(std::move(topic), std::move(json), std::move(audience));
    }
    void stateChanged() override { m_feed->stateChanged(); }
    void eventsStored(const std::vector<EventRowId> &events) override
    {
        m_feed->eventsStored(events);
    }
    void commandChanged(const CommandRecord &record) override { m_feed->commandChanged(record); }
    void trafficStored(const ClusterId &cluster) override { m_feed->trafficStored(cluster); }

    void stop(Duration grace) override { m_server->stop(grace); }

private:
    // A plain GET is told what to do instead, by its route.
    void subscribe(http::Exchange exchange)
    {
        static const Route &route = *std::ranges::find(allRoutes(), kSubscribePath, &Route::path);
        if (exchange.acceptWebSocket)
            m_subscriptions->accept(exchange);
        else
            m_door->enter(route, std::move(exchange));
    }

    void answerMetrics(const http::Exchange &exchange)
    {
        const auto who = m_door->admit(
            exchange.request, exchange.request.header("authorization"), kReadMetrics);
        if (!who)
            return exchange.respond(http::failure(who.error()), {});
        if (!who->scope.isEverything())
            return exchange.respond(http::failure({ErrorCode::PermissionDenied,
                                        "these numbers are of the whole estate, which this "
                                        "account may not see"}),
                {});
        std::vector<MetricSample> samples = m_parts.host.metrics();
        const GatewayStats now = stats();
        const auto add
            = [&samples](std::string name, std::string help, bool isCounter, auto value) {
                  samples.push_back({.name = std::move(name),
                      .help = std::move(help),
                      .isCounter = isCounter,
                      .labels = {},
                      .value = static_cast<double>(value)});
              };
        add("binnacle_gateway_requests_total", "Requests of people and programs.", true,
            now.requests);
        add("binnacle_gateway_connections", "Open connections to the gateway.", false,
            now.connections);
        add("binnacle_gateway_subscribers", "Open WebSockets of subscribers.", false,
            now.subscribers);
        add("binnacle_gateway_messages_total", "Messages for subscribers, each counted.", true,
            now.messages);
        add("binnacle_gateway_missed_messages_total",
            "Messages that were dropped because a subscriber read too slowly.", true,
            now.missedMessages);
        addLimitHits(samples, kListener, m_server->stats());
        exchange.respond({.body = metricsText(std::move(samples)),
                             .contentType = "text/plain; version=0.0.4; charset=utf-8",
                             .headers = {{"Cache-Control", "no-store"}}},
            {});
    }

    const GatewayParts m_parts;
    const std::shared_ptr<Door> m_door;
    const std::shared_ptr<Subscriptions> m_subscriptions;
    const std::shared_ptr<ChangeFeed> m_feed;
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

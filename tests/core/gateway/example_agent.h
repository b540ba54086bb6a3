#pragma once

#include "core/base/clock.h"
#include "core/base/time.h"
#include "core/codec/slo_increments.h"
#include "core/demo/agent_wire.h"
#include "core/http/client.h"

#include <QtGlobal>

#include <chrono>
#include <cstdint>
#include <string>
#include <thread>

namespace binnacle::test {

// An agent of a cluster that has one of everything the API lists, and that says yes to whatever it
// is told. It fetches the commands of "prod" only.
class ExampleAgent
{
public:
    ExampleAgent(std::uint16_t port, const Clock &clock)
        : m_port(port)
        , m_clock(clock)
        , m_poll("127.0.0.1", port)
        , m_thread([this](const std::stop_token &stop) { run(stop); })
    {}
    ~ExampleAgent()
    {
        m_thread.request_stop();
        m_poll.interrupt();
    }
    ExampleAgent(const ExampleAgent &) = delete;
    ExampleAgent &operator=(const ExampleAgent &) = delete;

    void report(const std::string &cluster) const
    {
        http::Client client("127.0.0.1", m_port);
        const auto answer = client.send({.method = "POST",
            .target = "/agent/snapshot",
            .headers = {{"Content-Type", "application/json"}, {"X-Cluster-ID", cluster}},
            .body = snapshot(cluster)});
        if (!answer || answer->status != 200)
            qFatal("the snapshot was refused: %s", answer ? answer->body.c_str() : "no answer");
    }

private:
    static std::string traffic(Timestamp now)
    {
        SloIncrements counted{.at = now, .bootId = "boot", .seq = 1, .interval = Duration{15'000}};
        const auto latency = LatencyHistogram::fromCumulative({10, 100, 1'000}, {50, 90, 100}, 100);
        ServiceIncrement service{.service = {"shop", "web"}};
        service.requests
            = {{.code = "200", .count = 90}, {.code = "503", .failure = true, .count = 10}};
        service.latency = latency;
        service.latencySum = 4'000;
        service.latencyCount = 100;
        service.totalRequests = 100;
        counted.services = {service};
        EdgeIncrement edge{.edge = {{"shop", "web"}, {"pay", "db"}}, .requests = 64, .failures = 4};
        edge.latency = latency;
        counted.edges = {edge};
        IngressIncrement ingress{.serviceKey = "shop-web-80"};
        ingress.requests = {{.code = "200", .method = "GET", .count = 97},
            {.code = "500", .method = "GET", .failure = true, .count = 3}};
        ingress.latency = latency;
        ingress.latencySum = 4'000;
        ingress.latencyCount = 100;
        counted.ingress = {ingress};
        counted.routes = {{.name = "web",
            .ns = "shop",
            .domain = "shop.example.com",
            .serviceKey = "shop-web-80",
            .serviceName = "web",
            .servicePort = 80}};
        return codec::encodeSloIncrements(counted);
    }

    std::string snapshot(const std::string &cluster) const
    {
        const Timestamp now = m_clock.now();
        const std::string at = formatRfc3339(now);
        std::string json = R"({"clusterId":")" + cluster + R"(","fetchedAt":")" + at + R"(",
"nodes":[{"summary":{"name":"node-1","ready":"True"}}],
"pods":[{"summary":{"name":"web-0","namespace":"shop","nodeName":"node-1"},
         "status":{"phase":"Running"}},
        {"summary":{"name":"db-0","namespace":"pay"},"status":{"phase":"Failed"}}],
"deployments":[{"summary":{"name":"web","namespace":"shop","replicas":1,"ready":1}}],
"namespaces":[{"summary":{"name":"shop"}}],)";
        for (const char *kind : {"statefulSets", "daemonSets", "services", "ingresses"})
            json += std::string("\"") + kind
                + R"(":[{"summary":{"name":"web","namespace":"shop"}}],)";
        for (const char *kind : {"pvcs", "networkPolicies", "resourceQuotas", "limitRanges",
                 "replicaSets", "jobs", "cronJobs", "serviceAccounts", "configMaps", "secrets"})
            json += std::string("\"") + kind + R"(":[{"name":"web","namespace":"shop"}],)";
        return json + R"("pvs":[{"name":"disk-1"}],"sloData":)" + traffic(now) + R"(,
"events":[{"uid":"e1","name":"web-0.1","namespace":"shop","kind":"Event","createdAt":")"
            + at + R"(","type":"Warning","reason":"BackOff","message":"back-off","source":"kubelet",
 "involvedObject":{"kind":"Pod","namespace":"shop","name":"web-0"},"count":3,
 "firstTimestamp":")"
            + at + R"(","lastTimestamp":")" + at + R"("}]})";
    }

    void run(const std::stop_token &stop)
    {
        http::Client results("127.0.0.1", m_port);
        while (!stop.stop_requested()) {
            const auto polled = m_poll.send({.target = "/agent/commands?cluster_id=prod&topic=ops",
                .headers = {{"X-Cluster-ID", "prod"}},
                .timeout = Duration{60'000}});
            if (!polled || polled->status != 200)
                continue;
            const auto command = demo::decodePoll(polled->body);
            if (!command || !*command)
                continue;
            const auto told = results.send({.method = "POST",
                .target = "/agent/result",
                .headers = {{"Content-Type", "application/json"}, {"X-Cluster-ID", "prod"}},
                .body = demo::encodeResult((*command)->id, std::string("a line"),
                    std::chrono::milliseconds{1}, m_clock.now())});
            if (!told)
                qWarning("%s", told.error().message.c_str());
        }
    }

    const std::uint16_t m_port;
    const Clock &m_clock;
    http::Client m_poll;
    std::jthread m_thread; // last: stops first
};

} // namespace binnacle::test

#pragma once

#include "core/slo/slo_service.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_repository.h"
#include "tests/support/read_with.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <string>
#include <utility>
#include <vector>

// A workspace with traffic in it, and questions to it. All traffic is of the cluster "prod".
namespace binnacle::test {

inline const ClusterId kProd{"prod"};

inline IngressRoute route(const std::string &domain, const std::string &path,
    const std::string &serviceKey, const std::string &service = "shop-api")
{
    return {.name = "shop-web",
        .ns = "shop",
        .domain = domain,
        .pathPrefix = path,
        .serviceKey = serviceKey,
        .serviceName = service,
        .servicePort = 8080,
        .tls = true};
}

// Requests of one interval; the errors among them are 503. All took 20 ms.
inline IngressIncrement ingress(const std::string &key, std::int64_t requests, std::int64_t errors)
{
    const auto count = static_cast<double>(requests);
    return {.serviceKey = key,
        .requests = {{"200", "GET", false, requests - errors}, {"503", "GET", true, errors}},
        .latency = LatencyHistogram::fromCumulative({10, 50, 500}, {0, count, count}, count),
        .latencySum = 20 * count,
        .latencyCount = requests};
}

inline ServiceIncrement service(const ServiceRef &ref, std::int64_t requests, std::int64_t errors)
{
    const IngressIncrement same = ingress({}, requests, errors);
    return {.service = ref,
        .requests = {{"200", "", false, requests - errors}, {"503", "", true, errors}},
        .latency = same.latency,
        .latencySum = same.latencySum,
        .latencyCount = requests,
        .tlsRequests = requests,
        .totalRequests = requests};
}

// Contract 02 §2.8: the fifteen seconds up to 1700000015.
inline SloIncrements workedExample()
{
    return {.at = fromEpochMs(1'700'000'015'000),
        .bootId = "boot",
        .seq = 1,
        .interval = std::chrono::seconds{15},
        .services = {{.service = {"shop", "shop-api"},
            .requests = {{"200", "", false, 120}, {"503", "", true, 10}},
            .latency
            = LatencyHistogram::fromCumulative({1, 10, 50, 100, 500}, {11, 72, 107, 117, 127}, 130),
            .latencySum = 6930,
            .latencyCount = 130,
            .tlsRequests = 130,
            .totalRequests = 130}},
        .edges = {{.edge = {{"shop", "shop-api"}, {"data", "shop-db-proxy"}},
            .requests = 64,
            .failures = 4,
            .latencySum = 1920,
            .latencyCount = 64}},
        .ingress = {{.serviceKey = "shop-shop-api-8080",
            .requests = {{"200", "GET", false, 110}, {"503", "GET", true, 10}},
            .latency
            = LatencyHistogram::fromCumulative({100, 300, 1200, 5000}, {85, 102, 117, 120}, 120),
            .latencySum = 17500,
            .latencyCount = 120}},
        .routes = {route("shop.example.com", "/", "shop-shop-api-8080")}};
}

class SloFixture
{
public:
    store::Workspace &workspace() { return m_store.workspace(); }
    void reopen() { m_store.reopen(); }

    void write(const store::StoreWriter::Job &job) { m_store.write(job); }

    void insert(const std::vector<SloIncrements> &increments) { m_store.insert(kProd, increments); }

    // Hourly rows of an ingress service, the newest hour ends at `to`: as after 48 h, when the raw
    // rows are gone. Told for the whole hour.
    void putHours(
        const std::string &key, Timestamp to, int hours, std::int64_t requests, std::int64_t errors)
    {
        putHours(
            TrafficKey::ofIngress(key), Traffic::of(ingress(key, requests, errors)), to, hours);
    }
    void putHours(const TrafficKey &key, const Traffic &traffic, Timestamp to, int hours)
    {
        write([&](store::WriteContext &context) -> Status {
            for (int i = 1; i <= hours; ++i) {
                const Status done = store::putHour(context, kProd,
                    {.key = key, .at = to - std::chrono::hours{i}, .traffic = traffic},
                    std::chrono::hours{1});
                if (!done)
                    return done.error();
            }
            return Done{};
        });
    }

    void putTarget(SloTargetType type, const std::string &host, SloWindow window,
        double availability, int p95Latency = 1'000)
    {
        write([&](store::WriteContext &context) -> Status {
            const auto stored = store::putTarget(context,
                {.cluster = kProd,
                    .type = type,
                    .host = host,
                    .window = window,
                    .availability = availability,
                    .p95Latency = p95Latency},
                fromEpochMs(1'700'000'000'000));
            return stored ? Status(Done{}) : Status(stored.error());
        });
    }

    template<typename Job>
    auto read(Job job)
    {
        return readWith(workspace().readers(), job);
    }

    SloBoard boardAt(Timestamp now, SloSubject::Kind kind = SloSubject::Kind::Domain,
        SloWindow window = SloWindow::OneDay)
    {
        return need(read([&](store::Connection &connection) {
            return slo::readBoard(
                connection, {.cluster = kProd, .kind = kind, .window = window, .now = now});
        }));
    }

    SloDetail detailOf(const SloSubject &subject, const TimeRange &range, SloWindow window)
    {
        return need(read([&](store::Connection &connection) {
            return slo::readDetail(
                connection, {.subject = subject, .window = window, .range = range});
        }));
    }

private:
    StoreFixture m_store;
};

inline SloSubject domainSubject(const std::string &name)
{
    return {.kind = SloSubject::Kind::Domain, .cluster = kProd, .domain = name};
}

// Minute by minute up to `to`, `errors` of each `requests`.
inline std::vector<SloIncrements> everyMinute(
    const std::string &key, Timestamp to, int count, std::int64_t requests, std::int64_t errors)
{
    std::vector<SloIncrements> all;
    for (int i = count; i-- > 0;) {
        const Timestamp at = to - std::chrono::minutes{i};
        all.push_back({.at = at,
            .bootId = "boot",
            .seq = static_cast<std::uint64_t>(toEpochMs(at) / 60'000),
            .interval = std::chrono::minutes{1},
            .ingress = {ingress(key, requests, errors)}});
    }
    return all;
}

} // namespace binnacle::test

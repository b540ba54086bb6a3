#pragma once

#include "core/codec/snapshot.h"
#include "core/store/snapshot_history.h"
#include "core/store/store_writer.h"
#include "core/store/traffic_repository.h"
#include "tests/support/read_with.h"
#include "tests/support/store_fixture.h"

#include <QTest>

#include <memory>
#include <string>
#include <utility>
#include <vector>

// A workspace with the history of one cluster, "prod", that grows while a test goes on.
namespace binnacle::test {

inline const ClusterId kProd{"prod"};

// Of one minute. Errors are 503; `slow` of the requests took a second, the others 20 ms.
struct MinuteOfService
{
    ServiceRef service;
    std::int64_t requests = 0;
    std::int64_t errors = 0;
    std::int64_t slow = 0;
};

inline ServiceIncrement serviceMinute(const MinuteOfService &minute)
{
    const auto all = static_cast<double>(minute.requests);
    const auto fast = static_cast<double>(minute.requests - minute.slow);
    ServiceIncrement increment{.service = minute.service,
        .latency
        = LatencyHistogram::fromCumulative({10, 50, 500, 2'000}, {0, fast, fast, all}, all),
        .latencySum = fast * 20 + (all - fast) * 1'000,
        .latencyCount = minute.requests,
        .totalRequests = minute.requests};
    if (minute.requests > minute.errors)
        increment.requests.push_back({.code = "200", .count = minute.requests - minute.errors});
    if (minute.errors > 0)
        increment.requests.push_back({.code = "503", .failure = true, .count = minute.errors});
    return increment;
}

inline SloIncrements minuteOf(
    Timestamp at, const std::vector<MinuteOfService> &services, std::uint64_t seq)
{
    SloIncrements increments{
        .at = at, .bootId = "boot", .seq = seq, .interval = std::chrono::minutes{1}};
    for (const MinuteOfService &minute : services)
        increments.services.push_back(serviceMinute(minute));
    return increments;
}

struct PodNow
{
    std::string name;
    std::string phase = "Running";
    int restarts = 0;
};

inline std::string stateJson(const std::vector<PodNow> &pods)
{
    std::string json = R"({"clusterId":"prod","pods":[)";
    for (const PodNow &pod : pods) {
        if (json.back() == '}')
            json += ',';
        json += R"({"summary":{"name":")" + pod.name
            + R"(","namespace":"shop"},"status":{"phase":")" + pod.phase
            + R"(","ready":"1/1","restarts":)" + std::to_string(pod.restarts) + "}}";
    }
    return json + "]}";
}

inline std::shared_ptr<const ClusterSnapshot> stateOf(const std::string &json, Timestamp at)
{
    auto decoded = codec::decodeSnapshot(json);
    if (!decoded)
        qFatal("snapshot: %s", decoded.error().message.c_str());
    (*decoded)->cluster = kProd;
    (*decoded)->fetchedAt = at;
    (*decoded)->receivedAt = at;
    return std::shared_ptr<const ClusterSnapshot>(*std::move(decoded));
}

class AlertEstate
{
public:
    void write(const store::StoreWriter::Job &job) { m_store.write(job); }
    void insert(const std::vector<SloIncrements> &increments) { m_store.insert(kProd, increments); }
    void keepState(const std::string &json, Timestamp at)
    {
        write([&](store::WriteContext &context) -> Status {
            return store::keepSnapshot(
                context, {.cluster = kProd, .fetchedAt = at, .body = json, .isGzip = false});
        });
    }
    void storeEvents(const std::vector<ClusterEvent> &events) { need(m_store.sync(events)); }

    template<typename Job>
    auto read(Job job)
    {
        return readWith(m_store.workspace().readers(), job);
    }

private:
    StoreFixture m_store;
};

} // namespace binnacle::test

#pragma once

#include "core/alerts/silence_repository.h"
#include "core/slo/row_windows.h"
#include "core/store/traffic_hours.h"
#include "core/store/traffic_repository.h"
#include "core/store/traffic_retention.h"
#include "tests/core/slo/slo_fixture.h"

#include <QTest>

#include <future>
#include <random>
#include <set>

// Two services whose traffic is counted by the minute, maintenance that uses up no budget, and the
// sweeps that age what was counted.
namespace binnacle::test {

using std::chrono::hours;
using std::chrono::minutes;

inline constexpr Timestamp kNow
    = fromEpochMs(1'772'323'200'000 + 24 * 60'000LL); // 24 past the hour
inline const ServiceRef kCart{"shop", "cart"};
inline const ServiceRef kPay{"pay", "payments"};

struct Minute
{
    Timestamp at{};
    std::int64_t requests = 0;
    std::int64_t cartErrors = 0;
    std::int64_t payErrors = 0;
};

inline std::vector<Minute> randomMinutes(std::mt19937 &random, int count)
{
    std::vector<Minute> all;
    for (int i = count; i-- > 0;) {
        const bool isBad = random() % 4 == 0;
        const auto requests = static_cast<std::int64_t>(20 + random() % 80);
        all.push_back({.at = kNow - minutes{i},
            .requests = requests,
            .cartErrors = isBad ? requests / 3 : 0,
            .payErrors = random() % 5 == 0 ? requests / 4 : 0});
    }
    return all;
}

inline SloIncrements incrementOf(const Minute &minute, bool withCart)
{
    SloIncrements increments{.at = minute.at,
        .bootId = "boot",
        .seq = static_cast<std::uint64_t>(toEpochMs(minute.at) / 60'000),
        .interval = minutes{1},
        .services = {service(kPay, minute.requests, minute.payErrors)},
        .ingress = {ingress("pay-8080", minute.requests, minute.payErrors)},
        .routes = {route("shop.example.com", "/cart", "cart-8080"),
            route("shop.example.com", "/pay", "pay-8080"),
            route("pay.example.com", "/", "pay-8080")}};
    if (withCart) {
        increments.services.push_back(service(kCart, minute.requests, minute.cartErrors));
        increments.edges = {{.edge = {kCart, kPay},
            .requests = minute.requests,
            .failures = minute.cartErrors,
            .latencySum = 20,
            .latencyCount = 1}};
        increments.ingress.push_back(ingress("cart-8080", minute.requests, minute.cartErrors));
    }
    return increments;
}

// Whole hours that are over are summed up, as they are while the program runs.
inline void closeHours(SloFixture &estate)
{
    estate.write([](store::WriteContext &context) -> Status {
        const auto open = store::readOpenHours(context.connection);
        if (!open)
            return open.error();
        for (const store::OpenHour &hour : *open) {
            if (hour.hour == toEpochMs(kNow) / store::kHourMs)
                continue;
            if (Status closed = store::closeFromRaw(context, hour.cluster, hour.hour); !closed)
                return closed;
        }
        return Done{};
    });
}

inline Silence maintenance(const TimeRange &span, std::vector<AlertMatcher> matchers)
{
    return {.name = "deploy",
        .matchers = std::move(matchers),
        .from = span.from,
        .until = span.to,
        .isMaintenance = true,
        .excludesBudget = true,
        .reason = "new version",
        .createdBy = "ada"};
}

inline void addSilence(SloFixture &estate, const Silence &silence)
{
    estate.write([&silence](store::WriteContext &context) -> Status {
        const auto stored = alerts::insertSilence(context, silence, silence.from);
        return stored ? Status(Done{}) : Status(stored.error());
    });
}

inline const std::vector<AlertMatcher> kAllOfProd{{.label = "cluster", .value = "prod"}};
inline const std::vector<AlertMatcher> kServicesOfShop{{.label = "namespace", .value = "shop"},
    {.label = "kind", .value = "Service"},
    {.label = "name", .op = AlertMatcher::Op::Regex, .value = "ca.*"}};

inline SloSubject subjectOf(const ServiceRef &ref)
{
    return {.kind = SloSubject::Kind::Service, .cluster = kProd, .key = TrafficKey::of(ref)};
}

inline void sweep(SloFixture &estate, Timestamp now)
{
    std::promise<Result<std::int64_t>> deleted;
    store::sweepTraffic(estate.workspace().writer(),
        {.now = now,
            .raw = hours{48},
            .hourly = hours{24 * 90},
            .status = hours{24 * 90},
            .log = hours{48}},
        [&deleted](const Result<std::int64_t> &done) { deleted.set_value(done); });
    if (const auto done = deleted.get_future().get(); !done)
        qFatal("sweep: %s", done.error().message.c_str());
}

// As the program does while it runs: after a longer pause a sweep deletes little.
inline void sweepUntil(SloFixture &estate, Timestamp until)
{
    for (Timestamp now = kNow; now < until; now += hours{36})
        sweep(estate, now);
    sweep(estate, until);
}

// Starts of the hours that have raw rows.
inline std::set<Timestamp> rawHours(SloFixture &estate)
{
    std::set<Timestamp> starts;
    const Status read = estate.read([&](store::Connection &connection) {
        return store::readRaw(connection,
            {.cluster = kProd, .kind = TrafficKind::Service, .only = {}},
            {kNow - hours{24 * 2}, kNow}, [&starts](const store::TrafficRow &row) {
                starts.insert(slo::floorToHour(row.at - Duration{1}));
            });
    });
    if (!read)
        qFatal("raw rows: %s", read.error().message.c_str());
    return starts;
}

} // namespace binnacle::test

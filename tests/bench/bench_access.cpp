// Figures of access control. The chain's baseline hashes the same number of bytes alone; that of
// authenticate() is one SHA-256 of the secret.

#include "core/access/sodium.h"
#include "tests/core/access/access_fixture.h"

#include <benchmark/benchmark.h>

using namespace binnacle;
using namespace binnacle::test;

namespace {

constexpr int kUsers = 20;

// With `count` rows in the audit log.
std::unique_ptr<AccessFixture> audited(std::int64_t count)
{
    auto access = std::make_unique<AccessFixture>();
    access::AuditLog log(access->clock, access->writer());
    for (std::int64_t i = 0; i < count; ++i)
        log.record({.userId = i % kUsers,
            .username = "ops",
            .role = Role::Operator,
            .action = AuditAction::Execute,
            .resource = "/api/v2/ops/deployments/scale",
            .method = "POST",
            .requestBody = "{\"clusterId\":\"prod\",\"namespace\":\"pay\",\"replicas\":3}",
            .address = "192.0.2.1",
            .userAgent = "binnaclectl"});
    access->settle();
    return access;
}

void verifyAudit(benchmark::State &state)
{
    const auto access = audited(state.range(0));
    for (auto step : state) {
        const auto verdict = access->read<Result<AuditVerdict>>(access::verifyAudit);
        if (!verdict || !verdict->isIntact() || verdict->rows != state.range(0))
            state.SkipWithError("the log is not intact");
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(verifyAudit)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->UseRealTime();

void hashTheSameBytes(benchmark::State &state)
{
    constexpr std::size_t kRowBytes = 300;
    const std::string row(kRowBytes, 'x');
    for (auto step : state) {
        for (std::int64_t i = 0; i < state.range(0); ++i)
            benchmark::DoNotOptimize(access::sha256(row));
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(hashTheSameBytes)->Arg(1'000)->Arg(100'000)->Unit(benchmark::kMillisecond)->UseRealTime();

void authenticate(benchmark::State &state)
{
    AccessFixture access;
    std::string header;
    for (int i = 0; i < kUsers; ++i) {
        const auto user = access.add("user" + std::to_string(i));
        const auto key = access.key({.userId = user->id}, {.userId = user->id, .name = "bench"});
        header = "Bearer " + key->secret;
    }
    for (auto step : state) {
        const auto who = access.control().authenticate(header, "192.0.2.1");
        if (!who)
            state.SkipWithError("refused");
        benchmark::DoNotOptimize(who);
    }
}
BENCHMARK(authenticate);

void hashOneSecret(benchmark::State &state)
{
    const std::string secret(47, 'x');
    for (auto step : state)
        benchmark::DoNotOptimize(access::sha256(secret));
}
BENCHMARK(hashOneSecret);

void checkOnePassword(benchmark::State &state)
{
    const auto hash = access::hashPassword(kPassword, {});
    for (auto step : state)
        benchmark::DoNotOptimize(access::verifyPassword(*hash, kPassword));
}
BENCHMARK(checkOnePassword)->Unit(benchmark::kMillisecond);

} // namespace

BENCHMARK_MAIN();

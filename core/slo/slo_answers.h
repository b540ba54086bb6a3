#pragma once

#include "core/base/result.h"
#include "core/domain/cluster_snapshot.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>

namespace binnacle::store {
class Connection;
}

// The JSON answers of contract 03 §3.7 but for the topology, which core/topology writes. Keys are
// camelCase; what has no value because there was no traffic is null; latencies are milliseconds,
// shares percent, `coverage` 0..1; counts of buckets are cumulative and the last one, +Inf, has
// `"le":null,"leLabel":"+Inf"`. Each runs on a reader thread. Errors: InvalidArgument for a
// parameter that is missing or no time range, NotFound, those of the store.
namespace binnacle::slo {

struct AnswerQuery
{
    ClusterId cluster;
    std::string timeRange; // "15m 1h 6h 24h 1d 7d 15d 30d"; empty: the default of the route
    Timestamp now{};
    std::shared_ptr<const ClusterSnapshot>
        snapshot; // for backends and ingress classes; may be null
};

// Nothing for anything else.
std::optional<Duration> answerRange(std::string_view timeRange);

// GET /api/v2/slo/domains/v2: domains with their services; default 1d.
Result<std::string> answerDomains(
    store::Connection &connection, const AnswerQuery &query, const std::stop_token &stop = {});
// GET /slo/domains: by service key; default 1d.
Result<std::string> answerServiceKeys(
    store::Connection &connection, const AnswerQuery &query, const std::stop_token &stop = {});
// GET /slo/domains/detail: `host` is a domain, a route of one or a service key; default 1d.
Result<std::string> answerDomain(store::Connection &connection, const AnswerQuery &query,
    std::string_view host, const std::stop_token &stop = {});
// GET /slo/domains/history: by 1 h up to a day, 6 h up to a week, else by 24 h; by minute up to 6
// h; default 1d.
Result<std::string> answerDomainHistory(store::Connection &connection, const AnswerQuery &query,
    std::string_view host, const std::stop_token &stop = {});
// GET /slo/domains/latency; default 1d.
Result<std::string> answerDomainLatency(store::Connection &connection, const AnswerQuery &query,
    std::string_view domain, const std::stop_token &stop = {});

// GET /api/v2/slo/mesh/service/detail; default 1h.
Result<std::string> answerService(store::Connection &connection, const AnswerQuery &query,
    const ServiceRef &service, const std::stop_token &stop = {});

// GET /slo/targets: stored ones; the defaults are not listed.
Result<std::string> answerTargets(store::Connection &connection, const ClusterId &cluster);

struct HistoryPage
{
    std::string host;         // empty: all
    std::int64_t limit = 100; // 1..1000
    std::int64_t offset = 0;  // 0..10 000
};
// GET /slo/status-history: newest first; by default all that is kept.
Result<std::string> answerStatusHistory(
    store::Connection &connection, const AnswerQuery &query, const HistoryPage &page);

} // namespace binnacle::slo

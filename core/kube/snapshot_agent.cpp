#include "core/kube/snapshot_agent.h"

#include "core/codec/gzip.h"
#include "core/kube/hub_answer.h"
#include "core/kube/pause.h"
#include "core/kube/snapshot_collector.h"

#include <algorithm>
#include <utility>

namespace binnacle::kube {

namespace {

constexpr Duration kListingTimeout{30'000}; // contract 01 §1.3
constexpr Duration kDeliveryTimeout{90'000};

} // namespace

SnapshotAgent::SnapshotAgent(const Clock &clock, SnapshotAgentSettings settings, Log log)
    : m_clock(clock)
    , m_settings(std::move(settings))
    , m_log(std::move(log))
    , m_hub({.bearerToken = m_settings.hubToken,
          .caFile = m_settings.caFile,
          .timeout = kDeliveryTimeout,
          .answerLimit = 1U << 20})
{}

Status SnapshotAgent::run(const std::stop_token &stop)
{
    ApiClient api(m_settings.api);
    SnapshotCollector collector(m_clock, api, m_settings.cluster);
    std::string told; // the last trouble, so that it is told once
    while (!stop.stop_requested()) {
        const Duration began = m_clock.elapsed();
        const auto snapshot = collector.collect(CallBudget::of(kListingTimeout, stop));
        for (const std::string &notice : collector.takeNotices())
            m_log(notice);
        const Status done = snapshot ? tell(*snapshot, stop) : Status(snapshot.error());
        if (stop.stop_requested())
            break;
        // Only the hub ends this: an API server may give the right back.
        if (!done && snapshot && done.error().code == ErrorCode::PermissionDenied)
            return done;
        const std::string trouble = done ? std::string() : done.error().message;
        if (trouble != told)
            m_log(done ? std::string("snapshots are delivered again") : "no snapshot: " + trouble);
        told = trouble;
        pauseFor(std::max(Duration{0}, m_settings.interval - (m_clock.elapsed() - began)), stop);
    }
    return Done{};
}

Status SnapshotAgent::tell(const std::string &snapshot, const std::stop_token &stop)
{
    const auto answer = m_hub.post(m_settings.hub + "/agent/snapshot",
        {"X-Cluster-ID: " + m_settings.cluster, "Content-Type: application/json",
            "Content-Encoding: gzip", "Expect:"},
        codec::deflateGzip(snapshot), stop);
    return answer ? acceptedByHub(*answer) : Status(answer.error());
}

} // namespace binnacle::kube

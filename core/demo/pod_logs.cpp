#include "core/demo/pod_logs.h"

#include "core/demo/random.h"

#include <array>
#include <span>

namespace binnacle::demo {

namespace {

constexpr std::int64_t kMeanGapMs = 900;

constexpr std::array<std::string_view, 4> kDatabaseLines = {
    "LOG:  checkpoint starting: time",
    "LOG:  checkpoint complete: wrote 412 buffers (2.5%); write=41.2 s, sync=0.03 s, total=41.3 s",
    "LOG:  automatic vacuum of table \"payments.public.ledger\": index scans: 1",
    "LOG:  duration: 251.114 ms  statement: COMMIT",
};
constexpr std::array<std::string_view, 4> kDatabaseTrouble = {
    "LOG:  checkpoint complete: wrote 9120 buffers (55.7%); write=4.1 s, sync=38.9 s, total=44 s",
    "ERROR:  could not extend file \"base/16384/24817\": No space left on device",
    "WARNING:  could not fsync file \"pg_wal/000000010000003A000000C4\": Input/output error",
    "LOG:  duration: 1214.882 ms  statement: COMMIT",
};
constexpr std::array<std::string_view, 3> kProxyLines = {
    "INFO ThreadId(01) linkerd_app: Certified identity",
    "WARN ThreadId(01) outbound: linkerd_app_core::control: Failed to resolve control-plane name",
    "INFO ThreadId(01) inbound:server: linkerd_app_inbound: Accepted connection",
};
constexpr std::array<std::string_view, 5> kServiceLines = {
    R"("level":"info","msg":"request served","status":200,"durationMs":12)",
    R"("level":"info","msg":"request served","status":200,"durationMs":31)",
    R"("level":"info","msg":"cache refreshed","entries":1840)",
    R"("level":"info","msg":"request served","status":404,"durationMs":4)",
    R"("level":"warn","msg":"slow call","durationMs":412)",
};
constexpr std::array<std::string_view, 3> kServiceTrouble = {
    R"("level":"error","msg":"upstream timeout","upstream":"payments-db.data:5432")",
    R"("level":"error","msg":"request failed","status":503,"durationMs":1002)",
    R"("level":"warn","msg":"retrying","attempt":2)",
};

std::span<const std::string_view> linesFor(std::string_view container, bool troubled)
{
    if (container == "postgres")
        return troubled ? kDatabaseTrouble : kDatabaseLines;
    if (container == "linkerd-proxy")
        return kProxyLines;
    if (troubled)
        return kServiceTrouble;
    return kServiceLines;
}

} // namespace

std::string podLogs(const PodModel &pod, std::string_view container, int lines, Timestamp now)
{
    if (pod.node.empty() || pod.containers.empty())
        return {};
    const bool troubled = !pod.isReady() || pod.restarts() > 2;
    const auto texts = linesFor(container, troubled);
    const bool plain = container == "postgres" || container == "linkerd-proxy";
    // Line n is written at a moment that depends on n alone, so two calls agree on what they share.
    const std::int64_t newest = toEpochMs(now) / kMeanGapMs;
    std::string log;
    for (std::int64_t line = newest - lines + 1; line <= newest; ++line) {
        const std::uint64_t dice = stableHash(pod.uid, static_cast<std::uint64_t>(line));
        const Timestamp at
            = fromEpochMs(line * kMeanGapMs + static_cast<std::int64_t>(dice % 400U));
        if (at < pod.createdAt || at > now)
            continue;
        const std::string_view text = texts[(dice >> 16U) % texts.size()];
        const std::string time = formatRfc3339(at);
        if (plain)
            log.append(time).append(" [1] ").append(text).append("\n");
        else
            log.append(R"({"time":")").append(time).append(R"(",)").append(text).append("}\n");
    }
    return log;
}

} // namespace binnacle::demo

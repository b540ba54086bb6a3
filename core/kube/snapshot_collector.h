#pragma once

#include "core/base/clock.h"
#include "core/kube/api_transport.h"
#include "core/kube/snapshot_objects.h"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::kube {

// Lists a cluster's objects and writes them as a snapshot of contract 01 §1.8, with
// podDisruptionBudgets and horizontalPodAutoscalers besides. Of config maps only the metadata is
// asked for, of secrets nothing at all. One thread.
class SnapshotCollector
{
public:
    // All must outlive this.
    SnapshotCollector(const Clock &clock, ApiTransport &api, std::string cluster);

    // The JSON of one snapshot. A kind that this account may not list, or that the API server does
    // not have, is left out, see notices(); any other failure fails the whole, because a list that
    // is missing would look like objects that are gone.
    Result<std::string> collect(const CallBudget &budget);

    // Kinds that are left out, with the reason; each is told once.
    std::vector<std::string> takeNotices() { return std::exchange(m_notices, {}); }

private:
    struct Kind;
    using Page = std::unique_ptr<rapidjson::Document>;

    Status writeKind(codec::JsonWriter &json, const Kind &kind, const CallBudget &budget);
    // All pages; nullopt: left out.
    Result<std::optional<std::vector<Page>>> list(std::string_view kind, const CallBudget &budget);
    UseByName measuredUse(std::string_view plural, const CallBudget &budget);
    void leaveOut(std::string_view what, const Error &why);

    const Clock &m_clock;
    ApiTransport &m_api;
    const std::string m_cluster;
    std::vector<std::string> m_leftOut; // told already
    std::vector<std::string> m_notices;
    UseByName m_podUse;
    UseByName m_nodeUse;
};

} // namespace binnacle::kube

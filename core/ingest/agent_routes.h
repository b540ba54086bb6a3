#pragma once

#include "core/base/core_thread.h"
#include "core/http/router.h"
#include "core/hub/data_hub.h"
#include "core/ingest/agent_tokens.h"
#include "core/ingest/ingest_stats.h"
#include "core/ingest/security_report.h"

namespace binnacle::store {
class StoreWriter;
}

namespace binnacle::ingest {

class SnapshotPipeline;

struct AgentRoutesParts // all but `pollHold` and `tokens` must outlive the router
{
    CoreThread &core;
    hub::DataHub &hub;
    SnapshotPipeline &pipeline;
    IngestStats &stats;
    const AgentTokens &tokens;
    Duration pollHold{25'000};
    SecurityReport report{}; // wrong tokens, bodies beyond the limits; may be null
};

// Contract 01 §1.1:
//   POST /agent/snapshot   200, 400, 401, 403, 413, 415, 422, 429, 503, 507
//   POST /agent/heartbeat  200, 400, 401, 403, 429
//   GET  /agent/commands   200, 400, 401, 403 — long poll, ?cluster_id=&topic=
//   POST /agent/result     200, 400, 401, 403
//   GET  /health           200 "ok"
void addAgentRoutes(http::Router &router, const AgentRoutesParts &parts);

} // namespace binnacle::ingest

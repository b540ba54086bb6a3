#pragma once

#include "core/gateway/gateway.h"

#include <string>
#include <vector>

// What a listener turned away by itself: counted for GET /metrics, told to the security log.
namespace binnacle::gateway {

// binnacle_limit_hits_total of one listener ("agents", "gateway"), a sample for each limit.
void addLimitHits(std::vector<MetricSample> &samples, const std::string &listener,
    const http::ServerStats &stats);

// What looks like an attack becomes a security event: foreign names, bodies too large, too many
// connections from one address. Slow clients and malformed heads are only counted. `security` must
// outlive it.
http::LimitReport securityReport(access::SecurityLog &security, std::string listener);

} // namespace binnacle::gateway

#pragma once

#include "core/base/result.h"

struct sqlite3;

namespace binnacle::store {

// Adds to a connection what the views of the SLO tables need to show the column data of
// traffic_raw and traffic_hourly (traffic_sum.h):
//
//   traffic_number(data, name)        requests, errors, tls_requests, samples, latency_sum,
//                                     latency_count or bounds_id
//   traffic_buckets(bounds, data)     cumulative counts as JSON: {"10":72,"20":98,"+Inf":100}
//   traffic_quantile(bounds, data, q) milliseconds, contract 03 §3.5; NULL without requests
//   traffic_status(data, class)       requests with a code of that first digit (2 to 5); 0: the
//                                     others
//   traffic_method(data, word)        requests with that method, a number of the table word
//   traffic_requests(data)            JSON: [[code or null, word or 0, method, failure, count]]
Status registerTrafficFunctions(sqlite3 *handle);

} // namespace binnacle::store

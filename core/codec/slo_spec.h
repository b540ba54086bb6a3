#pragma once

#include "core/base/result.h"
#include "core/domain/slo_target.h"

#include <string>
#include <string_view>
#include <vector>

namespace binnacle::codec {

// What an OpenSLO (openslo/v1, v1alpha) or Sloth (prometheus/v1) document says, with what of it
// Binnacle can keep. YAML, also several documents in one file.
struct SloSpec
{
    std::string name;                         // "myservice-requests-availability"
    std::string service;                      // as the document names it
    double objective = 0;                     // percent; with a threshold, of what is under it
    SloWindow window = SloWindow::ThirtyDays; // the nearest of ours
    std::string windowText;                   // as written: "28d"
    int p95Latency = 0;                       // ms; 0: no latency objective
    std::string hostHint; // domain, service or service key named by selectors, may be empty
    std::string errorQuery;
    std::string totalQuery;
    std::vector<std::string> notes; // what could not be kept and why, for the import report
};

struct SloSpecs
{
    std::vector<SloSpec> specs;
    std::vector<std::string> notes; // documents that are no SLO: "DataSource string: not needed"
};

// Bounded: 1 MiB of text, depth 32, aliases expand to at most 10 000 nodes, no tags that make
// objects. Errors: MalformedBody naming line and column, InvalidArgument naming the field,
// TooLarge.
Result<SloSpecs> readSloSpecs(std::string_view yaml);

// Prometheus recording and alerting rules for the four burn-rate conditions of each target, in the
// shape Sloth generates (sli error ratios over 5m … 3d, page and ticket alert).
struct RuleSource
{
    SloTarget target;
    std::string errorQuery; // with the placeholder "{{.window}}"
    std::string totalQuery;
};
// Sources without an error query become a comment that says so; with an empty totalQuery the error
// query is a ratio already. Sloth's names and labels, so that dashboards made for it show them.
std::string writePrometheusRules(const std::vector<RuleSource> &sources);
// The queries of a target nobody imported any for, over what the collector reads (contract 02
// §2.3), as a start for clusters that have it: workloads are taken for Deployments, and probes are
// not filtered out. Linkerd's response_total for "ns/name" and for "ns/name → ns/name"; for domains
// and service keys Traefik's requests of `serviceKeys`; without any, nginx' for a domain and
// Traefik's for a service key.
RuleSource ruleSourceFor(const SloTarget &target, const std::vector<std::string> &serviceKeys = {});

// The targets as OpenSLO documents, which readSloSpecs() understands in full: host, cluster, type
// and latency are annotations. Windows are rolling.
std::string writeOpenSlo(const std::vector<SloTarget> &targets);

} // namespace binnacle::codec

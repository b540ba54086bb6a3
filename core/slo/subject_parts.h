#pragma once

#include "core/domain/slo_report.h"
#include "core/slo/excluded_times.h"

#include <string>
#include <vector>

namespace binnacle::slo {

// What the traffic of a subject is made of, and where its target is looked for.
struct SubjectPart
{
    TrafficKey key;
    // Hosts of targets, the most particular first: the part's own, then those it falls back on.
    std::vector<std::string> targetHosts;
};

struct SubjectParts
{
    SloSubject subject;
    std::vector<SubjectPart> parts; // one unless a domain leads to several services
    std::vector<std::string> targetHosts;
    std::vector<IngressRoute> routes; // Domain only, by path
    // One route of a domain that leads to several services. Its traffic is part of the domain's, so
    // sums over a cluster leave it out.
    bool isRoute = false;
    // Left out of every window of it; see BudgetExclusions.
    ExcludedTimesPtr excluded;
};

// All rows of domains, contract 03 §3.5–3.7: a row for each domain; where its paths lead to
// different services also a row for each of these, called after the domain and the first of its
// paths ("shop.example.com/checkout"); and a row for each key of `measured` that no route names.
// Requests of one service key cannot be told apart by path or domain: a key that several domains
// share counts in full for each. Ordered by name.
std::vector<SubjectParts> domainSubjects(const ClusterId &cluster,
    const std::vector<IngressRoute> &routes, const std::vector<std::string> &measured);

// The parts of any subject. Takes domains, names of their rows, any domain and path that a route
// has, and service keys.
SubjectParts partsOf(const SloSubject &subject, const std::vector<IngressRoute> &routes);

SloTargetType targetTypeOf(SloSubject::Kind kind);
TrafficKind trafficKindOf(SloSubject::Kind kind);

// The first of `hosts` that has a target of that type and window, else the default for the first.
// REQUIRES: hosts is not empty.
SloTarget targetInForce(const std::vector<SloTarget> &targets, const SloSubject &subject,
    const std::vector<std::string> &hosts, SloWindow window);

} // namespace binnacle::slo

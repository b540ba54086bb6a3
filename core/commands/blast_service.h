#pragma once

#include "core/domain/alert.h"
#include "core/domain/command_plan.h"
#include "core/domain/mesh.h"
#include "core/domain/slo_report.h"

#include <map>
#include <string>
#include <vector>

namespace binnacle::commands {

// The part of a blast radius that is about calls: who calls the touched services, whom they call,
// and whose objectives depend on them.

// Callers and callees outside `targets`, the busiest first. `addedLoad` in percent is what each
// callee may get more; 0: nothing. Failing: over the target in force, else by contract 03 §3.5.
std::vector<AffectedService> callersOf(const MeshGraph &graph,
    const std::vector<ServiceRef> &targets, const std::vector<SloRow> &levels);
std::vector<AffectedService> calleesOf(const MeshGraph &graph,
    const std::vector<ServiceRef> &targets, const std::vector<SloRow> &levels, double addedLoad);

// Whom the callees call, when these get `addedLoad` percent more calls from the targets: each
// callee passes on what grows of all it is asked, in the ratios measured. `callees` are those of
// calleesOf; they and the targets are not told again. The twenty that get most, most first; those
// of which no rate was measured are left out.
std::vector<AffectedService> indirectCalleesOf(const MeshGraph &graph,
    const std::vector<ServiceRef> &targets, const std::vector<AffectedService> &callees,
    const std::vector<SloRow> &levels, double addedLoad);

// "over its latency target", "failing 8.1 % of its requests"; "" when it is fine or has no traffic.
std::string failureOf(
    const MeshGraph &graph, const ServiceRef &service, const std::vector<SloRow> &levels);

// Which share of each service's requests reaches one of `targets`, 0..1, by the measured ratios of
// calls to requests along all ways: 1 for the targets themselves. A request that goes there several
// times counts once. Services that never get there are left out.
std::map<ServiceRef, double> shareReaching(
    const MeshGraph &graph, const std::vector<ServiceRef> &targets);

// An objective that suffers when the targets fail.
struct Dependant
{
    const SloRow *row = nullptr;
    double share = 0;           // of its requests that go there
    double burnedPerMinute = 0; // percent of its budget, if all of these fail
};
// Those with a share of at least five percent, the fastest burning first. Of a domain the share is
// that of its backends. 100 % · share / (1 − target) / minutes of the window: SRE Workbook, ch. 5.
std::vector<Dependant> dependantsOf(const MeshGraph &graph, const std::vector<ServiceRef> &targets,
    const std::vector<SloRow> &levels);

// Whether an alert is about the target of a command, its workloads, or what depends on them.
bool isAlertHere(const Alert &alert, const ResourceRef &target,
    const std::vector<ServiceRef> &targets, const std::vector<Dependant> &dependants);

} // namespace binnacle::commands

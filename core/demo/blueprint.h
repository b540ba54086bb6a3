#pragma once

#include "core/domain/cluster_snapshot.h"

#include <span>
#include <string_view>

// The estate as data. All text is static.
namespace binnacle::demo {

struct WorkloadBlueprint
{
    WorkloadKind kind = WorkloadKind::Deployment;
    std::string_view ns;
    std::string_view name;
    int replicas = 1;       // of a DaemonSet: meaningless
    std::string_view image; // with tag
    int port = 0;
    int cpu = 50;                        // requested, millicores
    int memory = 128;                    // requested, MiB
    std::string_view probe = "/healthz"; // empty: none
    bool meshed = false;
    int autoscaleMax = 0;         // 0: no autoscaler; the minimum is `replicas`
    bool inStory = false;         // the background life leaves it alone
    std::string_view claims = ""; // blank-separated volume claim templates
    bool pinned = false;          // local volumes
};

struct CronJobBlueprint
{
    std::string_view ns;
    std::string_view name;
    std::string_view schedule;
    int periodMinutes = 60;
    int offsetMinutes = 0;
    std::string_view image;
    double failureChance = 0;
};

struct IngressBlueprint
{
    std::string_view ns;
    std::string_view host;
    std::string_view path;
    std::string_view service;
    // One Service may listen on several ports, one for each kind of caller: the ingress counts by
    // service and port, so paths that lead to different ports have numbers of their own.
    int port = 8080;
    std::string_view operation; // of the mesh, see mesh_blueprint.h
    double rate = 0;            // requests a second at the top of a working day
};

// How lively a cluster is: mean time between occurrences, in minutes; 0: never.
struct Temperament
{
    int rollOuts = 0;
    double faultyRollOuts = 0; // share that goes wrong and is taken back
    int probeBlips = 0;
    int crashes = 0;
    int memoryPressure = 0;
    int nodeBlips = 0;
};

// How the cluster is called.
struct TrafficBlueprint
{
    double scale = 1;          // times the rates of the ingresses
    double noise = 0.04;       // how far the demand strays from its daily wave
    double roughness = 0.005;  // share of requests that fail at a pod which comes or goes
    int hoursBehind = 0;       // UTC; when its daily wave tops
    bool viaCollector = false; // metrics come through a collector, which puts otel_ before names
};

struct ClusterBlueprint
{
    std::string_view name;
    std::string_view nodePrefix;
    int nodes = 1;
    std::string_view zone;
    int nodeCores = 8;
    int nodeMemoryMi = 32'000;
    int ageDays = 200;
    std::span<const WorkloadBlueprint> workloads;
    std::span<const CronJobBlueprint> cronJobs;
    std::span<const IngressBlueprint> ingresses;
    Temperament temperament;
    TrafficBlueprint traffic;
    bool hasIncident = false;
    bool goesSilent = false;
};

// prod-eu, prod-us, staging, edge-lab.
std::span<const ClusterBlueprint> estateBlueprint();

} // namespace binnacle::demo

#pragma once

#include "core/demo/blueprint.h"
#include "core/demo/log_normal.h"
#include "core/demo/mesh_conditions.h"
#include "core/domain/increments.h"

#include <cstddef>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace binnacle::demo {

// How requests of one operation end: shares of all of them.
struct OperationFlow
{
    double rate = 0;    // requests a second that reach its pods
    double failure = 0; // share that fails
    double slow = 0;    // share that succeeds, but waited for something sick
    LogNormal normal;   // latency of the rest, of the slow ones, of the failed ones
    LogNormal slowTime;
    LogNormal failedTime;
    bool isReachable = true; // without pods, calls fail at the caller and are counted only there
};

// What the mesh does at one instant, by index of MeshModel::operations() and streams().
struct MeshFlow
{
    std::vector<OperationFlow> operations;
    std::vector<double> streamRates; // a second
};

// The calls of one cluster and what they come to. A closed form: rates go down from the ingress to
// the leaves, latencies and failures come up again. Immutable.
class MeshModel
{
public:
    static constexpr std::size_t kNone = std::numeric_limits<std::size_t>::max();

    struct Service
    {
        ServiceRef ref;
        WorkloadKind kind = WorkloadKind::Deployment;
        int port = 0;
        double usualPods = 1;
        double usualRate = 0; // at the top of a working day
    };
    struct Operation
    {
        std::size_t service = 0;
        LogNormal own;
        double failure = 0;
        double postShare = 0;
        std::vector<std::size_t> calls; // streams
    };
    // Requests from one operation, or through one ingress path, to one operation.
    struct Stream
    {
        std::size_t source = 0;     // service
        std::size_t caller = kNone; // operation; none for requests through the ingress
        std::size_t target = 0;     // operation
        double ratio = 1;
        double waits = 1;
        double passesOn = 1;
        double retried = 0;
        bool ofNewRelease = false;
        double rate = 0; // through the ingress, at the top of a working day
        IngressRoute route;
    };

    explicit MeshModel(const ClusterBlueprint &blueprint);

    const std::vector<Service> &services() const { return m_services; }
    const std::vector<Operation> &operations() const { return m_operations; }
    const std::vector<Stream> &streams() const { return m_streams; }
    std::size_t serviceIndex(std::string_view ns, std::string_view name) const; // or kNone
    std::size_t ingress() const { return m_ingress; }                           // service, or kNone

    // `demand` 1 is the top of a working day.
    MeshFlow flow(const MeshConditions &conditions, double demand) const;
    // Pods as usual, nothing sick.
    MeshConditions calm() const;

private:
    void addService(const WorkloadBlueprint &workload);
    void addOperations();
    void addIngresses(const ClusterBlueprint &blueprint);
    void learnUsualRates();
    std::size_t operationIndex(std::string_view name) const;
    double callRatio(const Stream &stream, const MeshConditions &conditions) const;
    void spread(MeshFlow &flow, const MeshConditions &conditions, double demand) const;
    void settle(MeshFlow &flow, const MeshConditions &conditions,
        const std::vector<double> &serviceRates, std::size_t operation) const;

    std::vector<Service> m_services;
    std::vector<Operation> m_operations;
    std::vector<std::string_view> m_names; // of the operations
    std::vector<Stream> m_streams;
    std::size_t m_ingress = kNone;
};

} // namespace binnacle::demo

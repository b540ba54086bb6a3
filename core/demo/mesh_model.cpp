#include "core/demo/mesh_model.h"

#include "core/demo/mesh_blueprint.h"

#include <algorithm>
#include <cmath>

namespace binnacle::demo {

namespace {

constexpr double kUsualLoad = 0.45; // of the pods' capacity, at the top of a working day
constexpr double kFullLoad = 0.93;  // the queue does not grow beyond: callers give up
constexpr double kSickSigma = 0.5;
constexpr double kTimeoutSigma = 0.16; // time-outs come after about the same time

// Waiting time of a queue, 1 at the usual load.
double stretchOf(double load)
{
    return std::clamp((1 - kUsualLoad) / (1 - std::min(load, kFullLoad)), 0.75, 8.0);
}

// Own time and what is waited for, in sequence.
LogNormal plus(const LogNormal &own, double mean, double variance)
{
    return LogNormal::ofMoments(own.mean() + mean, own.variance() + variance);
}

// What the calls of an operation add: time, and ways to be slow and to fail.
struct CallSums
{
    double stretch = 1;  // of the operation's own time
    double waited = 0;   // mean
    double variance = 0; // of it
    double succeeds = 1; // shares
    double quick = 1;
    Moments slow;
    Moments failed;

    void add(const MeshModel::Stream &call, const OperationFlow &target, double ratio)
    {
        const double mean = target.normal.mean() * call.waits;
        waited += ratio * mean;
        variance += ratio * call.waits * call.waits * target.normal.variance()
            + (ratio < 1 ? ratio * (1 - ratio) * mean * mean : 0);
        const double lost
            = target.failure * (1 - call.retried) + call.retried * target.failure * target.failure;
        succeeds *= std::pow(1 - std::min(lost * call.passesOn, 1.0), ratio);
        quick *= 1 - std::min(1.0, ratio) * target.slow * std::min(1.0, call.waits * 2);
        // Who waits holds on to what others wait for.
        stretch *= 1 + target.slow * ratio * call.waits;
        slow.add(target.slowTime, ratio * target.slow * call.waits);
        failed.add(target.failedTime, ratio * lost * call.passesOn);
    }
};

} // namespace

MeshModel::MeshModel(const ClusterBlueprint &blueprint)
{
    for (const WorkloadBlueprint &workload : blueprint.workloads) {
        if (workload.meshed)
            addService(workload);
    }
    m_ingress = serviceIndex("edge", "traefik");
    addOperations();
    addIngresses(blueprint);
    learnUsualRates();
}

void MeshModel::addService(const WorkloadBlueprint &workload)
{
    m_services.push_back({{std::string(workload.ns), std::string(workload.name)}, workload.kind,
        workload.port, static_cast<double>(workload.replicas), 0});
}

void MeshModel::addOperations()
{
    for (const MeshOperationBlueprint &blueprint : meshOperations()) {
        const std::size_t service = serviceIndex(blueprint.ns, blueprint.workload);
        if (service == kNone)
            continue;
        m_names.push_back(blueprint.name);
        m_operations.push_back({service, LogNormal::ofMedian(blueprint.medianMs, blueprint.sigma),
            blueprint.failure, blueprint.postShare, {}});
    }
    for (const MeshCallBlueprint &blueprint : meshCalls()) {
        const std::size_t caller = operationIndex(blueprint.source);
        const std::size_t target = operationIndex(blueprint.target);
        if (caller == kNone || target == kNone)
            continue;
        m_operations[caller].calls.push_back(m_streams.size());
        m_streams.push_back({.source = m_operations[caller].service,
            .caller = caller,
            .target = target,
            .ratio = blueprint.ratio,
            .waits = blueprint.waits,
            .passesOn = blueprint.passesOn,
            .retried = blueprint.retried,
            .ofNewRelease = blueprint.ofNewRelease});
    }
}

void MeshModel::addIngresses(const ClusterBlueprint &blueprint)
{
    for (const IngressBlueprint &ingress : blueprint.ingresses) {
        const std::size_t target = operationIndex(ingress.operation);
        if (target == kNone || m_ingress == kNone)
            continue;
        const std::string service(ingress.service);
        m_streams.push_back({.source = m_ingress,
            .target = target,
            .rate = ingress.rate * blueprint.traffic.scale,
            .route = {.name = std::string(ingress.host.substr(0, ingress.host.find('.'))),
                .ns = std::string(ingress.ns),
                .domain = std::string(ingress.host),
                .pathPrefix = std::string(ingress.path),
                .serviceKey
                = std::string(ingress.ns) + '-' + service + '-' + std::to_string(ingress.port),
                .serviceName = service,
                .servicePort = ingress.port,
                .tls = true}});
    }
}

void MeshModel::learnUsualRates()
{
    MeshFlow usual{
        std::vector<OperationFlow>(m_operations.size()), std::vector<double>(m_streams.size())};
    MeshConditions conditions = calm();
    conditions.newRelease = 1;
    spread(usual, conditions, 1);
    for (std::size_t i = 0; i < m_operations.size(); ++i)
        m_services[m_operations[i].service].usualRate += usual.operations[i].rate;
}

std::size_t MeshModel::serviceIndex(std::string_view ns, std::string_view name) const
{
    const auto found = std::find_if(m_services.begin(), m_services.end(),
        [&](const Service &service) { return service.ref.ns == ns && service.ref.name == name; });
    return found == m_services.end() ? kNone : static_cast<std::size_t>(found - m_services.begin());
}

std::size_t MeshModel::operationIndex(std::string_view name) const
{
    const auto found = std::find(m_names.begin(), m_names.end(), name);
    return found == m_names.end() ? kNone : static_cast<std::size_t>(found - m_names.begin());
}

MeshConditions MeshModel::calm() const
{
    MeshConditions conditions;
    for (const Service &service : m_services)
        conditions.services.push_back({.pods = service.usualPods});
    return conditions;
}

double MeshModel::callRatio(const Stream &stream, const MeshConditions &conditions) const
{
    return stream.ofNewRelease ? stream.ratio * conditions.newRelease : stream.ratio;
}

// Callers stand before what they call, so one pass does. Retries by the failures known so far.
void MeshModel::spread(MeshFlow &flow, const MeshConditions &conditions, double demand) const
{
    for (OperationFlow &operation : flow.operations)
        operation.rate = 0;
    const bool isOpen = m_ingress != kNone && conditions.services[m_ingress].pods > 0;
    for (std::size_t i = 0; i < m_streams.size(); ++i) {
        const Stream &stream = m_streams[i];
        if (stream.caller != kNone)
            continue;
        flow.streamRates[i] = isOpen ? stream.rate * demand * conditions.demand : 0;
        flow.operations[stream.target].rate += flow.streamRates[i];
    }
    for (std::size_t caller = 0; caller < m_operations.size(); ++caller) {
        const bool hasPods = conditions.services[m_operations[caller].service].pods > 0;
        for (const std::size_t call : m_operations[caller].calls) {
            const Stream &stream = m_streams[call];
            OperationFlow &target = flow.operations[stream.target];
            const double attempts = 1 + stream.retried * target.failure;
            flow.streamRates[call] = hasPods
                ? flow.operations[caller].rate * callRatio(stream, conditions) * attempts
                : 0;
            target.rate += flow.streamRates[call];
        }
    }
}

void MeshModel::settle(MeshFlow &flow, const MeshConditions &conditions,
    const std::vector<double> &serviceRates, std::size_t index) const
{
    const Operation &operation = m_operations[index];
    const Service &service = m_services[operation.service];
    const ServiceCondition &condition = conditions.services[operation.service];
    const double capacity
        = service.usualRate / service.usualPods / kUsualLoad * std::max(condition.pods, 0.1);
    const double load = capacity > 0 ? serviceRates[operation.service] / capacity : 0;
    CallSums sums{.stretch = stretchOf(load),
        .succeeds = (1 - operation.failure) * (1 - condition.failure)
            * std::min(1.0, 1 / std::max(load, 0.01)),
        .quick = 1 - condition.slow};
    for (const std::size_t call : operation.calls) {
        const Stream &stream = m_streams[call];
        sums.add(stream, flow.operations[stream.target], callRatio(stream, conditions));
    }
    if (condition.slow > 0 && condition.slowMs > 0)
        sums.slow.add(LogNormal::ofMedian(condition.slowMs, kSickSigma), condition.slow);
    if (condition.failure > 0 && condition.failedMs > 0)
        sums.failed.add(LogNormal::ofMedian(condition.failedMs, kTimeoutSigma), condition.failure);
    sums.failed.add(operation.own, operation.failure + 1e-9); // never empty

    OperationFlow &out = flow.operations[index];
    const LogNormal own = LogNormal::ofMoments(operation.own.mean() * sums.stretch,
        operation.own.variance() * sums.stretch * sums.stretch);
    const auto after = [&own](const Moments &part) {
        const LogNormal time = part.mixture();
        return plus(own, time.mean(), time.variance());
    };
    out.isReachable = condition.pods > 0;
    out.failure = out.isReachable ? std::clamp(1 - sums.succeeds, 0.0, 1.0) : 1;
    out.slow = (1 - out.failure) * std::clamp(1 - sums.quick, 0.0, 1.0);
    out.normal = plus(own, sums.waited, sums.variance);
    out.slowTime = sums.slow.isEmpty() ? out.normal : after(sums.slow);
    out.failedTime = after(sums.failed);
}

MeshFlow MeshModel::flow(const MeshConditions &conditions, double demand) const
{
    MeshFlow flow{
        std::vector<OperationFlow>(m_operations.size()), std::vector<double>(m_streams.size())};
    spread(flow, conditions, demand);
    std::vector<double> serviceRates(m_services.size());
    for (std::size_t i = 0; i < m_operations.size(); ++i)
        serviceRates[m_operations[i].service] += flow.operations[i].rate;
    for (std::size_t i = m_operations.size(); i-- > 0;)
        settle(flow, conditions, serviceRates, i);
    spread(flow, conditions, demand); // now with retries
    return flow;
}

} // namespace binnacle::demo

#include "core/collect/series_meaning.h"

#include "core/collect/label_set.h"

#include <array>
#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <system_error>
#include <utility>

namespace binnacle::collect {

namespace {

using enum LabelName;

constexpr std::string_view kProbe = "probe";
constexpr std::string_view kProxyAdminPort = "4191";
constexpr std::string_view kProxyAdminAddress = ":4191";
constexpr std::string_view kUnknown = "unknown";

constexpr std::string_view kIsProbe = "health probes";
constexpr std::string_view kIsProxyAdmin = "requests to the proxy's own port";
constexpr std::string_view kIsExcluded = "in an excluded namespace";
constexpr std::string_view kIsToExcluded = "calls into an excluded namespace";
constexpr std::string_view kHasNoWorkload = "no label names the workload";
constexpr std::string_view kHasNoDirection = "neither inbound nor outbound";
constexpr std::string_view kIsInternal = "services of Traefik itself";
constexpr std::string_view kHasNoService = "no label names the service";
constexpr std::string_view kHasNoBound = "a bucket without a bound";

enum class Flow { None, Inbound, Outbound };

// One side of a call. Empty where it is not told.
struct Peer
{
    std::string_view ns;
    std::string_view workload;
};

Flow flowOf(std::string_view word)
{
    if (word == "inbound")
        return Flow::Inbound;
    return word == "outbound" ? Flow::Outbound : Flow::None;
}

std::optional<int> numberOf(std::string_view text)
{
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size())
        return std::nullopt;
    return number;
}

bool isServerError(std::string_view code)
{
    constexpr int kFirstServerError = 500;
    const auto number = numberOf(code);
    return number && *number >= kFirstServerError;
}

// Contract 02 §2.3, where the proxy does not classify.
bool isFailed(const LabelSet &labels, std::string_view code)
{
    const std::string_view grpc = labels.firstOf(GrpcStatus, GrpcResponseStatus, GrpcStatusCode);
    return isServerError(code) || (!grpc.empty() && grpc != "0" && grpc != "OK" && grpc != "Ok");
}

bool isProbe(const LabelSet &labels)
{
    return labels.at(RouteName) == kProbe || labels.at(AuthzName) == kProbe;
}

bool isProxyAdmin(const LabelSet &labels)
{
    return labels.at(SrvPort) == kProxyAdminPort
        || labels.at(TargetAddr).ends_with(kProxyAdminAddress);
}

// Reads the series of meshes, then of ingress controllers: what they call things differs, what is
// done with it does not.
class Reader
{
public:
    Reader(const LabelSet &labels, const CollectSettings &settings, SeriesMeaning &meaning)
        : m_labels(labels)
        , m_settings(settings)
        , m_meaning(meaning)
    {}

    void read()
    {
        switch (m_meaning.role.provider) {
        case Provider::Linkerd:
            readLinkerd();
            return;
        case Provider::Istio:
            readIstio();
            return;
        case Provider::GenericMesh:
            readGenericMesh();
            return;
        case Provider::Traefik:
            readTraefik();
            return;
        case Provider::Nginx:
            readNginx();
            return;
        }
    }

private:
    void readLinkerd()
    {
        m_flow = flowOf(m_labels.at(Direction));
        m_own = {m_labels.at(Namespace), linkerdWorkload()};
        m_other = {m_labels.at(DstNamespace),
            m_labels.firstOf(DstDeployment, DstStatefulset, DstDaemonset, DstReplicaset, DstJob)};
        m_meaning.isTls = m_labels.at(Tls) == "true";
        if (const std::string_view word = m_labels.at(Classification); !word.empty())
            m_meaning.isFailure = word == "failure";
        else
            m_meaning.isFailure = isFailed(m_labels, m_labels.at(StatusCode));
        readMesh(m_labels.at(StatusCode));
    }

    // Prometheus calls its own scrape job "job" and then names the "instance" as well; only
    // without one it can be a Job of Kubernetes.
    std::string_view linkerdWorkload() const
    {
        const std::string_view workload
            = m_labels.firstOf(Deployment, Statefulset, Daemonset, Replicaset, K8sJob);
        if (!workload.empty() || m_labels.has(Instance))
            return workload;
        return m_labels.at(Job);
    }

    void readIstio()
    {
        const Peer source{m_labels.at(SourceWorkloadNamespace), m_labels.at(SourceWorkload)};
        const Peer destination{
            m_labels.at(DestinationWorkloadNamespace), m_labels.at(DestinationWorkload)};
        const std::string_view reporter = m_labels.at(Reporter);
        if (reporter == "destination") {
            m_flow = Flow::Inbound;
            m_own = destination;
        } else if (reporter == "source") {
            m_flow = Flow::Outbound;
            m_own = source;
            m_other = destination;
        }
        for (Peer *peer : {&m_own, &m_other}) {
            if (peer->workload == kUnknown)
                *peer = {};
        }
        m_meaning.isTls = m_labels.at(ConnectionSecurityPolicy) == "mutual_tls";
        m_meaning.isFailure = isFailed(m_labels, m_labels.at(ResponseCode));
        readMesh(m_labels.at(ResponseCode));
    }

    void readGenericMesh()
    {
        m_flow = flowOf(m_labels.at(Direction));
        m_own = {m_labels.at(Namespace), m_labels.at(Workload)};
        m_other = {m_labels.at(DstNamespace), m_labels.at(DstWorkload)};
        m_meaning.isTls = m_labels.at(Mtls) == "true";
        m_meaning.isFailure = isFailed(m_labels, m_labels.at(StatusCode));
        readMesh(m_labels.at(StatusCode));
    }

    void readMesh(std::string_view code)
    {
        m_meaning.code = code;
        setPodSource();
        m_meaning.ignoredBecause = reasonAgainstMesh();
        if (!m_meaning.ignoredBecause.empty()) {
            m_meaning.showsSource = m_meaning.role.part == MetricPart::Requests && isProbeTraffic();
            return;
        }
        const ServiceRef own{std::string(m_own.ns), std::string(m_own.workload)};
        if (m_flow == Flow::Inbound) {
            m_meaning.row = TrafficKey::of(own);
            m_meaning.mayHoldProbes = m_meaning.role.part == MetricPart::Bucket
                && m_meaning.role.provider != Provider::Istio && !m_labels.has(RouteName)
                && !m_labels.has(AuthzName);
        } else {
            m_meaning.row = TrafficKey::of(EdgeRef{own, target()});
            m_meaning.code.clear(); // edges count failures, not codes
        }
    }

    bool isProbeTraffic() const { return isProbe(m_labels) || isProxyAdmin(m_labels); }

    std::string_view reasonAgainstMesh() const
    {
        if (isProbe(m_labels))
            return kIsProbe;
        if (isProxyAdmin(m_labels))
            return kIsProxyAdmin;
        if (m_own.workload.empty())
            return kHasNoWorkload;
        if (m_flow == Flow::None)
            return kHasNoDirection;
        if (isExcluded(m_own.ns))
            return kIsExcluded;
        if (m_flow == Flow::Outbound && isExcluded(m_other.ns)
            && !m_settings.ingressNamespaces.contains(std::string(m_other.ns)))
            return kIsToExcluded;
        return {};
    }

    bool isExcluded(std::string_view ns) const
    {
        return m_settings.excludedNamespaces.contains(std::string(ns));
    }

    ServiceRef target() const
    {
        if (!m_other.workload.empty())
            return {std::string(m_other.ns.empty() ? m_own.ns : m_other.ns),
                std::string(m_other.workload)};
        const std::string_view name = m_labels.firstOf(DstService, DestinationService, Authority);
        return {std::string(kExternalNamespace), std::string(name.empty() ? kUnknown : name)};
    }

    // A proxy lives and dies with its pod.
    void setPodSource()
    {
        SeriesSource &source = m_meaning.source;
        source.ns = m_own.ns;
        source.pod = m_labels.at(Pod);
        if (m_labels.has(Namespace))
            source.ns = m_labels.at(Namespace);
        source.key = keyOfLabel(source.ns, source.pod);
        if (source.pod.empty()) {
            source.key += keyOfLabel(m_own.workload, m_labels.at(Instance));
            source.ns = {};
        }
    }

    void setIngressSource(std::string_view ns, std::string_view pod)
    {
        SeriesSource &source = m_meaning.source;
        source.ns = pod.empty() ? std::string_view{} : ns;
        source.pod = pod;
        source.key = keyOfLabel(m_meaning.role.provider == Provider::Traefik ? "traefik" : "nginx",
            m_labels.at(Instance));
        source.key += keyOfLabel(ns, pod);
    }

    void readTraefik()
    {
        setIngressSource(m_labels.at(Namespace), m_labels.at(Pod));
        m_meaning.showsSource = m_meaning.role.part == MetricPart::Presence;
        if (m_meaning.showsSource)
            return;
        const std::string_view service = m_labels.at(Service);
        if (service.empty())
            m_meaning.ignoredBecause = kHasNoService;
        else if (service.ends_with("@internal"))
            m_meaning.ignoredBecause = kIsInternal;
        readIngress(std::string(service), m_labels.at(Code));
    }

    void readNginx()
    {
        setIngressSource(m_labels.at(ControllerNamespace), m_labels.at(ControllerPod));
        m_meaning.showsSource = m_meaning.role.part == MetricPart::Presence;
        if (m_meaning.showsSource)
            return;
        if (!m_labels.has(Service) || !m_labels.has(Namespace))
            m_meaning.ignoredBecause = kHasNoService;
        std::string key(m_labels.at(Namespace));
        key.append("-").append(m_labels.at(Service));
        if (m_labels.has(ServicePort))
            key.append("-").append(m_labels.at(ServicePort));
        readIngress(std::move(key), m_labels.at(Status));
    }

    void readIngress(std::string serviceKey, std::string_view code)
    {
        m_meaning.row = TrafficKey::ofIngress(std::move(serviceKey));
        m_meaning.code = code;
        m_meaning.method = m_labels.at(Method);
        m_meaning.isFailure = isServerError(code);
    }

    const LabelSet &m_labels;
    const CollectSettings &m_settings;
    SeriesMeaning &m_meaning;
    Flow m_flow = Flow::None;
    Peer m_own;
    Peer m_other;
};

} // namespace

SeriesMeaning meaningOf(const MetricRole &role, std::span<const codec::ExpositionLabel> labels,
    const CollectSettings &settings)
{
    SeriesMeaning meaning{.role = role, .source = {}};
    const LabelSet set(labels);
    Reader(set, settings, meaning).read();
    if (role.part == MetricPart::Bucket && meaning.ignoredBecause.empty()) {
        meaning.bound = boundOf(set.at(Le), role.toMilliseconds);
        if (std::isnan(meaning.bound))
            meaning.ignoredBecause = kHasNoBound;
    }
    return meaning;
}

double boundOf(std::string_view le, double toMilliseconds)
{
    constexpr int kBoundDigits = 6;
    constexpr double kNone = std::numeric_limits<double>::quiet_NaN();
    if (le == "+Inf" || le == "Inf" || le == "inf" || le == "+inf")
        return std::numeric_limits<double>::infinity();
    double bound = 0;
    if (le.starts_with('+'))
        le.remove_prefix(1);
    auto [end, error] = std::from_chars(le.data(), le.data() + le.size(), bound);
    if (error != std::errc() || end != le.data() + le.size() || !std::isfinite(bound))
        return kNone;
    bound *= toMilliseconds;
    if (toMilliseconds == 1)
        return bound;
    std::array<char, 32> digits{};
    const auto printed = std::to_chars(digits.data(), digits.data() + digits.size(), bound,
        std::chars_format::general, kBoundDigits);
    double rounded = kNone;
    std::from_chars(digits.data(), printed.ptr, rounded);
    if (!std::isfinite(rounded))
        return kNone;
    return rounded;
}

} // namespace binnacle::collect

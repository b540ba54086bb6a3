#include "core/demo/proxy_counters.h"

#include "core/demo/exposition_text.h"

#include <algorithm>

namespace binnacle::demo {

namespace {

constexpr double kProbePeriod = 5;  // seconds; readiness and liveness
constexpr double kAdminPeriod = 30; // the mesh's own Prometheus

std::string quoted(std::string_view name, std::string_view value)
{
    std::string text(name);
    text.append("=\"").append(value).append("\"");
    return text;
}

// "deployment", "statefulset": how Linkerd names a workload.
std::string_view kindLabel(WorkloadKind kind)
{
    switch (kind) {
    case WorkloadKind::Deployment:
        return "deployment";
    case WorkloadKind::StatefulSet:
        return "statefulset";
    case WorkloadKind::DaemonSet:
        break;
    }
    return "daemonset";
}

// Deals counts out among `parts`; what does not divide evenly goes to different parts each time.
// Everything is dealt.
template<typename AllBuckets>
class Dealer
{
public:
    Dealer(const AllBuckets &all, std::size_t parts, Random &random)
        : m_all(all)
        , m_parts(static_cast<std::int64_t>(parts))
    {
        for (std::int64_t &turn : m_turns)
            turn = random.between(0, m_parts - 1);
    }

    AllBuckets part(std::size_t index) const
    {
        AllBuckets part;
        for (std::size_t i = 0; i < m_all.counts.size(); ++i) {
            const std::int64_t turn = (static_cast<std::int64_t>(index) + m_turns[i]) % m_parts;
            part.counts[i] = (m_all.counts[i] + turn) / m_parts;
            part.total += part.counts[i];
        }
        if (m_all.total > 0)
            part.sum
                = m_all.sum * static_cast<double>(part.total) / static_cast<double>(m_all.total);
        return part;
    }

private:
    const AllBuckets &m_all;
    const std::int64_t m_parts;
    std::array<std::int64_t, std::tuple_size_v<decltype(AllBuckets::counts)>> m_turns{};
};

} // namespace

ProxyCounters::ProxyCounters(const MeshModel &model)
    : m_model(model)
    , m_proxies(model.services().size())
{
    for (std::size_t i = 0; i < model.services().size(); ++i) {
        const MeshModel::Service &service = model.services()[i];
        std::string key(workloadKindName(service.kind));
        key.append("/").append(service.ref.text());
        m_serviceOf.emplace(std::move(key), i);
    }
}

void ProxyCounters::follow(const ClusterModel &cluster)
{
    for (Proxies &proxies : m_proxies) {
        std::erase_if(proxies, [&](const auto &item) {
            const auto pod = cluster.pods.find(item.first);
            return pod == cluster.pods.end() || pod->second.uid != item.second.uid;
        });
    }
    for (const auto &[key, pod] : cluster.pods) {
        const auto service = m_serviceOf.find(pod.workload);
        // The proxy is the last container.
        if (service == m_serviceOf.end() || pod.containers.empty()
            || pod.containers.back().state != "running")
            continue;
        Proxies &proxies = m_proxies[service->second];
        auto place = proxies.find(key);
        if (place == proxies.end())
            place = proxies.emplace(key, newProxy(service->second, pod)).first;
        place->second.isReady = pod.isReady();
    }
}

ProxyCounters::Proxy ProxyCounters::newProxy(std::size_t service, const PodModel &pod) const
{
    const MeshModel::Service &shape = m_model.services()[service];
    Proxy proxy;
    proxy.uid = pod.uid;
    proxy.address = pod.ip;
    proxy.labels = quoted("namespace", pod.ns) + ',' + quoted(kindLabel(shape.kind), shape.ref.name)
        + ',' + quoted("pod", pod.name);
    const std::string port = std::to_string(shape.port);
    const std::string inbound = proxy.labels + R"(,direction="inbound",)"
        + quoted("target_addr", pod.ip + ':' + port) + ',' + quoted("srv_port", port);
    const bool isIngress = service == m_model.ingress();
    proxy.inbound.labels = inbound + R"(,route_name="default",)"
        + (isIngress ? R"(tls="no_identity")" : R"(tls="true")");
    proxy.probe.labels = inbound + R"(,route_name="probe",authz_name="probe",tls="no_identity")";
    return proxy;
}

ProxyCounters::Series &ProxyCounters::outboundTo(Proxy &proxy, std::size_t service) const
{
    const auto [place, isNew] = proxy.outbound.try_emplace(service);
    if (isNew) {
        const MeshModel::Service &target = m_model.services()[service];
        place->second.labels = proxy.labels + R"(,direction="outbound",tls="true",)"
            + quoted("dst_namespace", target.ref.ns) + ','
            + quoted(std::string("dst_").append(kindLabel(target.kind)), target.ref.name) + ','
            + quoted("dst_service", target.ref.name) + ','
            + quoted("authority",
                target.ref.name + '.' + target.ref.ns
                    + ".svc.cluster.local:" + std::to_string(target.port));
    }
    return place->second;
}

std::vector<ProxyCounters::Proxy *> ProxyCounters::readyOnes(Proxies &proxies)
{
    std::vector<Proxy *> ready;
    for (auto &[key, proxy] : proxies) {
        if (proxy.isReady)
            ready.push_back(&proxy);
    }
    // When none is ready some may still run, and somebody counted.
    if (ready.empty() && !proxies.empty())
        ready.push_back(&proxies.begin()->second);
    return ready;
}

void ProxyCounters::count(const std::vector<StreamSample> &samples, Duration length, Random &random)
{
    for (std::size_t i = 0; i < samples.size(); ++i)
        countStream(i, samples[i], random);
    for (Proxies &proxies : m_proxies) {
        for (auto &[key, proxy] : proxies)
            countProbes(proxy, length);
    }
}

void ProxyCounters::countStream(std::size_t index, const StreamSample &sample, Random &random)
{
    const MeshModel::Stream &stream = m_model.streams()[index];
    const std::size_t target = m_model.operations()[stream.target].service;
    const std::vector<Proxy *> callers = readyOnes(m_proxies[stream.source]);
    const std::vector<Proxy *> called = readyOnes(m_proxies[target]);
    const auto deal
        = [&random](const std::vector<Proxy *> &proxies, const auto &all, const auto &placeIn) {
              if (proxies.empty() || all.total == 0)
                  return;
              const Dealer dealer(all, proxies.size(), random);
              for (std::size_t i = 0; i < proxies.size(); ++i)
                  placeIn(*proxies[i]).add(dealer.part(i));
          };
    for (std::size_t i = 0; i < kEndings; ++i) {
        const auto inbound
            = [i](Proxy &proxy) -> LinkerdBuckets & { return proxy.inbound.endings[i]; };
        deal(callers, sample.endings[i],
            [&](Proxy &proxy) -> LinkerdBuckets & { return outboundTo(proxy, target).endings[i]; });
        if (sample.reachedTarget)
            deal(called, sample.endings[i], inbound);
        if (stream.caller == MeshModel::kNone)
            deal(callers, sample.plain[i], inbound);
    }
    for (std::size_t i = 0; i < kIngressEndings && stream.caller == MeshModel::kNone; ++i)
        deal(callers, sample.ingress[i],
            [&](Proxy &proxy) -> TraefikBuckets & { return proxy.ingress[index][i]; });
}

void ProxyCounters::countProbes(Proxy &proxy, Duration length)
{
    const double before = proxy.idleSeconds;
    proxy.idleSeconds += static_cast<double>(length.count()) / 1000.0;
    const auto since = [&](double period) {
        return static_cast<std::int64_t>(proxy.idleSeconds / period)
            - static_cast<std::int64_t>(before / period);
    };
    LinkerdBuckets &probes = proxy.probe.endings.front();
    probes.counts[1] += since(kProbePeriod); // within two milliseconds
    probes.total += since(kProbePeriod);
    probes.sum += 1.4 * static_cast<double>(since(kProbePeriod));
    proxy.adminScrapes += since(kAdminPeriod);
}

void ProxyCounters::writeTotals(ExpositionText &text, const Series &series) const
{
    for (std::size_t i = 0; i < kEndings; ++i) {
        const auto ending = static_cast<Ending>(i);
        if (series.endings[i].total == 0)
            continue;
        std::string labels = series.labels;
        labels.append(",").append(quoted("status_code", codeOf(ending)));
        labels.append(ending == Ending::Failure ? R"(,classification="failure")"
                                                : R"(,classification="success")");
        text.sample("response_total", labels, series.endings[i].total);
    }
}

void ProxyCounters::writeLatency(ExpositionText &text, const Series &series) const
{
    static const std::vector<std::string> bounds = [] {
        std::vector<std::string> texts;
        for (const double bound : kLinkerdBounds)
            texts.push_back(std::to_string(static_cast<int>(bound)));
        texts.emplace_back("+Inf");
        return texts;
    }();
    for (std::size_t i = 0; i < kEndings; ++i) {
        const LinkerdBuckets &buckets = series.endings[i];
        if (buckets.total == 0)
            continue;
        std::string labels = series.labels;
        labels.append(",");
        labels.append(quoted("status_code", codeOf(static_cast<Ending>(i))));
        std::int64_t upTo = 0;
        for (std::size_t bound = 0; bound < bounds.size(); ++bound) {
            upTo += buckets.counts[bound];
            text.bucket("response_latency_ms_bucket", labels, bounds[bound], upTo);
        }
        text.sample("response_latency_ms_sum", labels, buckets.sum);
        text.sample("response_latency_ms_count", labels, buckets.total);
    }
}

void ProxyCounters::write(ExpositionText &text) const
{
    const auto forEach = [&](const auto &writeSeries) {
        for (const Proxies &proxies : m_proxies) {
            for (const auto &[key, proxy] : proxies) {
                writeSeries(proxy.inbound);
                for (const auto &[target, series] : proxy.outbound)
                    writeSeries(series);
                writeSeries(proxy.probe);
            }
        }
    };
    text.type("response_total", "counter");
    forEach([&](const Series &series) { writeTotals(text, series); });
    for (const Proxies &proxies : m_proxies) {
        for (const auto &[key, proxy] : proxies)
            text.sample("response_total",
                proxy.labels
                    + R"(,direction="inbound",target_addr="0.0.0.0:4191",srv_port="4191",)"
                      R"(tls="no_identity",status_code="200",classification="success")",
                proxy.adminScrapes);
    }
    text.type("response_latency_ms", "histogram");
    forEach([&](const Series &series) { writeLatency(text, series); });
    writeIngress(text);
}

void ProxyCounters::writeIngress(ExpositionText &text) const
{
    if (m_model.ingress() == MeshModel::kNone)
        return;
    const auto forEach = [&](const auto &writeCounts) {
        for (const auto &[key, proxy] : m_proxies[m_model.ingress()]) {
            for (const auto &[stream, endings] : proxy.ingress) {
                for (std::size_t i = 0; i < kIngressEndings; ++i) {
                    if (endings[i].total == 0)
                        continue;
                    const IngressEnding &ending = ingressEndings()[i];
                    std::string labels = quoted("code", ending.code);
                    labels.append(",").append(quoted("method", ending.method));
                    labels.append(R"(,protocol="http",)");
                    labels += quoted(
                        "service", m_model.streams()[stream].route.serviceKey + "@kubernetes");
                    labels.append(",").append(quoted("instance", proxy.address + ":9100"));
                    writeCounts(labels, endings[i]);
                }
            }
        }
    };
    text.type("traefik_service_requests_total", "counter");
    forEach([&](const std::string &labels, const TraefikBuckets &buckets) {
        text.sample("traefik_service_requests_total", labels, buckets.total);
    });
    constexpr std::string_view kDuration = "traefik_service_request_duration_seconds";
    text.type(kDuration, "histogram");
    const std::string name(kDuration);
    forEach([&](const std::string &labels, const TraefikBuckets &buckets) {
        std::int64_t upTo = 0;
        for (std::size_t bound = 0; bound <= kTraefikBounds.size(); ++bound) {
            upTo += buckets.counts[bound];
            text.bucket(name + "_bucket", labels,
                bound < kTraefikBounds.size() ? numberText(kTraefikBounds[bound]) : "+Inf", upTo);
        }
        text.sample(name + "_sum", labels, buckets.sum / 1000.0);
        text.sample(name + "_count", labels, buckets.total);
    });
}

} // namespace binnacle::demo

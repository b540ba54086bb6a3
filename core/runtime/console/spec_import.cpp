#include "core/runtime/console/spec_import.h"

#include "core/codec/slo_spec.h"
#include "core/slo/window_reader.h"
#include "core/store/traffic_repository.h"

#include <QFile>

#include <algorithm>
#include <set>
#include <utility>

namespace binnacle::runtime {

namespace {

constexpr qint64 kMostBytes = 1 << 20;

Result<std::string> readText(const std::string &path)
{
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::ReadOnly))
        return Error{ErrorCode::NotFound, path + ": " + file.errorString().toStdString()};
    const QByteArray bytes = file.read(kMostBytes + 1);
    if (bytes.size() > kMostBytes)
        return Error{ErrorCode::TooLarge, path + ": a specification has at most 1 MiB"};
    return bytes.toStdString();
}

struct Known
{
    std::set<std::string> ingress;
    std::set<std::string> services; // "ns/name"
};

Result<Known> knownHosts(store::Connection &connection, const ClusterId &cluster, Timestamp now)
{
    Known known;
    const auto routes = store::readRoutes(connection, cluster);
    if (!routes)
        return routes.error();
    for (const IngressRoute &route : *routes) {
        known.ingress.insert(route.domain);
        known.ingress.insert(route.serviceKey);
        if (route.pathPrefix != "/")
            known.ingress.insert(route.domain + route.pathPrefix);
    }
    const auto services = slo::readWindow(connection,
        {.cluster = cluster,
            .kind = TrafficKind::Service,
            .range = {now - std::chrono::days{1}, now}});
    if (!services)
        return services.error();
    for (const auto &[key, steps] : services->traffic)
        known.services.insert(key.service.text());
    return known;
}

// "shop/checkout", "checkout" when only one namespace has it.
std::string serviceNamed(const Known &known, const std::string &name)
{
    if (known.services.contains(name))
        return name;
    std::string found;
    for (const std::string &service : known.services) {
        if (!service.ends_with('/' + name))
            continue;
        if (!found.empty())
            return {};
        found = service;
    }
    return found;
}

console::SpecProposal propose(
    const codec::SloSpec &spec, const Known &known, const ClusterId &cluster)
{
    console::SpecProposal proposal{.name = QString::fromStdString(spec.name),
        .target = {.cluster = cluster, .window = spec.window, .availability = spec.objective}};
    const SloTarget otherwise = defaultTarget(spec.window);
    proposal.target.p95Latency = spec.p95Latency > 0 ? spec.p95Latency : otherwise.p95Latency;
    for (const std::string &hint : {spec.hostHint, spec.service}) {
        if (hint.empty() || proposal.isMatched)
            continue;
        if (const std::string service = serviceNamed(known, hint); !service.empty()) {
            proposal.target.type = SloTargetType::Service;
            proposal.target.host = service;
            proposal.isMatched = true;
        } else if (known.ingress.contains(hint)) {
            proposal.target.host = hint;
            proposal.isMatched = true;
        }
    }
    if (!proposal.isMatched)
        proposal.target.host = spec.hostHint.empty() ? spec.service : spec.hostHint;
    for (const std::string &note : spec.notes)
        proposal.notes += QString::fromStdString(note);
    return proposal;
}

} // namespace

Result<console::SpecImport> proposeSpecs(
    store::Connection &connection, const std::string &file, const ClusterId &cluster, Timestamp now)
{
    const auto text = readText(file);
    if (!text)
        return text.error();
    const auto specs = codec::readSloSpecs(*text);
    if (!specs)
        return withContext(specs.error(), file);
    const auto known = knownHosts(connection, cluster, now);
    if (!known)
        return known.error();
    console::SpecImport import;
    for (const codec::SloSpec &spec : specs->specs)
        import.proposals.push_back(propose(spec, *known, cluster));
    for (const std::string &note : specs->notes)
        import.notes += QString::fromStdString(note);
    return import;
}

} // namespace binnacle::runtime

#include "core/query/execution/common_fields.h"
#include "core/query/execution/state_tables.h"

#include <charconv>
#include <set>

namespace binnacle::query {

namespace {

using Moment = StateMoment;

template<typename Use>
void forEachPort(const K8sService &service, Use use)
{
    std::string text;
    for (const ServicePort &port : service.ports) {
        text = std::to_string(port.port);
        text.append("/").append(port.protocol.empty() ? "TCP" : port.protocol);
        use(text);
    }
}

template<typename Use>
void forEachHost(const Ingress &ingress, Use use)
{
    std::set<std::string_view> told; // a host often has several paths
    for (const IngressPath &path : ingress.paths) {
        if (!path.host.empty() && told.insert(path.host).second)
            use(path.host);
    }
}

template<typename Use>
void forEachService(const Ingress &ingress, Use use)
{
    std::set<std::string_view> told;
    for (const IngressPath &path : ingress.paths) {
        if (!path.serviceName.empty() && told.insert(path.serviceName).second)
            use(path.serviceName);
    }
}

ColumnPtr podsColumn(std::span<const Namespace> rows, const Moment &moment, const FieldRef &)
{
    auto pods = std::make_shared<std::unordered_map<std::string_view, std::int64_t>>();
    for (const Pod &pod : moment.snapshot->pods)
        ++(*pods)[pod.meta.ns];
    return numberColumn(rows, [pods](const Namespace &row) {
        const auto found = pods->find(row.meta.name);
        return found == pods->end() ? 0.0 : static_cast<double>(found->second);
    });
}

// A quantity of Kubernetes in bytes: "10Gi", "500M", "1e3".
double bytesOf(std::string_view quantity)
{
    double number = 0;
    const char *end = quantity.data() + quantity.size();
    const auto read = std::from_chars(quantity.data(), end, number);
    if (read.ec != std::errc{} || number < 0)
        return kUnknownNumber;
    const std::string_view unit(read.ptr, static_cast<std::size_t>(end - read.ptr));
    if (unit.empty())
        return number;
    constexpr std::string_view kLetters = "kMGTPE";
    const char letter = unit.front() == 'K' ? 'k' : unit.front();
    const std::size_t power = kLetters.find(letter);
    const bool isBinary = unit.size() == 2 && unit[1] == 'i';
    if (power == std::string_view::npos || (unit.size() > 1 && !isBinary))
        return kUnknownNumber;
    for (std::size_t i = 0; i <= power; ++i)
        number *= isBinary ? 1024 : 1000;
    return number;
}

const std::array kK8sServiceFields{
    FieldMaker<K8sService, StateMoment>{
        fieldOf(ServiceField::Namespace), &namespaceColumn<K8sService>},
    FieldMaker<K8sService, StateMoment>{fieldOf(ServiceField::Type),
        [](std::span<const K8sService> rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const K8sService &row) { return row.type; });
        }},
    FieldMaker<K8sService, StateMoment>{fieldOf(ServiceField::ClusterIp),
        [](std::span<const K8sService> rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const K8sService &row) { return row.clusterIp; });
        }},
    FieldMaker<K8sService, StateMoment>{fieldOf(ServiceField::Ports),
        [](std::span<const K8sService> rows, const Moment &, const FieldRef &) {
            return listColumn(rows, [](const K8sService &row, auto use) { forEachPort(row, use); });
        }},
    FieldMaker<K8sService, StateMoment>{fieldOf(ServiceField::Ready),
        [](std::span<const K8sService> rows, const Moment &, const FieldRef &) {
            return numberColumn(
                rows, [](const K8sService &row) { return numberOf(row.readyBackends); });
        }},
    FieldMaker<K8sService, StateMoment>{fieldOf(ServiceField::Backends),
        [](std::span<const K8sService> rows, const Moment &, const FieldRef &) {
            return numberColumn(
                rows, [](const K8sService &row) { return numberOf(row.totalBackends); });
        }},
};

const std::array kIngressFields{
    FieldMaker<Ingress, StateMoment>{fieldOf(IngressField::Namespace), &namespaceColumn<Ingress>},
    FieldMaker<Ingress, StateMoment>{fieldOf(IngressField::Class),
        [](std::span<const Ingress> rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Ingress &row) { return row.ingressClass; });
        }},
    FieldMaker<Ingress, StateMoment>{fieldOf(IngressField::Hosts),
        [](std::span<const Ingress> rows, const Moment &, const FieldRef &) {
            return listColumn(rows, [](const Ingress &row, auto use) { forEachHost(row, use); });
        }},
    FieldMaker<Ingress, StateMoment>{fieldOf(IngressField::Services),
        [](std::span<const Ingress> rows, const Moment &, const FieldRef &) {
            return listColumn(rows, [](const Ingress &row, auto use) { forEachService(row, use); });
        }},
    FieldMaker<Ingress, StateMoment>{fieldOf(IngressField::Tls),
        [](std::span<const Ingress> rows, const Moment &, const FieldRef &) {
            return flagColumn(rows, [](const Ingress &row) { return row.tls ? 1.0 : 0.0; });
        }},
};

const std::array kNamespaceFields{
    FieldMaker<Namespace, StateMoment>{fieldOf(NamespaceField::Phase),
        [](std::span<const Namespace> rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const Namespace &row) { return row.phase; });
        }},
    FieldMaker<Namespace, StateMoment>{fieldOf(NamespaceField::Pods), &podsColumn},
};

const std::array kPlainObjectFields{
    FieldMaker<PlainObject, StateMoment>{
        fieldOf(ObjectField::Namespace), &namespaceColumn<PlainObject>},
    FieldMaker<PlainObject, StateMoment>{fieldOf(ObjectField::Phase),
        [](std::span<const PlainObject> rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const PlainObject &row) { return row.phase; });
        }},
    FieldMaker<PlainObject, StateMoment>{fieldOf(ObjectField::Capacity),
        [](std::span<const PlainObject> rows, const Moment &, const FieldRef &) {
            return numberColumn(rows, [](const PlainObject &row) { return bytesOf(row.capacity); });
        }},
    FieldMaker<PlainObject, StateMoment>{fieldOf(ObjectField::Kind),
        [](std::span<const PlainObject> rows, const Moment &, const FieldRef &) {
            return textColumn(rows, [](const PlainObject &row) { return row.kind; });
        }},
};

} // namespace

std::string_view plainObjectKind(SourceId source)
{
    switch (source) {
    case SourceId::PersistentVolumes:
        return "PersistentVolume";
    case SourceId::PersistentVolumeClaims:
        return "PersistentVolumeClaim";
    case SourceId::ConfigMaps:
        return "ConfigMap";
    default:
        return "Secret";
    }
}

TablePtr makeServiceTable(StateMoment moment)
{
    const std::span<const K8sService> rows = moment.snapshot->services;
    return std::make_shared<ObjectTable<K8sService>>(SourceId::Services, std::move(moment),
        ObjectTable<K8sService>::Parts{.rows = rows,
            .some = std::nullopt,
            .own = kK8sServiceFields,
            .common = commonFields<K8sService, ServiceField>(),
            .kindOf = [](const K8sService &) { return std::string_view("Service"); }});
}

TablePtr makeIngressTable(StateMoment moment)
{
    const std::span<const Ingress> rows = moment.snapshot->ingresses;
    return std::make_shared<ObjectTable<Ingress>>(SourceId::Ingresses, std::move(moment),
        ObjectTable<Ingress>::Parts{.rows = rows,
            .some = std::nullopt,
            .own = kIngressFields,
            .common = commonFields<Ingress, IngressField>(),
            .kindOf = [](const Ingress &) { return std::string_view("Ingress"); }});
}

TablePtr makeNamespaceTable(StateMoment moment)
{
    const std::span<const Namespace> rows = moment.snapshot->namespaces;
    return std::make_shared<ObjectTable<Namespace>>(SourceId::Namespaces, std::move(moment),
        ObjectTable<Namespace>::Parts{.rows = rows,
            .some = std::nullopt,
            .own = kNamespaceFields,
            .common = commonFields<Namespace, NamespaceField>(),
            .kindOf = [](const Namespace &) { return std::string_view("Namespace"); }});
}

TablePtr makePlainTable(SourceId source, StateMoment moment)
{
    const std::span<const PlainObject> rows = moment.snapshot->plainObjects;
    std::optional<Selection> some = moment.index->plainObjects(plainObjectKind(source));
    return std::make_shared<ObjectTable<PlainObject>>(source, std::move(moment),
        ObjectTable<PlainObject>::Parts{.rows = rows,
            .some = std::move(some),
            .own = kPlainObjectFields,
            .common = commonFields<PlainObject, ObjectField>(),
            .kindOf = [](const PlainObject &row) { return row.kind; }});
}

} // namespace binnacle::query

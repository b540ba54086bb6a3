#pragma once

#include "core/codec/json_reader.h"
#include "core/domain/cluster_snapshot.h"

#include <algorithm>
#include <span>
#include <vector>

namespace binnacle::codec {

// The pieces decodeSnapshot is made of, one function per kind of object (contract 01 §1.8). Each
// reads one object at `path`; failures stay in `in`, whose arena gets every string.
Pod readPod(JsonReader &in, const JsonPath &path, simdjson::dom::object object);
Node readNode(JsonReader &in, const JsonPath &path, simdjson::dom::object object);
Workload readDeployment(JsonReader &in, const JsonPath &path, simdjson::dom::object object);
Workload readStatefulSet(JsonReader &in, const JsonPath &path, simdjson::dom::object object);
Workload readDaemonSet(JsonReader &in, const JsonPath &path, simdjson::dom::object object);
ReplicaSet readReplicaSet(JsonReader &in, const JsonPath &path, simdjson::dom::object object);
Job readJob(JsonReader &in, const JsonPath &path, simdjson::dom::object object);
CronJob readCronJob(JsonReader &in, const JsonPath &path, simdjson::dom::object object);
K8sService readService(JsonReader &in, const JsonPath &path, simdjson::dom::object object);
Ingress readIngress(JsonReader &in, const JsonPath &path, simdjson::dom::object object);
IngressRouteObject readIngressRoute(
    JsonReader &in, const JsonPath &path, simdjson::dom::object object);
Namespace readNamespace(JsonReader &in, const JsonPath &path, simdjson::dom::object object);
PlainObject readPlainObject(JsonReader &in, const JsonPath &path, simdjson::dom::object object);

// `sloData`: one SloIncrements or, for late delivery, a list of them, oldest first.
std::vector<SloIncrements> readIncrements(JsonReader &in, const JsonField &field);

Condition readCondition(JsonReader &in, const JsonPath &path, simdjson::dom::object object);
std::span<const Label> readLabels(JsonReader &in, const JsonField &field);
// The image of each container of a pod template.
std::span<const std::string_view> readImages(JsonReader &in, const JsonField &podTemplate);

// The members that every kind names alike. REQUIRES: Fields has kMetaKeys.
template<typename Fields>
ObjectMeta readMeta(JsonReader &in, const Fields &fields)
{
    return {.uid = in.copy(fields.template at<"uid">()),
        .name = in.copy(in.required(fields.template at<"name">())),
        .ns = in.shared(fields.template at<"namespace">()),
        .ownerKind = in.shared(fields.template at<"ownerKind">()),
        .ownerName = in.shared(fields.template at<"ownerName">()),
        .createdAt = in.time(fields.template at<"createdAt">()),
        .labels = readLabels(in, fields.template at<"labels">())};
}

// A table of the members above and some more.
template<typename... Names>
consteval auto keysWithMeta(const Names &...names)
{
    return keys(
        "uid", "name", "namespace", "ownerKind", "ownerName", "createdAt", "labels", names...);
}

// What one object may list (containers, ports, labels): far beyond what Kubernetes stores, it only
// keeps a hostile body from multiplying in memory.
inline constexpr std::size_t kMostEntries = 10'000;

// A list inside one object, in the arena. Null entries are left out.
template<typename T, typename Read>
std::span<const T> readSpan(JsonReader &in, const JsonField &field, const Read &read)
{
    const auto array = in.array(field);
    if (!array)
        return {};
    if (array->size() > kMostEntries) {
        in.failTooMany(field.path, kMostEntries);
        return {};
    }
    const std::span<T> items = in.arena().array<T>(array->size());
    std::size_t index = 0;
    std::size_t used = 0;
    for (const simdjson::dom::element element : *array) {
        const JsonPath path{.parent = &field.path, .index = index++};
        if (element.is_null())
            continue;
        const auto object = in.objectAt(path, element);
        if (!object)
            return {};
        items[used++] = read(in, path, *object);
        if (in.failed())
            return {};
    }
    return items.first(used);
}

// A list of the whole cluster, appended to `out`. Null entries are left out.
template<typename T, typename Read>
void readList(JsonReader &in, const JsonField &field, std::vector<T> &out, const Read &read)
{
    const auto array = in.array(field);
    if (!array)
        return;
    // The count is the sender's word, so not all of it is reserved.
    constexpr std::size_t kReserved = 16'384;
    out.reserve(out.size() + std::min(array->size(), kReserved));
    std::size_t index = 0;
    for (const simdjson::dom::element element : *array) {
        const JsonPath path{.parent = &field.path, .index = index++};
        if (element.is_null())
            continue;
        const auto object = in.objectAt(path, element);
        if (!object)
            return;
        out.push_back(read(in, path, *object));
        if (in.failed())
            return;
    }
}

} // namespace binnacle::codec

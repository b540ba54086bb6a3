#include "core/gateway/answers.h"
#include "core/gateway/gateway.h"
#include "core/gateway/parameters.h"
#include "core/gateway/record_json.h"
#include "core/hub/data_hub.h"
#include "core/store/event_repository.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace binnacle::gateway {

namespace {

using In = Parameter::In;
using Type = Parameter::Type;

// Whoever may see only some namespaces sees the events of objects in them.
PredicatePtr withinScope(const AccessScope &scope)
{
    std::vector<PredicatePtr> clusters;
    for (const ClusterId &cluster : scope.clusters)
        clusters.push_back(compare(EventField::Cluster, CompareOp::Equal, cluster.value));
    std::vector<PredicatePtr> namespaces;
    for (const std::string &ns : scope.namespaces)
        namespaces.push_back(compare(EventField::Namespace, CompareOp::Equal, ns));
    return allOf({anyOf(std::move(clusters)), anyOf(std::move(namespaces))});
}

Result<EventQuery> queryOf(const Call &call, bool needsCluster)
{
    const auto cluster = clusterParameter(call.request, needsCluster);
    const auto since = timeParameter(call.request, "since");
    const auto until = timeParameter(call.request, "until");
    if (!cluster)
        return cluster.error();
    if (!since || !until)
        return !since ? since.error() : until.error();
    EventQuery query;
    if (!cluster->isEmpty())
        query.cluster = *cluster;
    std::vector<PredicatePtr> conditions{withinScope(call.who.scope)};
    const std::string type = textParameter(call.request, "type");
    const std::string reason = textParameter(call.request, "reason");
    if (!type.empty() && type != "Normal" && type != "Warning")
        return Error{ErrorCode::InvalidArgument, "type: Normal or Warning"};
    if (!type.empty())
        conditions.push_back(compare(EventField::Type, CompareOp::Equal, type));
    if (!reason.empty())
        conditions.push_back(compare(EventField::Reason, CompareOp::Equal, reason));
    query.where = allOf(std::move(conditions));
    if (isKnown(*since) || isKnown(*until))
        query.lastSeen = TimeRange{*since, isKnown(*until) ? *until : call.parts.clock.now()};
    return query;
}

// Pages by number over a list that is paged by key: what is skipped is read, so not for ever.
Result<http::Response> eventList(
    store::Connection &connection, const EventQuery &query, const Paging &page)
{
    store::EventReader reader(connection);
    const auto count = reader.count(query, {});
    if (!count)
        return count.error();
    codec::JsonWriter json;
    json.beginArray();
    if (page.offset < count->total) {
        const auto wanted
            = std::min<std::int64_t>(page.offset + page.limit, std::numeric_limits<int>::max());
        const auto events = reader.page(query, {.limit = static_cast<int>(wanted)});
        if (!events)
            return events.error();
        for (auto i = static_cast<std::size_t>(page.offset); i < events->size(); ++i)
            writeEvent(json, (*events)[i]);
    }
    json.endArray();
    return listAnswer(json.take(), count->total);
}

void answerEvents(Call call, Result<EventQuery> query)
{
    constexpr std::int64_t kFarthest = 100'000;
    const auto page = query ? paging(call.request, kLongestRowPage) : Result<Paging>(query.error());
    if (!page)
        return call.fail(page.error());
    if (page->offset > kFarthest)
        return call.fail({ErrorCode::InvalidArgument,
            "offset: at most 100000; narrow the time with since and until"});
    answerFromStore(call, [query = *std::move(query), page = *page](store::Connection &connection) {
        return eventList(connection, query, page);
    });
}

void listEvents(Call call)
{
    auto query = queryOf(call, false);
    const std::string source = textParameter(call.request, "source");
    if (query && !source.empty() && source != "history" && source != "realtime")
        query = Error{ErrorCode::InvalidArgument, "source: history or realtime"};
    if (query && source == "realtime" && !query->lastSeen) {
        const Timestamp now = call.parts.clock.now();
        query->lastSeen = TimeRange{now - std::chrono::hours{1}, now};
    }
    answerEvents(std::move(call), std::move(query));
}

void eventsByResource(Call call)
{
    auto query = queryOf(call, true);
    const auto tree = numberParameter(call.request, "tree", 0, 0, 1);
    const ResourceRef object{.kind = textParameter(call.request, "kind"),
        .ns = textParameter(call.request, "namespace"),
        .name = textParameter(call.request, "name")};
    if (query && !tree)
        query = tree.error();
    else if (query && (object.kind.empty() || object.name.empty()))
        query = Error{ErrorCode::InvalidArgument, "kind and name: both are required"};
    else if (query)
        query->scope = ScopedObject{
            .scope = *tree == 1 ? EventScope::WorkloadTree : EventScope::Object, .object = object};
    answerEvents(std::move(call), std::move(query));
}

void eventsOfNode(Call call)
{
    auto query = queryOf(call, true);
    const std::string name = textParameter(call.request, "name");
    if (query && name.empty())
        query = Error{ErrorCode::InvalidArgument, "name: is required"};
    else if (query)
        query->scope = ScopedObject{
            .scope = EventScope::Node, .object = {.kind = "Node", .ns = {}, .name = name}};
    answerEvents(std::move(call), std::move(query));
}

void timeline(Call call)
{
    auto query = queryOf(call, false);
    const auto bucket = numberParameter(call.request, "bucket_seconds", 300, 10, 86'400);
    if (!query || !bucket)
        return call.fail(!query ? query.error() : bucket.error());
    constexpr std::int64_t kMostBuckets = 2'000;
    const Timestamp now = call.parts.clock.now();
    if (!query->lastSeen)
        query->lastSeen = TimeRange{now - std::chrono::hours{24}, now};
    const Duration step{*bucket * 1'000};
    if ((query->lastSeen->to - query->lastSeen->from) / step > kMostBuckets)
        return call.fail({ErrorCode::InvalidArgument,
            "bucket_seconds: that gives more than 2000 buckets; take larger ones"});
    answerFromStore(call,
        [query = *std::move(query), step](store::Connection &connection) -> Result<http::Response> {
            const auto buckets = store::EventReader(connection).histogram(query, step, {});
            if (!buckets)
                return buckets.error();
            codec::JsonWriter json;
            json.beginArray();
            for (const store::EventBucket &one : *buckets)
                json.beginObject()
                    .member("clusterId", one.cluster.value)
                    .member("start", one.start)
                    .member("normal", one.normal)
                    .member("warnings", one.warnings)
                    .endObject();
            json.endArray();
            return listAnswer(json.take(), static_cast<std::int64_t>(buckets->size()));
        });
}

constexpr std::string_view kEvents
    = R"({"message":"ok","data":[{"clusterId":"prod-eu","kind":"Pod","name":"cart-0","reason":"BackOff","count":3}],"total":1})";

} // namespace

std::vector<Route> eventRoutes()
{
    using http::Method;
    const std::vector<Parameter> common{{"type", In::Query, Type::Text, false, "Normal or Warning"},
        {"reason", In::Query, Type::Text, false, "only this reason"},
        {"since", In::Query, Type::Text, false, "seen since then, RFC 3339"},
        {"until", In::Query, Type::Text, false, "seen before then, RFC 3339"},
        {"limit", In::Query, Type::Number, false, "at most this many, 1 to 5000"},
        {"offset", In::Query, Type::Number, false, "skip so many"}};
    const Parameter cluster{"cluster_id", In::Query, Type::Text, true, "id of the cluster"};
    const auto with = [&common](std::vector<Parameter> more) {
        more.insert(more.end(), common.begin(), common.end());
        return more;
    };
    return {
        {Method::Get, "/events", "Events, newest first", Capability::ReadState, {},
            with({{"cluster_id", In::Query, Type::Text, false, "only of this cluster"},
                {"source", In::Query, Type::Text, false,
                    "history (default), or realtime: the last hour"}}),
            kEvents, 200, listEvents},
        {Method::Get, "/events/by-resource", "Events of one object", Capability::ReadState, {},
            with({cluster, {"kind", In::Query, Type::Text, true, "Pod, Deployment, …"},
                {"namespace", In::Query, Type::Text, false, "its namespace"},
                {"name", In::Query, Type::Text, true, "its name"},
                {"tree", In::Query, Type::Number, false, "1: and of all it owns"}}),
            kEvents, 200, eventsByResource},
        {Method::Get, "/events/node", "Events of a node and of what ran on it",
            Capability::ReadState, {},
            with({cluster, {"name", In::Query, Type::Text, true, "name of the node"}}), kEvents,
            200, eventsOfNode},
        {Method::Get, "/events/timeline", "How many events when", Capability::ReadState, {},
            with({{"cluster_id", In::Query, Type::Text, false, "only of this cluster"},
                {"bucket_seconds", In::Query, Type::Number, false,
                    "length of a bucket, 10 to 86400"}}),
            R"({"message":"ok","data":[{"clusterId":"prod-eu","start":"2026-03-01T09:00:00Z","normal":4,"warnings":1}],"total":1})",
            200, timeline},
    };
}

} // namespace binnacle::gateway

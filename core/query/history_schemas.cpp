#include "core/query/schema_tables.h"
#include "core/query/source_fields.h"

namespace binnacle::query {

namespace {

using enum FieldType;

Schema events()
{
    using F = EventField;
    SchemaBuilder b("events", "events of all clusters, with their history", 0);
    b.field(F::Cluster, Text, {"cluster"}, "cluster id")
        .field(F::Type, Choice, {"type", "severity"}, "Normal or Warning", {"Normal", "Warning"})
        .field(F::Reason, Text, {"reason"}, "why, as one word: BackOff")
        .field(F::Message, Text, {"message", "msg"}, "the sentence of the event")
        .field(F::Kind, Text, {"kind"}, "kind of the object: Pod")
        .field(F::Namespace, Text, {"namespace", "ns"}, "namespace of the object")
        .field(F::Name, Text, {"name", "object", "obj"}, "name of the object")
        .field(F::Node, Text, {"node", "host"}, "node it happened on")
        .field(F::Source, Text, {"source", "component", "src"}, "who reported it: kubelet")
        .field(F::Uid, Text, {"uid"}, "uid of the event")
        .field(F::Count, Count, {"count"}, "how many times it happened")
        .field(F::First, Time, {"first", "firstseen"}, "when it began")
        .field(F::Last, Time, {"last", "lastseen"}, "when it was last seen")
        .field(F::Text, FullText, {"text"}, "words in reason and message");
    Schema schema = b.take();
    for (FieldInfo &field : schema.fields) {
        const auto which = static_cast<EventField>(field.field);
        field.colonContains = which == F::Message;
        field.isShown
            = which != F::Uid && which != F::First && which != F::Text && which != F::Source;
    }
    return schema;
}

Schema clusters()
{
    using F = ClusterField;
    SchemaBuilder b("clusters", "the clusters themselves", static_cast<int>(F::Conflict));
    b.field(F::Id, Text, {"id", "cluster"}, "cluster id")
        .field(F::Name, Text, {"name"}, "what people call it")
        .field(F::Environment, Choice, {"environment", "env"}, "prod, staging or dev",
            {"prod", "staging", "dev"})
        .field(
            F::Status, Choice, {"status"}, "of its agent", {"online", "online-no-data", "offline"})
        .field(F::Health, Choice, {"health"}, "by its nodes and pods",
            {"healthy", "degraded", "unhealthy", "unknown"})
        .field(F::Nodes, Count, {"nodes"}, "nodes it has")
        .field(F::ReadyNodes, Count, {"ready_nodes"}, "nodes that are ready")
        .field(F::Pods, Count, {"pods"}, "pods it has")
        .field(F::RunningPods, Count, {"running_pods"}, "pods that run")
        .field(F::CpuUsage, Percent, {"cpu_usage"}, "CPU used, of what is allocatable")
        .field(F::MemUsage, Percent, {"mem_usage"}, "memory used, of what is allocatable")
        .field(F::LastSnapshot, Time, {"last_snapshot"}, "when its state was last told")
        .field(F::LastHeartbeat, Time, {"last_heartbeat"}, "when its agent was last heard")
        .field(F::Conflict, Flag, {"conflict"}, "two agents report under this id")
        .field(F::Text, FullText, {"text"}, "words anywhere in the row");
    return b.take();
}

Schema levels(std::string_view name, std::string_view help)
{
    using F = LevelField;
    SchemaBuilder b(name, help, static_cast<int>(F::P99) + 1);
    b.field(F::Subject, Text, {"subject", "name", "service", "domain"}, "what the level is of")
        .field(F::Cluster, Text, {"cluster"}, "cluster id")
        .field(F::Namespace, Text, {"namespace", "ns"}, "of services")
        .field(F::Status, Choice, {"status"}, "against its target",
            {"healthy", "warning", "critical", "unknown"})
        .field(F::Availability, Percent, {"availability"}, "requests that succeeded")
        .field(F::Target, Percent, {"target"}, "availability wanted")
        .field(F::Budget, Percent, {"budget", "budget_remaining"}, "error budget that is left")
        .field(F::Burn, Number, {"burn", "burn_rate"}, "times the rate that uses it up exactly")
        .field(F::ErrorRate, Percent, {"error_rate", "errors_percent"}, "requests that failed")
        .field(F::Rps, Number, {"rps", "rate"}, "requests a second")
        .field(F::P50, Span, {"p50"}, "half of the requests took less")
        .field(F::P95, Span, {"p95"}, "95 % of the requests took less: 300ms")
        .field(F::P99, Span, {"p99"}, "99 % of the requests took less")
        .field(F::P95Target, Span, {"p95_target"}, "the p95 wanted")
        .field(F::Requests, Count, {"requests"}, "requests in the window")
        .field(F::Errors, Count, {"errors"}, "of them failed")
        .field(F::Trend, Choice, {"trend"}, "against the window before", {"stable", "up", "down"})
        .field(F::Firing, Flag, {"firing"}, "whether a burn rate pages")
        .field(F::Text, FullText, {"text"}, "words anywhere in the row");
    return b.take();
}

Schema edges()
{
    using F = EdgeField;
    SchemaBuilder b("edges", "calls between services of the mesh", static_cast<int>(F::Tls) + 1);
    b.field(F::From, Text, {"from", "caller", "source"}, "who calls")
        .field(F::FromNamespace, Text, {"from_namespace", "from_ns"}, "namespace of who calls")
        .field(F::To, Text, {"to", "callee", "target"}, "who is called")
        .field(F::ToNamespace, Text, {"to_namespace", "to_ns", "namespace", "ns"},
            "namespace of who is called")
        .field(F::Cluster, Text, {"cluster"}, "cluster id")
        .field(F::Rps, Number, {"rps", "rate"}, "requests a second")
        .field(F::Requests, Count, {"requests"}, "requests in the window")
        .field(F::Errors, Count, {"errors"}, "of them failed")
        .field(F::ErrorRate, Percent, {"error_rate"}, "requests that failed")
        .field(F::P50, Span, {"p50"}, "half of the requests took less")
        .field(F::P95, Span, {"p95"}, "95 % of the requests took less")
        .field(F::P99, Span, {"p99"}, "99 % of the requests took less")
        .field(F::Tls, Percent, {"tls"}, "requests under mutual TLS")
        .field(F::Status, Choice, {"status"}, "by errors and latency",
            {"healthy", "warning", "critical", "unknown"})
        .field(F::New, Flag, {"new"}, "first seen within the window")
        .field(F::Text, FullText, {"text"}, "words anywhere in the row");
    return b.take();
}

Schema alerts()
{
    using F = AlertField;
    SchemaBuilder b("alerts", "alerts that are pending or fire; with a time, those of then",
        static_cast<int>(F::Took) + 1);
    b.field(F::Id, Count, {"id"}, "its number, as during(alert:7) wants it")
        .field(F::Rule, Text, {"rule"}, "name of the rule")
        .field(F::Severity, Choice, {"severity"}, "info, warning or critical",
            {"info", "warning", "critical"})
        .field(F::Status, Choice, {"status", "state", "phase"}, "pending, firing or resolved",
            {"pending", "firing", "resolved"})
        .field(F::Cluster, Text, {"cluster"}, "cluster id")
        .field(F::Kind, Text, {"kind"}, "kind of what it is about")
        .field(F::Namespace, Text, {"namespace", "ns"}, "namespace of what it is about")
        .field(F::Name, Text, {"name", "object"}, "name of what it is about")
        .field(F::Reading, Text, {"reading"}, "what was measured, as text")
        .field(F::Fired, Time, {"fired", "at"}, "when it fired")
        .field(F::Took, Span, {"took", "duration"}, "how long it fired")
        .field(F::Value, Number, {"value"}, "what was measured")
        .field(F::Since, Time, {"pending"}, "when its condition became true")
        .field(F::Resolved, Time, {"resolved"}, "when it was over")
        .field(F::Title, Text, {"title"}, "what it is called")
        .field(F::Message, Text, {"message"}, "what it tells people")
        .field(F::Hush, Choice, {"hush"}, "why it tells nobody",
            {"silenced", "maintenance", "inhibited", "flapping"})
        .field(F::HushedBy, Text, {"hushed_by"}, "the silence or alert that hushes it")
        .field(F::AckedBy, Text, {"acked_by"}, "who acknowledged it")
        .field(F::Acked, Time, {"acked"}, "when")
        .field(F::Told, Time, {"told", "notified"}, "when somebody was last told")
        .field(F::NoData, Flag, {"no_data"}, "its source fell silent")
        .field(F::Occurrences, Count, {"occurrences"}, "firings within the last day")
        .field(F::Text, FullText, {"text"}, "words anywhere in the row");
    return b.take();
}

Schema commands()
{
    using F = CommandField;
    SchemaBuilder b("commands", "what agents were told to do", static_cast<int>(F::Error) + 1);
    b.field(F::Created, Time, {"created", "at"}, "when it was asked for")
        .field(F::Cluster, Text, {"cluster"}, "cluster id")
        .field(F::Action, Text, {"action"}, "scale, restart, …")
        .field(F::Kind, Text, {"kind"}, "kind of its target")
        .field(F::Namespace, Text, {"namespace", "ns"}, "namespace of its target")
        .field(F::Name, Text, {"name", "target"}, "name of its target")
        .field(F::Status, Choice, {"status", "state"}, "how far it came",
            {"pending", "delivering", "running", "success", "failed", "timeout", "cancelled",
                "expired"})
        .field(F::By, Text, {"by", "user"}, "who asked for it")
        .field(F::Source, Text, {"source"}, "web, api or ai")
        .field(F::Took, Span, {"took", "duration"}, "from start to end")
        .field(F::Error, Text, {"error"}, "what went wrong")
        .field(F::Id, Text, {"id"}, "its id")
        .field(F::Attempts, Count, {"attempts"}, "times it was handed to the agent")
        .field(F::Started, Time, {"started"}, "when the agent got it")
        .field(F::Finished, Time, {"finished"}, "when it ended")
        .field(F::Late, Flag, {"late"}, "a result came after its deadline")
        .field(F::Text, FullText, {"text"}, "words anywhere in the row");
    return b.take();
}

Schema audit()
{
    using F = AuditField;
    SchemaBuilder b("audit", "who did what", static_cast<int>(F::Address) + 1);
    b.field(F::At, Time, {"at", "time"}, "when")
        .field(F::User, Text, {"user", "username", "by"}, "who")
        .field(F::Role, Choice, {"role"}, "as what", {"admin", "operator", "viewer"})
        .field(F::Source, Choice, {"source"}, "through which door",
            {"web", "api", "ai", "desktop", "cli"})
        .field(F::Action, Choice, {"action"}, "login, create, …",
            {"login", "logout", "create", "update", "delete", "execute", "read", "export"})
        .field(F::Resource, Text, {"resource"}, "to what")
        .field(F::Success, Flag, {"success"}, "whether it went through")
        .field(F::Code, Count, {"code", "status"}, "as HTTP says it")
        .field(F::Error, Text, {"error"}, "why not")
        .field(F::Address, Text, {"address", "ip"}, "from where")
        .field(F::Method, Text, {"method"}, "of HTTP")
        .field(F::Took, Span, {"took", "duration"}, "how long it took")
        .field(F::Id, Count, {"id"}, "number of the row")
        .field(F::Text, FullText, {"text"}, "words anywhere in the row");
    return b.take();
}

} // namespace

std::vector<Schema> historySchemas()
{
    return {events(), clusters(), levels("slo", "service levels of the services of the mesh"),
        levels("domains", "service levels of domains and ingress routes"), edges(), alerts(),
        commands(), audit()};
}

} // namespace binnacle::query

#include "core/alerts/promql_mapping.h"

#include "core/alerts/condition_parts.h"
#include "core/query/filter_printer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <string_view>
#include <utility>

namespace binnacle::alerts {

namespace {

using query::SourceId;

constexpr std::string_view kErrorRatio = "slo:sli_error:ratio_rate"; // what Sloth records

// A gauge of kube-state-metrics that is 1 for what our filter finds, or that is our number.
struct GaugeMapping
{
    std::string_view metric;
    SourceId source;
    std::string_view labelName; // that says which of its series; empty: none
    std::string_view field;     // of ours that holds the label's value, or the number
};
constexpr std::array<GaugeMapping, 12> kGauges{{
    {"kube_pod_status_phase", SourceId::Pods, "phase", "phase"},
    {"kube_pod_container_status_waiting_reason", SourceId::Pods, "reason", "status"},
    {"kube_persistentvolumeclaim_status_phase", SourceId::PersistentVolumeClaims, "phase", "phase"},
    {"kube_persistentvolume_status_phase", SourceId::PersistentVolumes, "phase", "phase"},
    {"kube_namespace_status_phase", SourceId::Namespaces, "phase", "phase"},
    {"kube_deployment_status_replicas_unavailable", SourceId::Deployments, "", "unavailable"},
    {"kube_deployment_status_replicas_available", SourceId::Deployments, "", "available"},
    {"kube_statefulset_status_replicas_ready", SourceId::StatefulSets, "", "ready"},
    {"kube_daemonset_status_number_unavailable", SourceId::DaemonSets, "", "unavailable"},
    {"kube_job_status_failed", SourceId::Jobs, "", "failed"},
    {"kube_pod_container_status_restarts_total", SourceId::Pods, "", "restarts"},
    {"kube_node_spec_unschedulable", SourceId::Nodes, "", "schedulable"},
}};

struct NodeCondition
{
    std::string_view name;
    std::string_view whenTrue;
};
constexpr std::array<NodeCondition, 4> kNodeConditions{
    {{"Ready", "ready = true"}, {"DiskPressure", "pressure contains disk"},
        {"MemoryPressure", "pressure contains memory"}, {"PIDPressure", "pressure contains pid"}}};

// Which process told it, never what it is about.
constexpr std::array<std::string_view, 7> kScrapeLabels{
    "job", "instance", "service", "endpoint", "prometheus", "cluster", "container"};

Error invalid(std::string message)
{
    return {ErrorCode::InvalidArgument, std::move(message)};
}

class Mapping
{
public:
    Result<MappedCondition> map(const PromExpr &expr)
    {
        if (const PromSeries *series = firstSeries(expr);
            series && series->metric.starts_with(kErrorRatio))
            return mapBurn(expr);
        const bool isAbsent
            = expr.kind == PromExpr::Kind::Series && expr.series.function == "absent";
        if (isAbsent && expr.series.metric == "up")
            return mapHeartbeat(expr);
        if (expr.kind != PromExpr::Kind::Compare) {
            return invalid(expr.kind == PromExpr::Kind::Series
                    ? "it is true whenever the series exists; rules here compare"
                    : "only burn rates can be joined by \"and\" and \"or\"");
        }
        if (expr.series.metric == "up")
            return mapHeartbeat(expr);
        if (expr.series.metric == "kube_node_status_condition")
            return mapNode(expr);
        if (expr.series.function == "increase" || expr.series.function == "changes"
            || expr.series.function == "delta" || expr.series.function == "rate")
            return mapRestarts(expr);
        return mapGauge(expr);
    }

private:
    static const PromSeries *firstSeries(const PromExpr &expr)
    {
        if (!expr.children.empty())
            return firstSeries(expr.children.front());
        return expr.kind == PromExpr::Kind::Number ? nullptr : &expr.series;
    }

    const PromLabel *labelOf(const PromSeries &series, std::string_view name) const
    {
        const auto it = std::ranges::find(series.labels, name, &PromLabel::name);
        return it == series.labels.end() ? nullptr : &*it;
    }

    void note(std::string text) { m_mapped.notes.push_back(std::move(text)); }

    // ---- burn rates ----

    Result<MappedCondition> mapBurn(const PromExpr &expr)
    {
        const PromLabel *service = labelOf(*firstSeries(expr), "sloth_service");
        if (!service || service->op != "=" || service->value.empty())
            return invalid("the series does not say which service it is about (sloth_service)");
        Condition &condition = m_mapped.condition;
        condition.kind = ConditionKind::Level;
        condition.target = service->value;
        // Our own export names services of the mesh "namespace/name", Sloth's names are free.
        const bool isMesh = service->value.find('/') != std::string::npos
            && service->value.find('.') == std::string::npos;
        condition.level = isMesh ? SloSubject::Kind::Service : SloSubject::Kind::Domain;
        if (!isMesh && service->value.find('.') == std::string::npos)
            note("the target is \"" + service->value
                + "\" as Sloth calls it: choose the domain or service that it stands for");
        if (const auto failure = addBurn(expr, *service, condition.levels))
            return *failure;
        condition.levels = normalised(std::move(condition.levels));
        return std::move(m_mapped);
    }

    std::optional<Error> addBurn(const PromExpr &expr, const PromLabel &service, LevelTree &tree)
    {
        if (!expr.children.empty()) {
            tree.kind
                = expr.kind == PromExpr::Kind::All ? LevelTree::Kind::All : LevelTree::Kind::Any;
            for (const PromExpr &child : expr.children) {
                if (auto failure = addBurn(child, service, tree.children.emplace_back()))
                    return failure;
            }
            return std::nullopt;
        }
        const PromLabel *own = labelOf(expr.series, "sloth_service");
        const auto op = compareOpFromText(expr.op);
        if (expr.kind != PromExpr::Kind::Compare || !expr.series.metric.starts_with(kErrorRatio)
            || !own || own->value != service.value || !op)
            return invalid("all of its parts have to be error ratios of one service");
        const auto window
            = readDuration(std::string_view(expr.series.metric).substr(kErrorRatio.size()));
        if (!window)
            return window.error();
        constexpr double kPercent = 100;
        // (14.4 * 0.001): a multiple of the budget, which here is that of the target.
        tree.term = {.metric = expr.isProduct ? LevelMetric::BurnRate : LevelMetric::ErrorRate,
            .window = *window,
            .op = *op,
            .value = expr.isProduct ? expr.factor : expr.number * kPercent};
        const Status valid = checkTerm(tree.term);
        return valid ? std::nullopt : std::optional(valid.error());
    }

    // ---- heartbeats ----

    Result<MappedCondition> mapHeartbeat(const PromExpr &expr)
    {
        const bool isDown = expr.series.function == "absent"
            || (expr.op == "==" && expr.number == 0) || (expr.op == "<" && expr.number == 1)
            || (expr.op == "!=" && expr.number == 1);
        if (!isDown)
            return invalid("\"up\" can only be asked for being 0");
        m_mapped.condition.kind = ConditionKind::Absent;
        m_mapped.condition.absent = AbsentWhat::Heartbeat;
        note("targets of a scrape are not watched one by one: it waits for the heartbeat of the "
             "clusters' agents");
        return std::move(m_mapped);
    }

    // ---- objects ----

    // The labels of a series as a filter, but for `but`.
    std::optional<Error> addLabels(
        const PromSeries &series, SourceId source, std::string_view but, std::string &filter)
    {
        const query::Schema &schema = query::schemaOf(source);
        for (const PromLabel &label : series.labels) {
            if (label.name == but)
                continue;
            std::string field = label.name;
            std::string kind(schema.name);
            kind.pop_back(); // "pod" of pods is its name
            if (field == kind)
                field = "name";
            if (std::ranges::find(kScrapeLabels, label.name) != kScrapeLabels.end()) {
                if (label.name == "container")
                    note("the label container was left out: rules look at whole pods");
                continue;
            }
            const query::FieldInfo *info = schema.find(field);
            if (!info || info->type != FieldType::Text)
                return invalid("the label " + label.name + " has no counterpart here");
            addPart(filter, info->name(), label);
        }
        return std::nullopt;
    }

    static void addPart(std::string &filter, std::string_view field, const PromLabel &label)
    {
        const bool isRegex = label.op.ends_with('~');
        const std::string value = isRegex ? "^(?:" + label.value + ")$" : label.value;
        filter.append(filter.empty() ? "" : " and ").append(field).append(" ").append(label.op);
        filter.append(" ").append(query::quoteValue(value));
    }

    Result<MappedCondition> finish(SourceId source, const std::string &filter)
    {
        Condition &condition = m_mapped.condition;
        condition.kind
            = source == SourceId::Events ? ConditionKind::Event : ConditionKind::Resource;
        condition.source = source;
        Result<PredicatePtr> where = readFilter(filter, source);
        if (!where)
            return where.error();
        condition.where = *std::move(where);
        return std::move(m_mapped);
    }

    // 1: asks for those where the gauge is 1; 0: for those where it is 0.
    static std::optional<bool> wantedFlag(const PromExpr &expr)
    {
        const bool isOne = (expr.op == "==" && expr.number == 1)
            || (expr.op == ">" && expr.number >= 0 && expr.number < 1)
            || (expr.op == ">=" && expr.number > 0 && expr.number <= 1)
            || (expr.op == "!=" && expr.number == 0);
        const bool isZero = (expr.op == "==" && expr.number == 0)
            || (expr.op == "<" && expr.number > 0 && expr.number <= 1)
            || (expr.op == "!=" && expr.number == 1);
        return isOne ? std::optional(true) : isZero ? std::optional(false) : std::nullopt;
    }

    Result<MappedCondition> mapNode(const PromExpr &expr)
    {
        const PromLabel *name = labelOf(expr.series, "condition");
        const PromLabel *status = labelOf(expr.series, "status");
        const auto known = name == nullptr
            ? kNodeConditions.end()
            : std::ranges::find(kNodeConditions, name->value, &NodeCondition::name);
        const auto wanted = wantedFlag(expr);
        if (known == kNodeConditions.end() || !status || !wanted || name->op != "=")
            return invalid("only the conditions Ready, DiskPressure, MemoryPressure and "
                           "PIDPressure of nodes are known here");
        const bool isTrue = (status->value == "true") == *wanted;
        std::string filter;
        PromSeries rest = expr.series;
        std::erase_if(rest.labels, [](const PromLabel &label) { return label.name == "status"; });
        if (const auto failure = addLabels(rest, SourceId::Nodes, "condition", filter))
            return *failure;
        const std::string own
            = isTrue ? std::string(known->whenTrue) : "not " + std::string(known->whenTrue);
        return finish(SourceId::Nodes, filter.empty() ? own : own + " and " + filter);
    }

    // Restarts are counted by the events that tell of them.
    Result<MappedCondition> mapRestarts(const PromExpr &expr)
    {
        constexpr double kMost = 1e6;
        const bool isGreater = expr.op == ">" || expr.op == ">=";
        if (expr.series.metric != "kube_pod_container_status_restarts_total")
            return invalid("changes of " + expr.series.metric + " are not kept here");
        if (!isGreater || expr.number < 0 || expr.number > kMost
            || expr.series.range < std::chrono::minutes{1})
            return invalid("restarts can only be asked for being more than a number");
        std::string filter = "reason = BackOff and kind = Pod";
        const PromLabel *container = labelOf(expr.series, "container");
        if (container)
            note("the label container was left out: events tell of whole pods");
        PromSeries series = expr.series;
        for (PromLabel &label : series.labels) {
            if (label.name == "pod")
                label.name = "name";
        }
        if (const auto failure = addLabels(series, SourceId::Events, "container", filter))
            return *failure;
        const double least = expr.op == ">" ? std::floor(expr.number) + 1 : std::ceil(expr.number);
        m_mapped.condition.minCount
            = expr.series.function == "rate" ? 1 : std::max(1, static_cast<int>(least));
        m_mapped.condition.within = expr.series.range;
        note("restarts are counted by the BackOff events of pods");
        return finish(SourceId::Events, filter);
    }

    Result<MappedCondition> mapGauge(const PromExpr &expr)
    {
        const auto gauge = std::ranges::find(kGauges, expr.series.metric, &GaugeMapping::metric);
        if (gauge == kGauges.end())
            return invalid("\"" + expr.series.metric + "\" is not known here");
        const bool isSum = expr.series.aggregate == "sum" || expr.series.aggregate == "count";
        std::string filter;
        if (!gauge->labelName.empty()) {
            const auto wanted = wantedFlag(expr);
            const PromLabel *label = labelOf(expr.series, gauge->labelName);
            if (!label || !(wanted || isSum))
                return invalid(std::string(gauge->metric) + " needs its label "
                    + std::string(gauge->labelName) + " and has to be compared with 0 or 1");
            addPart(filter, gauge->field, *label);
            if (wanted && !*wanted && !isSum)
                filter = "not " + filter;
        }
        if (const auto failure = addLabels(expr.series, gauge->source, gauge->labelName, filter))
            return *failure;
        const bool isAnyOne = isSum && expr.op == ">" && expr.number == 0;
        if (isSum && !isAnyOne)
            return mapCount(expr, *gauge, filter);
        if (gauge->labelName.empty() && !addNumber(expr, *gauge, filter))
            return invalid("\"" + expr.series.metric + "\" cannot be compared like this");
        return finish(gauge->source, filter);
    }

    static bool addNumber(const PromExpr &expr, const GaugeMapping &gauge, std::string &filter)
    {
        filter.append(filter.empty() ? "" : " and ").append(gauge.field);
        if (gauge.field == "schedulable") {
            const auto wanted = wantedFlag(expr);
            filter += wanted && *wanted ? " = false" : " = true";
            return wanted.has_value();
        }
        const bool isWhole = expr.number >= 0 && expr.number == std::floor(expr.number);
        const std::string op = expr.op == "==" ? "=" : expr.op;
        filter.append(" ").append(op).append(" ").append(numberText(expr.number));
        return isWhole;
    }

    // sum(kube_pod_status_phase{phase="Pending"}) > 5
    Result<MappedCondition> mapCount(
        const PromExpr &expr, const GaugeMapping &gauge, const std::string &filter)
    {
        const auto op = compareOpFromText(expr.op);
        if (gauge.labelName.empty() || !op)
            return invalid("sums of " + expr.series.metric + " have no counterpart here");
        Condition &condition = m_mapped.condition;
        condition.kind = ConditionKind::Query;
        condition.query = std::string(query::schemaOf(gauge.source).name) + "(cluster=\"*\")"
            + (filter.empty() ? "" : ".where(" + filter + ")") + ".count()";
        condition.op = *op;
        condition.value = expr.number;
        if (const Status valid = checkQuery(condition.query); !valid)
            return valid.error();
        note("counted over everything at once, whatever it was grouped by");
        return std::move(m_mapped);
    }

    MappedCondition m_mapped;
};

} // namespace

Result<MappedCondition> mapPromExpr(const PromExpr &expr)
{
    return Mapping().map(expr);
}

} // namespace binnacle::alerts

#include "core/alerts/condition_parts.h"
#include "core/codec/json_writer.h"

#include <array>

namespace binnacle::alerts {

namespace {

using codec::JsonWriter;

constexpr std::array<std::string_view, 3> kAbsentees{"heartbeat", "snapshot", "increments"};

std::string_view metricPrefix(SloSubject::Kind level)
{
    switch (level) {
    case SloSubject::Kind::Domain:
        return "slo.";
    case SloSubject::Kind::Service:
        return "service.";
    case SloSubject::Kind::Edge:
        return "edge.";
    }
    return "slo.";
}

// The names of contract 06.
std::string_view metricName(LevelMetric metric)
{
    switch (metric) {
    case LevelMetric::BurnRate:
        return "burn_rate";
    case LevelMetric::BudgetRemaining:
        return "error_budget_remaining";
    default:
        return levelMetricName(metric);
    }
}

void writeTerm(JsonWriter &json, SloSubject::Kind level, const LevelTerm &term)
{
    json.member("metric", std::string(metricPrefix(level)).append(metricName(term.metric)))
        .member("window", durationText(term.window))
        .member("op", compareOpText(term.op))
        .member("value", term.value);
    if (term.minRequests > 0)
        json.member("minRequests", term.minRequests);
}

// The members that say it, into an object that is open.
void writeTree(JsonWriter &json, SloSubject::Kind level, const LevelTree &tree)
{
    switch (tree.kind) {
    case LevelTree::Kind::Term:
        writeTerm(json, level, tree.term);
        return;
    case LevelTree::Kind::Not:
        json.key("not").beginObject();
        writeTree(json, level, tree.children.front());
        json.endObject();
        return;
    case LevelTree::Kind::All:
    case LevelTree::Kind::Any:
        break;
    }
    json.key(tree.kind == LevelTree::Kind::All ? "all" : "any").beginArray();
    for (const LevelTree &child : tree.children) {
        json.beginObject();
        writeTree(json, level, child);
        json.endObject();
    }
    json.endArray();
}

void writeBody(JsonWriter &json, const Condition &condition)
{
    switch (condition.kind) {
    case ConditionKind::Resource:
        json.member("source", query::schemaOf(condition.source).name)
            .member("where", filterText(condition.where, condition.source));
        return;
    case ConditionKind::Event:
        json.key("event").beginObject();
        json.member("where", filterText(condition.where, query::SourceId::Events))
            .member("minCount", condition.minCount)
            .member("within", durationText(condition.within));
        json.endObject();
        return;
    case ConditionKind::Level:
        writeTree(json, condition.level, condition.levels);
        json.member("target", condition.target);
        return;
    case ConditionKind::Query:
        json.member("query", condition.query)
            .member("op", compareOpText(condition.op))
            .member("value", condition.value);
        return;
    case ConditionKind::Absent:
        json.member("absent", kAbsentees.at(static_cast<std::size_t>(condition.absent)));
        return;
    }
}

} // namespace

std::string writeCondition(const Condition &condition)
{
    JsonWriter json;
    json.beginObject();
    writeBody(json, condition);
    if (condition.holds > Duration::zero())
        json.member("for", durationText(condition.holds));
    if (condition.resolveAfter > Duration::zero())
        json.member("resolveAfter", durationText(condition.resolveAfter));
    json.endObject();
    return json.take();
}

} // namespace binnacle::alerts

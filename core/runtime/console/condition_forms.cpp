#include "core/runtime/console/condition_forms.h"

#include <algorithm>
#include <array>

namespace binnacle::runtime {

namespace {

using alerts::AbsentWhat;
using alerts::ConditionKind;

struct Form
{
    std::string_view name;
    ConditionKind kind;
    std::string_view example;
    SloSubject::Kind level = SloSubject::Kind::Domain;
    query::SourceId source = query::SourceId::Pods;
    AbsentWhat absent = AbsentWhat::Heartbeat;
};

constexpr std::array kForms = std::to_array<Form>({
    {"slo", ConditionKind::Level, "burn(1h) > 14.4 and burn(5m) > 14.4"},
    {"service", ConditionKind::Level, "p95 > 300 ms", SloSubject::Kind::Service},
    {"edge", ConditionKind::Level, "error_rate(5m) > 2 %", SloSubject::Kind::Edge},
    {"event", ConditionKind::Event, "reason = BackOff, 3 in 10m"},
    {"pods", ConditionKind::Resource, "phase = Pending and age > 10m"},
    {"nodes", ConditionKind::Resource, "not ready", SloSubject::Kind::Domain,
        query::SourceId::Nodes},
    {"workloads", ConditionKind::Resource, "not healthy", SloSubject::Kind::Domain,
        query::SourceId::Workloads},
    {"deployments", ConditionKind::Resource, "unavailable > 0", SloSubject::Kind::Domain,
        query::SourceId::Deployments},
    {"statefulsets", ConditionKind::Resource, "not healthy", SloSubject::Kind::Domain,
        query::SourceId::StatefulSets},
    {"daemonsets", ConditionKind::Resource, "not healthy", SloSubject::Kind::Domain,
        query::SourceId::DaemonSets},
    {"jobs", ConditionKind::Resource, "failed > 2", SloSubject::Kind::Domain,
        query::SourceId::Jobs},
    {"query", ConditionKind::Query, "pods(phase=Failed).count() > 0"},
    {"heartbeat", ConditionKind::Absent, "no heartbeat"},
    {"snapshot", ConditionKind::Absent, "no snapshot", SloSubject::Kind::Domain,
        query::SourceId::Pods, AbsentWhat::Snapshot},
    {"increments", ConditionKind::Absent, "no increments", SloSubject::Kind::Domain,
        query::SourceId::Pods, AbsentWhat::Increments},
});

constexpr auto kNames = [] {
    std::array<std::string_view, kForms.size()> names;
    for (std::size_t i = 0; i < kForms.size(); ++i)
        names[i] = kForms[i].name;
    return names;
}();

const Form *findForm(std::string_view name)
{
    const auto form = std::ranges::find(kForms, name, &Form::name);
    return form == kForms.end() ? nullptr : &*form;
}

} // namespace

std::span<const std::string_view> conditionForms()
{
    return kNames;
}

std::string_view conditionFormOf(const alerts::Condition &condition)
{
    for (const Form &form : kForms) {
        const bool fits = form.kind == condition.kind
            && (form.kind != ConditionKind::Level || form.level == condition.level)
            && (form.kind != ConditionKind::Resource || form.source == condition.source)
            && (form.kind != ConditionKind::Absent || form.absent == condition.absent);
        if (fits)
            return form.name;
    }
    // Objects that the form does not offer by themselves are written in JSON only.
    return query::schemaOf(condition.source).name;
}

Result<alerts::Condition> conditionOfForm(std::string_view form)
{
    alerts::Condition condition;
    if (const Form *known = findForm(form)) {
        condition.kind = known->kind;
        condition.level = known->level;
        condition.source = known->source;
        condition.absent = known->absent;
        return condition;
    }
    if (const query::Schema *source = query::findSource(form)) {
        condition.kind = ConditionKind::Resource;
        condition.source = query::sourceIdOf(*source);
        return condition;
    }
    return Error{ErrorCode::InvalidArgument,
        "there is no kind of condition called \"" + std::string(form) + '"'};
}

std::string_view conditionExampleOf(std::string_view form)
{
    const Form *known = findForm(form);
    return known ? known->example : std::string_view{};
}

} // namespace binnacle::runtime

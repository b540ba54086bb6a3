#include "core/query/execution/filter_program.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace binnacle::query {

namespace {

// A regular expression may take its 100 000 steps, about a millisecond, on every row.
constexpr int kCheap = 3;
constexpr std::size_t kDearRowsBetweenLooks = 64;

// Events compare these two without regard to case as well, see predicate.h.
bool isCaseless(SourceId source, const FieldInfo &info)
{
    if (source == SourceId::Events) {
        return info.field == fieldIdOf(EventField::Type)
            || info.field == fieldIdOf(EventField::Kind);
    }
    return info.type == FieldType::Choice;
}

Selection without(const Selection &rows, const Selection &others)
{
    Selection rest;
    rest.reserve(rows.size() - others.size());
    std::ranges::set_difference(rows, others, std::back_inserter(rest));
    return rest;
}

} // namespace

Result<FilterProgram> FilterProgram::compile(const PredicatePtr &predicate, const Table &table)
{
    FilterProgram program(table);
    if (!predicate)
        return program;
    Result<Step> root = compileStep(*predicate, table);
    if (!root)
        return root.error();
    program.m_root = *std::move(root);
    return program;
}

Result<FilterProgram::Step> FilterProgram::compileStep(
    const Predicate &predicate, const Table &table)
{
    if (predicate.kind == Predicate::Kind::Compare)
        return compileComparison(predicate, table);
    Step step;
    step.kind = predicate.kind;
    for (const PredicatePtr &child : predicate.children) {
        Result<Step> compiled = compileStep(*child, table);
        if (!compiled)
            return compiled;
        step.cost += compiled->cost;
        step.children.push_back(*std::move(compiled));
    }
    std::ranges::stable_sort(step.children, {}, &Step::cost);
    return step;
}

Result<FilterProgram::Step> FilterProgram::compileComparison(
    const Predicate &predicate, const Table &table)
{
    const Schema &schema = schemaOf(table.source());
    const auto field = static_cast<std::size_t>(predicate.field);
    Step step;
    if (predicate.field >= 0 && field < schema.fields.size())
        step.column = table.column({.field = predicate.field, .key = predicate.key});
    if (!step.column)
        return Error{ErrorCode::InvalidArgument,
            std::string(schema.name) + " have no field " + std::to_string(predicate.field)};
    const FieldInfo &info = schema.fields[field];
    Result<Comparison> comparison
        = Comparison::compile(predicate, info.type, isCaseless(table.source(), info));
    if (!comparison)
        return comparison.error();
    step.cost = comparison->cost() + 1;
    step.comparison = *std::move(comparison);
    return step;
}

void FilterProgram::apply(const Step &step, Selection &rows)
{
    switch (step.kind) {
    case Predicate::Kind::Compare:
        step.column->filter(*step.comparison, rows);
        break;
    case Predicate::Kind::And:
        for (const Step &child : step.children)
            apply(child, rows);
        break;
    case Predicate::Kind::Or:
        applyAny(step, rows);
        break;
    case Predicate::Kind::Not:
        Selection hits = rows;
        applyAny(step, hits);
        rows = without(rows, hits);
        break;
    }
}

// Each child only looks at what the ones before did not take.
void FilterProgram::applyAny(const Step &step, Selection &rows)
{
    Selection taken;
    for (const Step &child : step.children) {
        Selection hits = rows;
        apply(child, hits);
        rows = without(rows, hits);
        Selection merged;
        merged.reserve(taken.size() + hits.size());
        std::ranges::merge(taken, hits, std::back_inserter(merged));
        taken = std::move(merged);
    }
    rows = std::move(taken);
}

Result<Selection> FilterProgram::run(const RunGuard &guard) const
{
    if (!m_root)
        return m_table.rows();
    const std::size_t all = m_table.rowCount();
    Selection kept;
    Selection chunk;
    const std::size_t length
        = m_root->cost > kCheap ? kDearRowsBetweenLooks : RunGuard::kRowsBetweenLooks;
    for (std::size_t at = 0; at < all; at += length) {
        if (Status going = guard.check(); !going)
            return going.error();
        chunk.clear();
        m_table.appendRows(at, std::min(at + length, all), chunk);
        apply(*m_root, chunk);
        kept.insert(kept.end(), chunk.begin(), chunk.end());
    }
    return kept;
}

} // namespace binnacle::query

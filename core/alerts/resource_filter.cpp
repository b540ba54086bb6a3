#include "core/alerts/resource_filter.h"

#include "core/query/execution/value_text.h"
#include "core/query/schema.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>
#include <limits>

namespace binnacle::alerts {

using query::RowIndex;
using query::Selection;
using Op = binnacle::CompareOp;

namespace {

// Rows an index by text may leave before an index by number is worth making.
constexpr std::size_t kFewRows = 256;

// Fields of several texts: equality holds when one of them is equal, so rows have no one text.
constexpr std::array<std::string_view, 6> kLists{
    "image", "roles", "pressure", "ports", "hosts", "services"};

bool hasOneText(const query::FieldInfo &info, const std::string &key)
{
    if (info.type == FieldType::Labels)
        return !key.empty();
    return (info.type == FieldType::Text || info.type == FieldType::Choice)
        && std::ranges::find(kLists, info.name()) == kLists.end();
}

Selection without(const Selection &rows, const Selection &others)
{
    Selection rest;
    std::ranges::set_difference(rows, others, std::back_inserter(rest));
    return rest;
}

using Numbers = std::vector<IndexedRows::Numbered>;

std::span<const IndexedRows::Numbered> rangeOf(
    const Numbers &numbers, const query::Comparison &comparison)
{
    const double wanted = comparison.number();
    const auto first = std::ranges::lower_bound(numbers, wanted, {}, &IndexedRows::Numbered::first);
    const auto after = std::ranges::upper_bound(numbers, wanted, {}, &IndexedRows::Numbered::first);
    switch (comparison.op()) {
    case Op::Equal:
        return {first, after};
    case Op::Less:
        return {numbers.begin(), first};
    case Op::LessOrEqual:
        return {numbers.begin(), after};
    case Op::Greater:
        return {after, numbers.end()};
    default:
        return {first, numbers.end()};
    }
}

bool isRangeOp(Op op)
{
    return op == Op::Equal || op == Op::Less || op == Op::LessOrEqual || op == Op::Greater
        || op == Op::GreaterOrEqual;
}

} // namespace

Result<ResourceFilter> ResourceFilter::compile(const PredicatePtr &where, FieldSlots &fields)
{
    ResourceFilter filter;
    if (!where)
        return filter;
    Result<Step> root = compileStep(*where, fields);
    if (!root)
        return root.error();
    filter.m_root = *std::move(root);
    collectSlots(*filter.m_root, filter.m_compared);
    std::ranges::sort(filter.m_compared);
    const auto rest = std::unique(filter.m_compared.begin(), filter.m_compared.end());
    filter.m_compared.erase(rest, filter.m_compared.end());
    return filter;
}

void ResourceFilter::collectSlots(const Step &step, std::vector<std::size_t> &into)
{
    if (step.kind == Predicate::Kind::Compare)
        into.push_back(step.slot);
    for (const Step &child : step.children)
        collectSlots(child, into);
}

Result<ResourceFilter::Step> ResourceFilter::compileStep(
    const Predicate &predicate, FieldSlots &fields)
{
    if (predicate.kind == Predicate::Kind::Compare)
        return compileComparison(predicate, fields);
    Step step;
    step.kind = predicate.kind;
    for (const PredicatePtr &child : predicate.children) {
        Result<Step> compiled = compileStep(*child, fields);
        if (!compiled)
            return compiled;
        step.cost += compiled->cost;
        step.children.push_back(*std::move(compiled));
    }
    return step;
}

Result<ResourceFilter::Step> ResourceFilter::compileComparison(
    const Predicate &predicate, FieldSlots &fields)
{
    const Result<std::size_t> slot = fields.slotOf(predicate);
    if (!slot)
        return slot.error();
    const query::FieldInfo &info
        = query::schemaOf(fields.source()).fields[static_cast<std::size_t>(predicate.field)];
    const bool ignoresCase = info.type == FieldType::Choice;
    Result<query::Comparison> comparison
        = query::Comparison::compile(predicate, info.type, ignoresCase);
    if (!comparison)
        return comparison.error();
    Step step;
    step.slot = *slot;
    step.isFolded = ignoresCase;
    const bool isOneOf = predicate.op == Op::Equal || predicate.op == Op::In;
    if (hasOneText(info, predicate.key) && isOneOf) {
        for (const std::string &value : predicate.values)
            step.texts.push_back(ignoresCase ? foldedText(value) : value);
        std::ranges::sort(step.texts);
        const auto rest = std::unique(step.texts.begin(), step.texts.end());
        step.texts.erase(rest, step.texts.end());
    }
    const bool isNumeric = info.type != FieldType::Text && info.type != FieldType::Choice
        && info.type != FieldType::Labels && info.type != FieldType::FullText;
    step.isRange = isNumeric && comparison->hasNumber() && isRangeOp(predicate.op);
    step.cost = comparison->cost() + 1;
    step.comparison = *std::move(comparison);
    return step;
}

void ResourceFilter::apply(const Step &step, IndexedRows &rows, Selection &selection)
{
    if (selection.empty())
        return;
    switch (step.kind) {
    case Predicate::Kind::Compare:
        rows.column(step.slot).filter(*step.comparison, selection);
        break;
    case Predicate::Kind::And:
        for (const Step &child : step.children)
            apply(child, rows, selection);
        break;
    case Predicate::Kind::Or:
        applyAny(step, rows, selection);
        break;
    case Predicate::Kind::Not:
        Selection hits = selection;
        applyAny(step, rows, hits);
        selection = without(selection, hits);
        break;
    }
}

// Each child only looks at what the ones before did not take.
void ResourceFilter::applyAny(const Step &step, IndexedRows &rows, Selection &selection)
{
    Selection taken;
    for (const Step &child : step.children) {
        Selection hits = selection;
        apply(child, rows, hits);
        selection = without(selection, hits);
        Selection merged;
        std::ranges::merge(taken, hits, std::back_inserter(merged));
        taken = std::move(merged);
    }
    selection = std::move(taken);
}

std::span<const ResourceFilter::Step> ResourceFilter::required() const
{
    if (!m_root)
        return {};
    return m_root->kind == Predicate::Kind::And ? std::span<const Step>(m_root->children)
                                                : std::span<const Step>(&*m_root, 1);
}

std::optional<Selection> ResourceFilter::candidates(IndexedRows &rows) const
{
    const Step *best = nullptr;
    std::size_t fewest = std::numeric_limits<std::size_t>::max();
    for (const Step &step : required()) {
        if (step.texts.empty())
            continue;
        std::size_t count = 0;
        for (const std::string &text : step.texts)
            count += rows.rowsWith(step.slot, text, step.isFolded).size();
        if (count < fewest) {
            fewest = count;
            best = &step;
        }
    }
    std::span<const IndexedRows::Numbered> range;
    for (const Step &step : required()) {
        if (!step.isRange || fewest <= kFewRows)
            continue;
        const auto found = rangeOf(rows.byNumber(step.slot), *step.comparison);
        if (found.size() < fewest) {
            fewest = found.size();
            range = found;
            best = &step;
        }
    }
    if (!best)
        return std::nullopt;
    Selection selection;
    selection.reserve(fewest);
    for (const auto &[number, row] : best->isRange ? range : decltype(range)())
        selection.push_back(row);
    for (const std::string &text : best->texts) {
        const Selection &some = rows.rowsWith(best->slot, text, best->isFolded);
        selection.insert(selection.end(), some.begin(), some.end());
    }
    if (best->isRange || best->texts.size() > 1)
        std::ranges::sort(selection);
    return selection;
}

Selection ResourceFilter::run(IndexedRows &rows) const
{
    if (!m_root)
        return rows.all();
    std::optional<Selection> narrowed = candidates(rows);
    Selection selection = narrowed ? *std::move(narrowed) : rows.all();
    apply(*m_root, rows, selection);
    return selection;
}

const ResourceFilter::Step *ResourceFilter::firstOf(const Step &step, bool withNumber)
{
    if (step.kind == Predicate::Kind::Compare)
        return step.comparison->hasNumber() == withNumber ? &step : nullptr;
    if (step.kind == Predicate::Kind::Not)
        return nullptr;
    for (const Step &child : step.children) {
        if (const Step *found = firstOf(child, withNumber))
            return found;
    }
    return nullptr;
}

ResourceFilter::Value ResourceFilter::valueOf(IndexedRows &rows, RowIndex row) const
{
    if (!m_root)
        return {};
    const Step *step = firstOf(*m_root, true);
    if (!step)
        step = firstOf(*m_root, false);
    if (!step)
        return {};
    std::string scratch;
    const query::Cell cell = rows.column(step->slot).at(row, scratch);
    const query::Schema &schema = query::schemaOf(rows.table().source());
    const auto field = static_cast<std::size_t>(rows.field(step->slot).field);
    const FieldType type = schema.fields[field].type;
    return {.number
        = cell.kind == query::Cell::Kind::Number ? std::optional(cell.number) : std::nullopt,
        .text = query::valueText(query::valueOf(cell, type), type)};
}

} // namespace binnacle::alerts

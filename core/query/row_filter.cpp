#include "core/query/row_filter.h"

#include "core/query/execution/comparison.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::query {

struct RowFilter::Step
{
    Predicate::Kind kind = Predicate::Kind::Compare;
    std::vector<Step> children;
    FieldInfo field; // Compare, as all below
    std::string key{};
    std::optional<Comparison> comparison{};
    // FullText: what holds words, and the same words as a part of one of them.
    std::vector<FieldInfo> texts{};
    std::optional<Comparison> part{};
};

namespace {

using Step = RowFilter::Step;

bool holdsText(FieldType type)
{
    return type == FieldType::Text || type == FieldType::Choice || type == FieldType::Labels;
}

// "b" of the label a in "a=b,c=d"; empty: there is no such label.
std::string_view labelOf(std::string_view pairs, std::string_view key)
{
    while (!pairs.empty()) {
        const std::size_t end = std::min(pairs.find(','), pairs.size());
        const std::string_view pair = pairs.substr(0, end);
        const std::size_t sign = std::min(pair.find('='), pair.size());
        if (pair.substr(0, sign) == key)
            return pair.substr(std::min(sign + 1, pair.size()));
        pairs.remove_prefix(std::min(end + 1, pairs.size()));
    }
    return {};
}

std::string_view textOf(const QueryValue &value)
{
    const auto *text = std::get_if<std::string>(&value);
    return text ? std::string_view(*text) : std::string_view();
}

double numberOf(const QueryValue &value)
{
    if (const auto *flag = std::get_if<bool>(&value))
        return *flag ? 1 : 0;
    if (const auto *whole = std::get_if<std::int64_t>(&value))
        return static_cast<double>(*whole);
    if (const auto *real = std::get_if<double>(&value))
        return *real;
    return std::numeric_limits<double>::quiet_NaN();
}

Result<Step> compileStep(const Predicate &predicate, const Schema &schema);

Result<Step> compileComparison(const Predicate &predicate, const Schema &schema)
{
    const auto place = static_cast<std::size_t>(predicate.field);
    if (predicate.field < 0 || place >= schema.fields.size())
        return Error{ErrorCode::InvalidArgument,
            std::string(schema.name) + " have no field " + std::to_string(predicate.field)};
    Step step{.kind = Predicate::Kind::Compare,
        .children = {},
        .field = schema.fields[place],
        .key = predicate.key};
    const FieldType type = step.field.type;
    auto comparison = Comparison::compile(predicate, type, type == FieldType::Choice);
    if (!comparison)
        return comparison.error();
    step.comparison = *std::move(comparison);
    if (type != FieldType::FullText)
        return step;
    auto part = Comparison::compile(predicate, FieldType::Text, true);
    if (!part)
        return part.error();
    step.part = *std::move(part);
    std::ranges::copy_if(schema.fields, std::back_inserter(step.texts),
        [](const FieldInfo &field) { return holdsText(field.type); });
    return step;
}

Result<Step> compileStep(const Predicate &predicate, const Schema &schema)
{
    if (predicate.kind == Predicate::Kind::Compare)
        return compileComparison(predicate, schema);
    Step step{.kind = predicate.kind, .children = {}, .field = {}};
    for (const PredicatePtr &child : predicate.children) {
        Result<Step> compiled = compileStep(*child, schema);
        if (!compiled)
            return compiled;
        step.children.push_back(*std::move(compiled));
    }
    return step;
}

bool matchesWords(const Step &step, const RowFilter::Read &read)
{
    std::string all;
    for (const FieldInfo &field : step.texts) {
        const QueryValue value = read(field.field);
        const std::string_view text = textOf(value);
        if (step.part->matchesText(text))
            return true;
        all.append(text).push_back(' ');
    }
    return step.comparison->matchesText(all);
}

bool matchesStep(const Step &step, const RowFilter::Read &read)
{
    const auto matchesChild = [&read](const Step &child) { return matchesStep(child, read); };
    switch (step.kind) {
    case Predicate::Kind::And:
        return std::ranges::all_of(step.children, matchesChild);
    case Predicate::Kind::Or:
        return std::ranges::any_of(step.children, matchesChild);
    case Predicate::Kind::Not:
        return std::ranges::none_of(step.children, matchesChild);
    case Predicate::Kind::Compare:
        break;
    }
    if (step.field.type == FieldType::FullText)
        return matchesWords(step, read);
    const QueryValue value = read(step.field.field);
    if (step.field.type == FieldType::Labels && !step.key.empty())
        return step.comparison->matchesText(labelOf(textOf(value), step.key));
    if (holdsText(step.field.type))
        return step.comparison->matchesText(textOf(value));
    return step.comparison->matchesNumber(numberOf(value));
}

bool isRequirement(const Step &step, FieldId field)
{
    return step.kind == Predicate::Kind::Compare && step.field.field == field
        && step.field.type != FieldType::Labels && step.comparison->isEquality()
        && step.comparison->op() == CompareOp::Equal;
}

} // namespace

Result<RowFilter> RowFilter::compile(const PredicatePtr &predicate, const Schema &schema)
{
    RowFilter filter;
    if (!predicate)
        return filter;
    Result<Step> root = compileStep(*predicate, schema);
    if (!root)
        return root.error();
    filter.m_root = std::make_shared<const Step>(*std::move(root));
    return filter;
}

bool RowFilter::matches(const Read &read) const
{
    return !m_root || matchesStep(*m_root, read);
}

std::optional<std::string> RowFilter::required(FieldId field) const
{
    if (!m_root)
        return std::nullopt;
    if (isRequirement(*m_root, field))
        return m_root->comparison->text();
    if (m_root->kind != Predicate::Kind::And)
        return std::nullopt;
    const auto found = std::ranges::find_if(
        m_root->children, [field](const Step &step) { return isRequirement(step, field); });
    return found == m_root->children.end() ? std::nullopt
                                           : std::optional(found->comparison->text());
}

} // namespace binnacle::query

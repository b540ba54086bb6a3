#include "core/query/narrowing.h"

#include "core/query/query.h"

#include <algorithm>
#include <limits>
#include <memory>
#include <variant>
#include <vector>

namespace binnacle::query {

namespace {

PredicatePtr labelEquality(FieldId field, std::string key, std::string value)
{
    Predicate predicate;
    predicate.field = field;
    predicate.key = std::move(key);
    predicate.values = {std::move(value)};
    return std::make_shared<const Predicate>(std::move(predicate));
}

// "app=web,tier=front": all of them.
PredicatePtr labelsEquality(FieldId field, std::string_view pairs)
{
    std::vector<PredicatePtr> parts;
    while (!pairs.empty()) {
        const std::size_t comma = std::min(pairs.find(','), pairs.size());
        const std::string_view pair = pairs.substr(0, comma);
        const std::size_t equals = std::min(pair.find('='), pair.size());
        parts.push_back(labelEquality(field, std::string(pair.substr(0, equals)),
            std::string(pair.substr(std::min(equals + 1, pair.size())))));
        pairs.remove_prefix(std::min(comma + 1, pairs.size()));
    }
    return allOf(std::move(parts));
}

// See predicate.h for what is not known.
PredicatePtr unknown(const FieldInfo &field, const std::string &key)
{
    if (field.type == FieldType::Text || field.type == FieldType::Choice)
        return compare(field.field, CompareOp::Equal, std::string());
    if (field.type == FieldType::Labels)
        return key.empty() ? nullptr : labelEquality(field.field, key, {});
    return negate(compareNumber(
        field.field, CompareOp::GreaterOrEqual, -std::numeric_limits<double>::infinity()));
}

PredicatePtr equality(const FieldInfo &field, const std::string &key, const QueryValue &value)
{
    if (std::holds_alternative<std::monostate>(value))
        return unknown(field, key);
    const bool isText = field.type == FieldType::Text || field.type == FieldType::Choice
        || field.type == FieldType::Labels;
    if (const auto *text = std::get_if<std::string>(&value)) {
        if (field.type == FieldType::Labels)
            return key.empty() ? labelsEquality(field.field, *text)
                               : labelEquality(field.field, key, *text);
        return isText ? compare(field.field, CompareOp::Equal, *text) : nullptr;
    }
    if (isText)
        return nullptr;
    if (const auto *number = std::get_if<std::int64_t>(&value))
        return compareNumber(field.field, CompareOp::Equal, static_cast<double>(*number));
    if (const auto *real = std::get_if<double>(&value))
        return compareNumber(field.field, CompareOp::Equal, *real);
    return compareNumber(field.field, CompareOp::Equal, std::get<bool>(value) ? 1 : 0);
}

PredicatePtr opposite(const PredicatePtr &condition)
{
    return condition->kind == Predicate::Kind::Not ? condition->children.front()
                                                   : negate(condition);
}

// Groups of the same kind melt into one.
PredicatePtr connected(Predicate::Kind kind, const PredicatePtr &a, const PredicatePtr &b)
{
    std::vector<PredicatePtr> parts;
    for (const PredicatePtr &side : {a, b}) {
        if (side && side->kind == kind)
            parts.insert(parts.end(), side->children.begin(), side->children.end());
        else if (side)
            parts.push_back(side);
    }
    return kind == Predicate::Kind::Or ? anyOf(std::move(parts)) : allOf(std::move(parts));
}

// Whether the column is one of the rows that where() looks at.
bool isOfRows(const Query &query, FieldId field, std::string_view key)
{
    return !query.isAggregated() || std::ranges::any_of(query.groupBy, [&](const FieldRef &group) {
        return group.field == field && group.key == key;
    });
}

} // namespace

std::string narrowedQuery(std::string_view text, std::string_view field, const QueryValue &value,
    Narrowing how, Timestamp now)
{
    auto query = parseQuery(text, now);
    if (!query)
        return {};
    const FieldInfo *info = schemaOf(query->source).find(field);
    const std::string key(labelKeyOf(field));
    if (!info || info->type == FieldType::FullText || !isOfRows(*query, info->field, key))
        return {};
    PredicatePtr condition = equality(*info, key, value);
    if (!condition)
        return {};
    if (how == Narrowing::AndNot || how == Narrowing::OrNot)
        condition = opposite(condition);
    const bool isOr = (how == Narrowing::Or || how == Narrowing::OrNot) && query->where;
    query->where
        = connected(isOr ? Predicate::Kind::Or : Predicate::Kind::And, query->where, condition);
    // A value that the language cannot say, or one condition too many.
    std::string narrowed = printQuery(*query);
    return parseQuery(narrowed, now) ? narrowed : std::string();
}

} // namespace binnacle::query

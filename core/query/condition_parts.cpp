#include "core/query/condition_parts.h"

#include "core/query/words.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace binnacle::query {

namespace {

bool takesText(FieldType type)
{
    return type == FieldType::Text || type == FieldType::Choice || type == FieldType::Labels;
}

} // namespace

bool reachesEnd(const Token &token, std::size_t textEnd)
{
    return token.kind == TokenKind::Word && token.end() == textEnd;
}

FilterError errorAt(const Token &token, std::string message)
{
    return {.offset = token.offset, .length = token.length, .message = std::move(message)};
}

FilterError wrongSign(const Condition &condition, std::string_view allowed)
{
    return errorAt(condition.sign,
        '"' + std::string(condition.signText) + "\" does not work with "
            + std::string(condition.field->names[0]) + ", use " + std::string(allowed));
}

bool isPattern(const Token &value)
{
    return value.kind == TokenKind::Word && value.text.find('*') != std::string::npos;
}

bool isNull(const Token &value)
{
    return value.kind == TokenKind::Word && equalIgnoringCase(value.text, "null");
}

PredicatePtr knownNumber(FieldId field)
{
    return compareNumber(
        field, CompareOp::GreaterOrEqual, -std::numeric_limits<double>::infinity());
}

std::optional<FilterError> neverUnknown(const Condition &condition, const Token &value)
{
    const std::vector<FieldInfo> &ofEvents = eventSchema().fields;
    const auto place = static_cast<std::size_t>(condition.field->field);
    if (place >= ofEvents.size() || condition.field != &ofEvents[place])
        return std::nullopt;
    return errorAt(value, std::string(condition.field->name()) + " of an event is always known");
}

PredicatePtr oneOf(const FieldInfo &field, std::vector<PredicatePtr> parts)
{
    const auto isEquality = [](const PredicatePtr &part) {
        return part->kind == Predicate::Kind::Compare && part->op == CompareOp::Equal;
    };
    if (!takesText(field.type) || !std::all_of(parts.begin(), parts.end(), isEquality))
        return anyOf(std::move(parts));
    std::vector<std::string> values;
    for (const PredicatePtr &part : parts) {
        const std::string &value = part->values.front();
        if (std::find(values.begin(), values.end(), value) == values.end())
            values.push_back(value);
    }
    if (values.size() == 1)
        return compare(field.field, CompareOp::Equal, std::move(values.front()));
    return std::make_shared<Predicate>(
        Predicate{.field = field.field, .op = CompareOp::In, .values = std::move(values)});
}

PredicatePtr inverted(const PredicatePtr &predicate)
{
    if (predicate->kind == Predicate::Kind::Not)
        return predicate->children.front();
    if (predicate->kind != Predicate::Kind::Compare)
        return negate(predicate);
    std::optional<CompareOp> opposite;
    switch (predicate->op) {
    case CompareOp::Equal:
        opposite = CompareOp::NotEqual;
        break;
    case CompareOp::NotEqual:
        opposite = CompareOp::Equal;
        break;
    case CompareOp::Matches:
        opposite = CompareOp::NotMatches;
        break;
    case CompareOp::GreaterOrEqual:
        opposite = CompareOp::Less;
        break;
    default:
        return negate(predicate);
    }
    Predicate copy = *predicate;
    copy.op = *opposite;
    return std::make_shared<Predicate>(std::move(copy));
}

bool isEquality(Sign sign)
{
    return sign == Sign::Equal || sign == Sign::NotEqual || sign == Sign::Has || sign == Sign::In;
}

std::optional<CompareOp> orderingOf(Sign sign)
{
    switch (sign) {
    case Sign::Less:
        return CompareOp::Less;
    case Sign::LessOrEqual:
        return CompareOp::LessOrEqual;
    case Sign::Greater:
        return CompareOp::Greater;
    case Sign::GreaterOrEqual:
        return CompareOp::GreaterOrEqual;
    default:
        return std::nullopt;
    }
}

} // namespace binnacle::query

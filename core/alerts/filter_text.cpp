#include "core/alerts/condition_parts.h"
#include "core/query/query.h"

#include <algorithm>
#include <cmath>

namespace binnacle::alerts {

namespace {

// Texts are read without a clock: what would need one is refused, so any moment does.
constexpr Timestamp kAnyTime = fromEpochMs(1'767'225'600'000); // 2026-01-01

const query::FieldInfo &fieldOf(const Predicate &leaf, const query::Schema &schema)
{
    return schema.fields[static_cast<std::size_t>(leaf.field)];
}

// The first leaf that compares an instant; asking whether one is known needs no clock.
const Predicate *findInstant(const Predicate &predicate, const query::Schema &schema)
{
    if (predicate.kind == Predicate::Kind::Compare) {
        const bool isInstant
            = fieldOf(predicate, schema).type == FieldType::Time && !std::isinf(predicate.number());
        return isInstant ? &predicate : nullptr;
    }
    for (const PredicatePtr &child : predicate.children) {
        if (const Predicate *found = findInstant(*child, schema))
            return found;
    }
    return nullptr;
}

// `phase=Pending` as `phase = Pending`, and lengths of time in the unit people would choose.
std::string leafText(const PredicatePtr &leaf, const query::Schema &schema)
{
    const std::string text = query::printExpression(leaf, schema);
    const query::FieldInfo &field = fieldOf(*leaf, schema);
    const std::size_t nameEnd
        = field.name().size() + (leaf->key.empty() ? 0 : leaf->key.size() + 1);
    if (field.type == FieldType::FullText || nameEnd >= text.size())
        return text;
    const std::string name = text.substr(0, nameEnd);
    const std::size_t signEnd = text.find_first_not_of("=!<>~", nameEnd);
    if (signEnd == nameEnd || signEnd == std::string::npos)
        return text; // " contains ", which has its spaces
    std::string value = text.substr(signEnd);
    const double number = leaf->number();
    constexpr double kMost = 1e15;
    if (field.type == FieldType::Span && std::abs(number) < kMost && number > 0
        && number == std::floor(number))
        value = durationText(Duration{static_cast<std::int64_t>(number)});
    return name + ' ' + text.substr(nameEnd, signEnd - nameEnd) + ' ' + value;
}

bool isGroup(const Predicate &predicate)
{
    return predicate.kind == Predicate::Kind::And || predicate.kind == Predicate::Kind::Or;
}

void print(const PredicatePtr &predicate, const query::Schema &schema, std::string &text)
{
    const bool isNot = predicate->kind == Predicate::Kind::Not;
    if (predicate->kind == Predicate::Kind::Compare) {
        text += leafText(predicate, schema);
        return;
    }
    if (isNot && predicate->children.front()->kind == Predicate::Kind::Compare
        && std::isinf(predicate->children.front()->number())) {
        text += query::printExpression(predicate, schema); // "zone=null"
        return;
    }
    if (isNot)
        text += "not ";
    std::string_view separator;
    for (const PredicatePtr &child : predicate->children) {
        text += separator;
        const bool isBare = !isGroup(*child)
            || (predicate->kind == Predicate::Kind::Or && child->kind == Predicate::Kind::And);
        if (!isBare)
            text += '(';
        print(child, schema, text);
        if (!isBare)
            text += ')';
        separator = predicate->kind == Predicate::Kind::Or ? " or " : " and ";
    }
}

Error ofFilter(const query::FilterError &error)
{
    return errorAt(error.offset, error.message, error.suggestion);
}

} // namespace

Result<PredicatePtr> readFilter(std::string_view text, query::SourceId source)
{
    const query::Schema &schema = query::schemaOf(source);
    auto filter = query::parseExpression(text, schema, kAnyTime);
    if (!filter)
        return ofFilter(filter.error());
    if (!*filter)
        return *std::move(filter);
    if (const Predicate *instant = findInstant(**filter, schema)) {
        return Error{ErrorCode::InvalidArgument,
            '"' + std::string(fieldOf(*instant, schema).name())
                + "\" is an instant, which stands still while a rule does not; compare an age, or "
                  "say within how long events count"};
    }
    return *std::move(filter);
}

std::string filterText(const PredicatePtr &filter, query::SourceId source)
{
    std::string text;
    if (filter)
        print(filter, query::schemaOf(source), text);
    return text;
}

Status checkQuery(std::string_view text)
{
    const auto parsed = query::parseQuery(text, kAnyTime);
    if (!parsed)
        return ofFilter(parsed.error());
    if (parsed->aggregates.size() > 1) {
        return Error{ErrorCode::InvalidArgument,
            "a rule compares one number: only one of count(), sum(…), avg(…), max(…), …"};
    }
    const bool isOfOneState = parsed->time.kind == query::TimeScope::Kind::Now
        || parsed->time.kind == query::TimeScope::Kind::Window;
    if (!isOfOneState) {
        return Error{ErrorCode::InvalidArgument,
            "a rule asks about now or the last so long: at(), diff() and bisect() cannot be used"};
    }
    return Done{};
}

} // namespace binnacle::alerts

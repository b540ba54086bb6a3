#include "core/query/filter_condition.h"

#include "core/query/condition_parts.h"
#include "core/query/quantity_text.h"
#include "core/query/time_value.h"
#include "core/query/words.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <utility>

namespace binnacle::query {

namespace {

using Built = BuiltCondition;

// "5", "1.5k", "2M"; nullopt for anything else.
std::optional<std::int64_t> parseCount(std::string_view text)
{
    double scale = 1;
    if (!text.empty() && asciiLower(text.back()) == 'k')
        scale = 1e3;
    else if (!text.empty() && text.back() == 'M')
        scale = 1e6;
    if (scale > 1)
        text.remove_suffix(1);
    constexpr std::size_t kLongest = 15; // stays exact in a double
    double number = 0;
    double place = 0; // of the next decimal; 0 before the point
    if (text.empty() || text.size() > kLongest || text.front() == '.' || text.back() == '.')
        return std::nullopt;
    for (const char c : text) {
        if (c == '.' && place == 0 && scale > 1) {
            place = 0.1;
        } else if (c < '0' || c > '9') {
            return std::nullopt;
        } else if (place > 0) {
            number += (c - '0') * place;
            place /= 10;
        } else {
            number = number * 10 + (c - '0');
        }
    }
    const double scaled = number * scale;
    constexpr double kMost = 9e15;
    if (scaled > kMost || std::abs(scaled - std::round(scaled)) > 1e-3)
        return std::nullopt;
    return static_cast<std::int64_t>(std::llround(scaled));
}

Built buildCount(const Condition &condition)
{
    const Sign sign = condition.sign.sign;
    const auto order = orderingOf(sign);
    if (!isEquality(sign) && !order)
        return wrongSign(condition, "= != < <= > >= in");
    std::vector<PredicatePtr> parts;
    for (const Token &value : condition.values) {
        if (isEquality(sign) && isNull(value)) {
            if (auto problem = neverUnknown(condition, value))
                return *std::move(problem);
            parts.push_back(negate(knownNumber(condition.field->field)));
            continue;
        }
        const auto number = parseCount(value.text);
        if (!number) {
            return errorAt(value,
                std::string(condition.field->name())
                    + " is a whole number such as 5 or 1.5k, not \"" + value.text.substr(0, 40)
                    + '"');
        }
        parts.push_back(compareNumber(condition.field->field, order.value_or(CompareOp::Equal),
            static_cast<double>(*number)));
    }
    const PredicatePtr built = oneOf(*condition.field, std::move(parts));
    return sign == Sign::NotEqual ? inverted(built) : built;
}

// ---- times ----

Built notATime(const Condition &condition, const Token &value)
{
    FilterError error = errorAt(value,
        '"' + value.text.substr(0, 40)
            + "\" is not a time: write an age (10m, 6h, 2d), 03:12, 2026-03-01 or "
              "2026-03-01T09:00:00Z");
    // "2026-03" and "10" are on their way; a whole date is wrong for good.
    constexpr std::size_t kDate = 10;
    error.incomplete = reachesEnd(value, condition.textEnd) && value.text.size() != kDate
        && value.text.find_first_not_of("0123456789-:.TtZz+") == std::string::npos;
    return error;
}

PredicatePtr wholeSpan(FieldId field, const TimeValue &value)
{
    const auto from = static_cast<double>(toEpochMs(value.at));
    if (value.isAge)
        return compareNumber(field, CompareOp::GreaterOrEqual, from);
    if (value.span.count() <= 1)
        return compareNumber(field, CompareOp::Equal, from);
    const double to = from + static_cast<double>(value.span.count());
    return allOf({compareNumber(field, CompareOp::GreaterOrEqual, from),
        compareNumber(field, CompareOp::Less, to)});
}

Built buildTime(const Condition &condition, Timestamp now)
{
    const Sign sign = condition.sign.sign;
    const auto order = orderingOf(sign);
    const FieldId field = condition.field->field;
    if (!isEquality(sign) && !order)
        return wrongSign(condition, "= != < <= > >= :");
    std::vector<PredicatePtr> parts;
    for (const Token &value : condition.values) {
        if (isEquality(sign) && isNull(value)) {
            if (auto problem = neverUnknown(condition, value))
                return *std::move(problem);
            parts.push_back(negate(knownNumber(field)));
            continue;
        }
        const auto time = parseTimeValue(value.text, now, std::chrono::minutes{0});
        if (!time)
            return notATime(condition, value);
        parts.push_back(order
                ? compareNumber(field, *order, static_cast<double>(toEpochMs(time->at)))
                : wholeSpan(field, *time));
    }
    const PredicatePtr built = oneOf(*condition.field, std::move(parts));
    return sign == Sign::NotEqual ? inverted(built) : built;
}

// ---- numbers with units ----

bool beginsFlag(std::string_view text)
{
    return startsWithIgnoringCase("true", text) || startsWithIgnoringCase("false", text)
        || startsWithIgnoringCase("yes", text) || startsWithIgnoringCase("no", text);
}

Built buildNumber(const Condition &condition)
{
    const Sign sign = condition.sign.sign;
    const auto order = orderingOf(sign);
    const FieldInfo &field = *condition.field;
    if (field.type == FieldType::Flag && !isEquality(sign))
        return wrongSign(condition, "= or !=");
    if (!isEquality(sign) && !order)
        return wrongSign(condition, "= != < <= > >= in");
    std::vector<PredicatePtr> parts;
    for (const Token &value : condition.values) {
        if (isEquality(sign) && isNull(value)) {
            parts.push_back(negate(knownNumber(field.field)));
            continue;
        }
        const auto number = parseQuantity(field.type, value.text);
        if (!number) {
            FilterError error = errorAt(value,
                std::string(field.name()) + " is " + std::string(quantityExample(field.type))
                    + ", not \"" + value.text.substr(0, 40) + '"');
            const bool isFlag = field.type == FieldType::Flag;
            error.incomplete = reachesEnd(value, condition.textEnd)
                && (isFlag ? beginsFlag(value.text)
                           : value.text.find_first_not_of("-0123456789.") == std::string::npos);
            if (isFlag)
                error.expected = {"true", "false"};
            return error;
        }
        parts.push_back(compareNumber(field.field, order.value_or(CompareOp::Equal), *number));
    }
    const PredicatePtr built = oneOf(field, std::move(parts));
    return sign == Sign::NotEqual ? inverted(built) : built;
}

} // namespace

Built buildCondition(const Condition &condition, Timestamp now)
{
    switch (condition.field->type) {
    case FieldType::Text:
        return buildText(condition);
    case FieldType::Choice:
        return buildChoice(condition);
    case FieldType::Count:
        return buildCount(condition);
    case FieldType::Time:
        return buildTime(condition, now);
    case FieldType::Number:
    case FieldType::Percent:
    case FieldType::Cores:
    case FieldType::Bytes:
    case FieldType::Span:
    case FieldType::Flag:
        return buildNumber(condition);
    case FieldType::Labels:
        return buildLabels(condition);
    case FieldType::FullText:
        break;
    }
    if (condition.sign.sign != Sign::Has && condition.sign.sign != Sign::Contains)
        return wrongSign(condition, ": or contains");
    std::vector<PredicatePtr> parts;
    for (const Token &value : condition.values) {
        auto part = buildTextSearch(value, condition.field->field, condition.textEnd);
        if (!part)
            return part;
        parts.push_back(*part);
    }
    return anyOf(std::move(parts));
}

} // namespace binnacle::query

#include "core/query/filter_condition.h"

#include "core/query/text_words.h"
#include "core/query/time_value.h"

#include <QRegularExpression>
#include <QString>

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

namespace binnacle::query {

namespace {

using Built = Result<PredicatePtr, FilterError>;

bool reachesEnd(const Token &token, std::size_t textEnd)
{
    return token.kind == TokenKind::Word && token.end() == textEnd;
}

std::string joined(const std::vector<std::string_view> &words, std::string_view separator)
{
    std::string text;
    for (const std::string_view word : words)
        text.append(text.empty() ? "" : separator).append(word);
    return text;
}

FilterError errorAt(const Token &token, std::string message)
{
    return {.offset = token.offset, .length = token.length, .message = std::move(message)};
}

FilterError wrongSign(const Condition &condition, std::string_view allowed)
{
    return errorAt(condition.sign,
        "\"" + std::string(condition.signText) + "\" does not work with "
            + std::string(condition.field->names[0]) + ", use " + std::string(allowed));
}

bool isPattern(const Token &value)
{
    return value.kind == TokenKind::Word && value.text.find('*') != std::string::npos;
}

std::string regexFromPattern(std::string_view pattern, bool severalLines)
{
    constexpr std::string_view kSpecial = R"(\^$.|?+()[]{})";
    std::string regex = severalLines ? "(?s)^" : "^";
    for (const char c : pattern) {
        if (c == '*')
            regex += ".*";
        else if (kSpecial.find(c) != std::string_view::npos)
            regex.append({'\\', c});
        else
            regex.push_back(c);
    }
    return regex + '$';
}

PredicatePtr patternPredicate(const FieldInfo &field, std::string_view pattern)
{
    const std::size_t first = pattern.find_first_not_of('*');
    if (first == std::string_view::npos)
        return compare(field.field, CompareOp::NotEqual, std::string());
    const std::size_t last = pattern.find_last_not_of('*');
    const std::string core(pattern.substr(first, last - first + 1));
    const bool inner = core.find('*') != std::string::npos;
    const bool openEnd = last + 1 < pattern.size();
    if (!inner && first == 0)
        return compare(field.field, CompareOp::StartsWith, core);
    if (!inner && openEnd)
        return compare(field.field, CompareOp::Contains, core);
    return compare(field.field, CompareOp::Matches,
        regexFromPattern(pattern, field.field == EventField::Message));
}

// One predicate for several alternatives: In where all are plain equalities.
PredicatePtr oneOf(const FieldInfo &field, std::vector<PredicatePtr> parts)
{
    const auto isEquality = [](const PredicatePtr &part) {
        return part->kind == Predicate::Kind::Compare && part->op == CompareOp::Equal;
    };
    if (field.type == FieldType::Count || field.type == FieldType::Time
        || !std::all_of(parts.begin(), parts.end(), isEquality))
        return anyOf(std::move(parts));
    std::vector<std::string> values;
    for (const PredicatePtr &part : parts) {
        const std::string &value = part->values.front();
        if (std::find(values.begin(), values.end(), value) == values.end())
            values.push_back(value);
    }
    if (values.size() == 1)
        return compare(field.field, CompareOp::Equal, std::move(values.front()));
    return std::make_shared<Predicate>(Predicate{
        .field = fieldIdOf(field.field), .op = CompareOp::In, .values = std::move(values)});
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

std::optional<CompareOp> ordering(Sign sign)
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

// ---- text ----

Built matchesPattern(const Condition &condition)
{
    const Token &value = condition.values.front();
    const QRegularExpression regex(QString::fromStdString(value.text));
    if (!regex.isValid() || value.text.empty()) {
        const auto inside = std::max<qsizetype>(regex.patternErrorOffset(), 0);
        const QString before = QString::fromStdString(value.text).left(inside);
        const std::size_t quote = value.kind == TokenKind::Quoted ? 1 : 0;
        const std::size_t skipped
            = std::min(static_cast<std::size_t>(before.toUtf8().size()) + quote, value.length);
        FilterError error = errorAt(value,
            value.text.empty() ? "an empty regular expression matches everything"
                               : "not a regular expression: " + regex.errorString().toStdString());
        error.offset += skipped;
        error.length -= skipped;
        error.incomplete
            = reachesEnd(value, condition.textEnd) && error.offset == condition.textEnd;
        return error;
    }
    const bool negative = condition.sign.sign == Sign::NotMatches;
    return compare(
        condition.field->field, negative ? CompareOp::NotMatches : CompareOp::Matches, value.text);
}

Built buildText(const Condition &condition)
{
    const Sign sign = condition.sign.sign;
    const FieldInfo &field = *condition.field;
    if (sign == Sign::Matches || sign == Sign::NotMatches)
        return matchesPattern(condition);
    if (ordering(sign))
        return wrongSign(condition, "= != : in contains startswith =~ !~");
    const bool contains = sign == Sign::Contains || (sign == Sign::Has && field.colonContains);
    std::vector<PredicatePtr> parts;
    for (const Token &value : condition.values) {
        if ((contains || sign == Sign::StartsWith) && value.text.empty())
            return errorAt(value, "an empty text is found everywhere");
        if (sign != Sign::StartsWith && sign != Sign::Contains && isPattern(value))
            parts.push_back(patternPredicate(field, value.text));
        else if (contains)
            parts.push_back(compare(field.field, CompareOp::Contains, value.text));
        else if (sign == Sign::StartsWith)
            parts.push_back(compare(field.field, CompareOp::StartsWith, value.text));
        else
            parts.push_back(compare(field.field, CompareOp::Equal, value.text));
    }
    const PredicatePtr built = oneOf(field, std::move(parts));
    return sign == Sign::NotEqual ? inverted(built) : built;
}

// ---- one of a few ----

bool matchesGlob(std::string_view text, std::string_view pattern)
{
    if (pattern.empty())
        return text.empty();
    if (pattern[0] == '*') {
        return matchesGlob(text, pattern.substr(1))
            || (!text.empty() && matchesGlob(text.substr(1), pattern));
    }
    return !text.empty() && asciiLower(text[0]) == asciiLower(pattern[0])
        && matchesGlob(text.substr(1), pattern.substr(1));
}

Built buildChoice(const Condition &condition)
{
    const FieldInfo &field = *condition.field;
    if (!isEquality(condition.sign.sign))
        return wrongSign(condition, "= != in");
    constexpr std::size_t kLongest = 16; // a longer text names none of them
    std::vector<PredicatePtr> parts;
    for (const Token &value : condition.values) {
        const std::size_t before = parts.size();
        for (const std::string_view choice : field.choices) {
            const bool chosen = isPattern(value) && value.text.size() <= kLongest
                ? matchesGlob(choice, value.text)
                : equalIgnoringCase(choice, value.text);
            if (chosen)
                parts.push_back(compare(field.field, CompareOp::Equal, std::string(choice)));
        }
        if (parts.size() > before)
            continue;
        FilterError error = errorAt(value,
            std::string(field.names[0]) + " is " + joined(field.choices, " or ") + ", not \""
                + value.text.substr(0, 40) + '"');
        error.suggestion = nearestWord(value.text, field.choices);
        error.incomplete = reachesEnd(value, condition.textEnd)
            && std::any_of(field.choices.begin(), field.choices.end(),
                [&value](std::string_view c) { return startsWithIgnoringCase(c, value.text); });
        error.expected.assign(field.choices.begin(), field.choices.end());
        return error;
    }
    const PredicatePtr built = oneOf(field, std::move(parts));
    return condition.sign.sign == Sign::NotEqual ? inverted(built) : built;
}

// ---- numbers ----

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
    const auto order = ordering(sign);
    if (!isEquality(sign) && !order)
        return wrongSign(condition, "= != < <= > >= in");
    std::vector<PredicatePtr> parts;
    for (const Token &value : condition.values) {
        const auto number = parseCount(value.text);
        if (!number) {
            return errorAt(value,
                "count is a whole number such as 5 or 1.5k, not \"" + value.text.substr(0, 40)
                    + '"');
        }
        parts.push_back(compare(condition.field->field, order.value_or(CompareOp::Equal), *number));
    }
    const PredicatePtr built = oneOf(*condition.field, std::move(parts));
    return sign == Sign::NotEqual ? inverted(built) : built;
}

// ---- times ----

Built notATime(const Condition &condition, const Token &value)
{
    FilterError error = errorAt(value,
        "\"" + value.text.substr(0, 40)
            + "\" is not a time: write an age (10m, 6h, 2d), 03:12, 2026-03-01 or "
              "2026-03-01T09:00:00Z");
    // "2026-03" and "10" are on their way; a whole date is wrong for good.
    constexpr std::size_t kDate = 10;
    error.incomplete = reachesEnd(value, condition.textEnd) && value.text.size() != kDate
        && value.text.find_first_not_of("0123456789-:.TtZz+") == std::string::npos;
    return error;
}

PredicatePtr wholeSpan(EventField field, const TimeValue &value)
{
    const std::int64_t from = toEpochMs(value.at);
    if (value.isAge)
        return compare(field, CompareOp::GreaterOrEqual, from);
    if (value.span.count() <= 1)
        return compare(field, CompareOp::Equal, from);
    return allOf({compare(field, CompareOp::GreaterOrEqual, from),
        compare(field, CompareOp::Less, from + value.span.count())});
}

Built buildTime(const Condition &condition, Timestamp now)
{
    const Sign sign = condition.sign.sign;
    const auto order = ordering(sign);
    const EventField field = condition.field->field;
    if (!isEquality(sign) && !order)
        return wrongSign(condition, "= != < <= > >= :");
    std::vector<PredicatePtr> parts;
    for (const Token &value : condition.values) {
        const auto time = parseTimeValue(value.text, now, std::chrono::minutes{0});
        if (!time)
            return notATime(condition, value);
        parts.push_back(
            order ? compare(field, *order, toEpochMs(time->at)) : wholeSpan(field, *time));
    }
    const PredicatePtr built = oneOf(*condition.field, std::move(parts));
    return sign == Sign::NotEqual ? inverted(built) : built;
}

} // namespace

Built buildTextSearch(const Token &token, std::size_t textEnd)
{
    std::string text = token.text;
    if (token.kind == TokenKind::Word) {
        while (text.size() > 1 && text.back() == '*')
            text.pop_back(); // words find what begins with them anyway
        if (text.find('*') != std::string::npos && text != "*") {
            FilterError error = errorAt(token,
                "a word can be open at its end only, use message:" + token.text + " instead");
            error.suggestion = "message:" + token.text;
            return error;
        }
    }
    if (textWords(text).empty()) {
        FilterError error = errorAt(token, "nothing to search for: no letter and no digit");
        error.incomplete = reachesEnd(token, textEnd);
        return error;
    }
    return compare(EventField::Text, CompareOp::Contains, std::move(text));
}

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
    default:
        break;
    }
    if (condition.sign.sign != Sign::Has && condition.sign.sign != Sign::Contains)
        return wrongSign(condition, ": or contains");
    std::vector<PredicatePtr> parts;
    for (const Token &value : condition.values) {
        auto part = buildTextSearch(value, condition.textEnd);
        if (!part)
            return part;
        parts.push_back(*part);
    }
    return anyOf(std::move(parts));
}

} // namespace binnacle::query

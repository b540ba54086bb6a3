#include "core/base/bounded_regex.h"
#include "core/query/condition_parts.h"
#include "core/query/filter_condition.h"
#include "core/query/text_words.h"
#include "core/query/words.h"

#include <algorithm>
#include <optional>
#include <utility>

namespace binnacle::query {

namespace {

using Built = BuiltCondition;

std::string joined(const std::vector<std::string_view> &words, std::string_view separator)
{
    std::string text;
    for (const std::string_view word : words)
        text.append(text.empty() ? "" : separator).append(word);
    return text;
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
    return compare(field.field, CompareOp::Matches, regexFromPattern(pattern, field.colonContains));
}

Built matchesPattern(const Condition &condition)
{
    const Token &value = condition.values.front();
    std::optional<BoundedRegex::Problem> problem = BoundedRegex::shared(value.text)->problem();
    if (problem || value.text.empty()) {
        const std::size_t quote = value.kind == TokenKind::Quoted ? 1 : 0;
        const std::size_t skipped = std::min((problem ? problem->offset : 0) + quote, value.length);
        FilterError error = errorAt(value,
            value.text.empty() ? "an empty regular expression matches everything"
                               : "not a regular expression: " + problem->message);
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

PredicatePtr withKey(const PredicatePtr &predicate, const std::string &key)
{
    Predicate copy = *predicate;
    if (copy.kind == Predicate::Kind::Compare)
        copy.key = key;
    for (PredicatePtr &child : copy.children)
        child = withKey(child, key);
    return std::make_shared<Predicate>(std::move(copy));
}

// "app=web" is one label, "app" one that is there at all.
Built buildLabelPair(const Condition &condition)
{
    const Sign sign = condition.sign.sign;
    if (!isEquality(sign) && sign != Sign::Contains)
        return wrongSign(condition, "= or !=, or name the label: label.app =~ \"web.*\"");
    std::vector<PredicatePtr> parts;
    for (const Token &value : condition.values) {
        const std::size_t equals = value.text.find('=');
        const std::string key = value.text.substr(0, equals);
        if (!isLabelKey(key))
            return errorAt(value, "a label is written \"app=web\"");
        const bool isPair = equals != std::string::npos;
        parts.push_back(
            withKey(compare(condition.field->field, isPair ? CompareOp::Equal : CompareOp::NotEqual,
                        isPair ? value.text.substr(equals + 1) : std::string()),
                key));
    }
    const PredicatePtr built = anyOf(std::move(parts));
    return sign == Sign::NotEqual ? inverted(built) : built;
}

} // namespace

Built buildText(const Condition &condition)
{
    const Sign sign = condition.sign.sign;
    const FieldInfo &field = *condition.field;
    if (sign == Sign::Matches || sign == Sign::NotMatches)
        return matchesPattern(condition);
    if (orderingOf(sign))
        return wrongSign(condition, "= != : in contains startswith =~ !~");
    const bool contains = sign == Sign::Contains || (sign == Sign::Has && field.colonContains);
    std::vector<PredicatePtr> parts;
    for (const Token &value : condition.values) {
        if ((contains || sign == Sign::StartsWith) && value.text.empty())
            return errorAt(value, "an empty text is found everywhere");
        // A text that is not there is the empty text.
        if (isEquality(sign) && !contains && isNull(value))
            parts.push_back(compare(field.field, CompareOp::Equal, std::string()));
        else if (sign != Sign::StartsWith && sign != Sign::Contains && isPattern(value))
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

Built buildChoice(const Condition &condition)
{
    const FieldInfo &field = *condition.field;
    if (!isEquality(condition.sign.sign))
        return wrongSign(condition, "= != in");
    constexpr std::size_t kLongest = 16; // a longer text names none of them
    std::vector<PredicatePtr> parts;
    for (const Token &value : condition.values) {
        if (isNull(value)) {
            if (auto problem = neverUnknown(condition, value))
                return *std::move(problem);
            parts.push_back(compare(field.field, CompareOp::Equal, std::string()));
            continue;
        }
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

Built buildLabels(const Condition &condition)
{
    if (condition.key.empty())
        return buildLabelPair(condition);
    auto built = buildText(condition);
    return built ? Built(withKey(*built, condition.key)) : built;
}

Built buildTextSearch(const Token &token, FieldId fullText, std::size_t textEnd)
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
    return compare(fullText, CompareOp::Contains, std::move(text));
}

} // namespace binnacle::query

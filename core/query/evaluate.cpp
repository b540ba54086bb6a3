#include "core/query/evaluate.h"

#include "core/base/bounded_regex.h"
#include "core/domain/search_words.h"
#include "core/query/text_words.h"
#include "core/query/words.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

namespace binnacle::query {

namespace {

std::string_view textOf(EventField field, const ClusterEvent &event)
{
    switch (field) {
    case EventField::Cluster:
        return event.cluster.value;
    case EventField::Type:
        return eventTypeName(event.type);
    case EventField::Reason:
        return event.reason;
    case EventField::Message:
        return event.message;
    case EventField::Kind:
        return event.involved.kind;
    case EventField::Namespace:
        return event.involved.ns;
    case EventField::Name:
        return event.involved.name;
    case EventField::Node:
        return event.host;
    case EventField::Source:
        return event.component;
    case EventField::Uid:
        return event.uid;
    case EventField::Count:
    case EventField::First:
    case EventField::Last:
    case EventField::Text:
        break;
    }
    return {};
}

bool equals(EventField field, std::string_view a, std::string_view b)
{
    const bool ignoresCase = field == EventField::Type || field == EventField::Kind;
    return ignoresCase ? equalIgnoringCase(a, b) : a == b;
}

bool containsIgnoringCase(std::string_view text, std::string_view part)
{
    return std::search(text.begin(), text.end(), part.begin(), part.end(),
               [](char a, char b) { return asciiLower(a) == asciiLower(b); })
        != text.end()
        || part.empty();
}

bool matchesNumber(CompareOp op, double actual, double wanted)
{
    switch (op) {
    case CompareOp::Equal:
        return actual == wanted;
    case CompareOp::NotEqual:
        return actual != wanted;
    case CompareOp::Less:
        return actual < wanted;
    case CompareOp::LessOrEqual:
        return actual <= wanted;
    case CompareOp::Greater:
        return actual > wanted;
    case CompareOp::GreaterOrEqual:
        return actual >= wanted;
    default:
        return false;
    }
}

bool matchesText(const Predicate &predicate, std::string_view text)
{
    if (predicate.values.empty())
        return false;
    const std::string &value = predicate.values.front();
    switch (predicate.op) {
    case CompareOp::Equal:
        return equals(predicate.eventField(), text, value);
    case CompareOp::NotEqual:
        return !equals(predicate.eventField(), text, value);
    case CompareOp::Contains:
        return containsIgnoringCase(text, value);
    case CompareOp::StartsWith:
        return text.starts_with(value);
    case CompareOp::In:
        return std::any_of(predicate.values.begin(), predicate.values.end(),
            [&](const std::string &one) { return equals(predicate.eventField(), text, one); });
    case CompareOp::Matches:
        return BoundedRegex::shared(value)->isIn(text);
    case CompareOp::NotMatches:
        return !BoundedRegex::shared(value)->isIn(text);
    default:
        return false;
    }
}

bool matchesWords(const Predicate &predicate, const ClusterEvent &event)
{
    if (predicate.values.empty())
        return false;
    std::vector<std::string> words = textWords(event.reason);
    for (std::string &word : textWords(event.message))
        words.push_back(std::move(word));
    const std::vector<SearchWord> wanted = searchWords(predicate.values.front(), textWords);
    return std::all_of(wanted.begin(), wanted.end(), [&words](const SearchWord &one) {
        return std::any_of(words.begin(), words.end(),
            [&one](const std::string &word) { return one.finds(word); });
    });
}

bool matchesComparison(const Predicate &predicate, const ClusterEvent &event)
{
    switch (predicate.eventField()) {
    case EventField::Text:
        return matchesWords(predicate, event);
    case EventField::Count:
        return matchesNumber(predicate.op, static_cast<double>(event.count), predicate.number());
    case EventField::First:
        return matchesNumber(
            predicate.op, static_cast<double>(toEpochMs(event.first)), predicate.number());
    case EventField::Last:
        return matchesNumber(
            predicate.op, static_cast<double>(toEpochMs(event.last)), predicate.number());
    default:
        return matchesText(predicate, textOf(predicate.eventField(), event));
    }
}

} // namespace

bool matches(const PredicatePtr &predicate, const ClusterEvent &event)
{
    if (!predicate)
        return true;
    const auto matchesEvent = [&event](const PredicatePtr &child) { return matches(child, event); };
    const auto &children = predicate->children;
    switch (predicate->kind) {
    case Predicate::Kind::And:
        return std::all_of(children.begin(), children.end(), matchesEvent);
    case Predicate::Kind::Or:
        return std::any_of(children.begin(), children.end(), matchesEvent);
    case Predicate::Kind::Not:
        return std::none_of(children.begin(), children.end(), matchesEvent);
    case Predicate::Kind::Compare:
        return matchesComparison(*predicate, event);
    }
    return false;
}

} // namespace binnacle::query

#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle {

// A condition on one row of a source (an event, a pod, a service level …), as written in the filter
// bar or in where(): parsed by core/query, evaluated in memory by core/query and, for events, in
// SQL by core/store. Immutable; shared freely between threads.

// A field by its place in the schema of its source (core/query/schema.h); for events it is the
// value of EventField.
using FieldId = int;

enum class EventField {
    Cluster,
    Type, // "Normal" or "Warning"
    Reason,
    Message,
    Kind,      // of the involved object
    Namespace, // of the involved object
    Name,      // of the involved object
    Node,
    Source, // reporting component
    Uid,
    Count, // number
    First, // epoch milliseconds
    Last,  // epoch milliseconds
    Text,  // full text over reason and message; only with Contains
};

enum class CompareOp {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Contains,   // case-insensitive substring; for Text: see search_words.h
    StartsWith, // case-sensitive
    In,         // one of several
    Matches,    // RE2-like regular expression, unanchored (=~)
    NotMatches,
};

// Text comparisons with Equal, NotEqual and In ignore case only for Type and Kind.
//
// What is not known: a text that is not there is the empty text, a number that is not there
// satisfies no comparison. So "field != null" is NotEqual "" of a text and GreaterOrEqual minus
// infinity of a number, "field = null" Equal "" and Not of that. Numbers of events are always
// known.
struct Predicate;
using PredicatePtr = std::shared_ptr<const Predicate>;

struct Predicate
{
    enum class Kind { And, Or, Not, Compare };

    Kind kind = Kind::Compare;
    std::vector<PredicatePtr> children; // And, Or: two or more; Not: one

    FieldId field = 0; // Compare only, as all below
    std::string key{}; // of a field that has several: the label "app"
    CompareOp op = CompareOp::Equal;
    std::vector<std::string> values{}; // text: one, or several for In
    std::vector<double> numbers{};     // numbers and instants: likewise, in the unit of the schema

    EventField eventField() const { return static_cast<EventField>(field); }
    // The only one, or the first.
    double number() const { return numbers.empty() ? 0 : numbers.front(); }
};

PredicatePtr allOf(std::vector<PredicatePtr> children);
PredicatePtr anyOf(std::vector<PredicatePtr> children);
PredicatePtr negate(PredicatePtr child);
PredicatePtr compare(FieldId field, CompareOp op, std::string value);
PredicatePtr compareNumber(FieldId field, CompareOp op, double number);
PredicatePtr compare(EventField field, CompareOp op, std::string value);
PredicatePtr compare(EventField field, CompareOp op, std::int64_t number);
constexpr FieldId fieldIdOf(EventField field)
{
    return static_cast<FieldId>(field);
}

// The name the filter language uses first: "namespace", "last".
std::string_view eventFieldName(EventField field);

} // namespace binnacle

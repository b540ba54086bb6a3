#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle {

// A condition on one event, as written in the filter bar: parsed by core/query, evaluated in
// memory by core/query and in SQL by core/store. Immutable; shared freely between threads.

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
struct Predicate;
using PredicatePtr = std::shared_ptr<const Predicate>;

struct Predicate
{
    enum class Kind { And, Or, Not, Compare };

    Kind kind = Kind::Compare;
    std::vector<PredicatePtr> children; // And, Or: two or more; Not: one

    EventField field = EventField::Text; // Compare only, as all below
    CompareOp op = CompareOp::Equal;
    std::vector<std::string> values; // one, or several for In
    std::int64_t number = 0;         // for Count, First and Last
};

PredicatePtr allOf(std::vector<PredicatePtr> children);
PredicatePtr anyOf(std::vector<PredicatePtr> children);
PredicatePtr negate(PredicatePtr child);
PredicatePtr compare(EventField field, CompareOp op, std::string value);
PredicatePtr compare(EventField field, CompareOp op, std::int64_t number);

// The name the filter language uses first: "namespace", "last".
std::string_view eventFieldName(EventField field);

} // namespace binnacle

#pragma once

#include "core/domain/predicate.h"
#include "core/domain/query_result.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::query {

// What the filter language knows of one field of events.
struct FieldInfo
{
    EventField field;
    FieldType type;
    std::vector<std::string_view> names; // the first is the one we print
    std::string_view help;
    std::vector<std::string_view> choices;
    bool colonContains = false; // "field:value" means contains
};

std::span<const FieldInfo> allFields();
const FieldInfo &fieldInfo(EventField field);

// By any of its names, ignoring ASCII case; null when there is none.
const FieldInfo *findField(std::string_view name);

// The candidate that a typist most likely meant: at most two slips away (one for short words),
// counting a swap of neighbours as one. Empty when none is near.
std::string nearestWord(std::string_view word, std::span<const std::string_view> candidates);
std::string nearestFieldName(std::string_view word);

// ASCII only; the rest is compared byte by byte.
bool equalIgnoringCase(std::string_view a, std::string_view b);
bool startsWithIgnoringCase(std::string_view text, std::string_view prefix);
char asciiLower(char c);

} // namespace binnacle::query

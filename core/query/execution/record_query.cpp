#include "core/query/execution/record_query.h"

#include "core/query/source_fields.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <optional>
#include <span>

namespace binnacle::query {

namespace {

constexpr std::array kCommandFields{CommandField::Action, CommandField::Kind,
    CommandField::Namespace, CommandField::Name, CommandField::By, CommandField::Source,
    CommandField::Id};
constexpr std::array kAuditFields{AuditField::User, AuditField::Source, AuditField::Action};
constexpr std::array kAlertFields{
    AlertField::Rule, AlertField::Kind, AlertField::Namespace, AlertField::Name};

template<typename Field, std::size_t Size>
bool isOneOf(const std::array<Field, Size> &fields, FieldId field)
{
    return std::ranges::any_of(
        fields, [field](Field one) { return static_cast<FieldId>(one) == field; });
}

bool isPushed(SourceId source, FieldId field)
{
    switch (source) {
    case SourceId::Commands:
        return isOneOf(kCommandFields, field);
    case SourceId::Audit:
        return isOneOf(kAuditFields, field);
    case SourceId::Alerts:
        return isOneOf(kAlertFields, field);
    default:
        return false;
    }
}

// The field of the moment that RecordQuery::range is about; nullopt: of alerts it is a life.
std::optional<FieldId> momentField(SourceId source)
{
    if (source == SourceId::Commands)
        return static_cast<FieldId>(CommandField::Created);
    if (source == SourceId::Audit)
        return static_cast<FieldId>(AuditField::At);
    return std::nullopt;
}

void narrowTime(TimeRange &range, CompareOp op, double bound)
{
    constexpr double kMost = 4e15; // milliseconds that a double holds exactly and time prints
    if (!(bound > 0 && bound < kMost))
        return;
    const bool isFrom = op == CompareOp::Greater || op == CompareOp::GreaterOrEqual;
    const bool isTo = op == CompareOp::Less || op == CompareOp::LessOrEqual;
    if (isFrom || op == CompareOp::Equal)
        range.from = std::max(range.from, fromEpochMs(static_cast<std::int64_t>(bound)));
    if (isTo || op == CompareOp::Equal) {
        const Timestamp to = fromEpochMs(static_cast<std::int64_t>(std::ceil(bound)) + 1);
        range.to = isKnown(range.to) ? std::min(range.to, to) : to;
    }
}

} // namespace

std::string_view RecordQuery::valueOf(FieldId field) const
{
    for (const auto &[one, value] : equal) {
        if (one == field)
            return value;
    }
    return {};
}

bool isRecordSource(SourceId source)
{
    return source == SourceId::Alerts || source == SourceId::Commands || source == SourceId::Audit;
}

void narrowBy(RecordQuery &query, SourceId source, const PredicatePtr &where)
{
    if (!where)
        return;
    if (where->kind == Predicate::Kind::And) {
        for (const PredicatePtr &child : where->children)
            narrowBy(query, source, child);
        return;
    }
    if (where->kind != Predicate::Kind::Compare)
        return;
    if (momentField(source) == where->field && where->numbers.size() == 1)
        return narrowTime(query.range, where->op, where->numbers.front());
    const bool isEqual = where->op == CompareOp::Equal && where->values.size() == 1;
    if (isEqual && isPushed(source, where->field) && query.valueOf(where->field).empty())
        query.equal.emplace_back(where->field, where->values.front());
}

} // namespace binnacle::query

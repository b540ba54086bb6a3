#include "core/domain/predicate.h"

#include <array>
#include <utility>

namespace binnacle {

namespace {

PredicatePtr group(Predicate::Kind kind, std::vector<PredicatePtr> children)
{
    std::erase(children, nullptr);
    if (children.empty())
        return nullptr;
    if (children.size() == 1)
        return std::move(children.front());
    return std::make_shared<Predicate>(Predicate{.kind = kind, .children = std::move(children)});
}

} // namespace

PredicatePtr allOf(std::vector<PredicatePtr> children)
{
    return group(Predicate::Kind::And, std::move(children));
}

PredicatePtr anyOf(std::vector<PredicatePtr> children)
{
    return group(Predicate::Kind::Or, std::move(children));
}

PredicatePtr negate(PredicatePtr child)
{
    return std::make_shared<Predicate>(
        Predicate{.kind = Predicate::Kind::Not, .children = {std::move(child)}});
}

PredicatePtr compare(FieldId field, CompareOp op, std::string value)
{
    return std::make_shared<Predicate>(
        Predicate{.field = field, .op = op, .values = {std::move(value)}});
}

PredicatePtr compareNumber(FieldId field, CompareOp op, double number)
{
    return std::make_shared<Predicate>(Predicate{.field = field, .op = op, .numbers = {number}});
}

PredicatePtr compare(EventField field, CompareOp op, std::string value)
{
    return std::make_shared<Predicate>(
        Predicate{.field = fieldIdOf(field), .op = op, .values = {std::move(value)}});
}

PredicatePtr compare(EventField field, CompareOp op, std::int64_t number)
{
    return std::make_shared<Predicate>(
        Predicate{.field = fieldIdOf(field), .op = op, .numbers = {static_cast<double>(number)}});
}

std::string_view eventFieldName(EventField field)
{
    static constexpr std::array<std::string_view, 14> kNames{"cluster", "type", "reason", "message",
        "kind", "namespace", "name", "node", "source", "uid", "count", "first", "last", "text"};
    return kNames.at(static_cast<std::size_t>(field));
}

} // namespace binnacle

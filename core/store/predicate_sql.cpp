#include "core/store/predicate_sql.h"

#include "core/store/sql_catalog.h"
#include "core/store/sqlite/connection.h"
#include "core/store/sqlite/functions.h"
#include "core/store/uid.h"

#include <algorithm>
#include <cstdio>
#include <optional>

namespace binnacle::store {

namespace {

// Like replaceAll, but leaves ":values" alone when asked for ":v".
void replaceParameter(std::string &text, std::string_view parameter, std::string_view with)
{
    const auto isName
        = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; };
    for (std::size_t at = text.find(parameter); at != std::string::npos;
         at = text.find(parameter, at + with.size())) {
        const std::size_t end = at + parameter.size();
        if (end < text.size() && isName(text[end]))
            continue;
        text.replace(at, parameter.size(), with);
    }
}

bool equalIgnoringCase(std::string_view a, std::string_view b)
{
    return a.size() == b.size() && containsIgnoringCase(a, b);
}

std::string_view numberFragment(CompareOp op)
{
    switch (op) {
    case CompareOp::Equal:
        return "filter.number.equal";
    case CompareOp::NotEqual:
        return "filter.number.not_equal";
    case CompareOp::Less:
        return "filter.number.less";
    case CompareOp::LessOrEqual:
        return "filter.number.less_or_equal";
    case CompareOp::Greater:
        return "filter.number.greater";
    case CompareOp::GreaterOrEqual:
        return "filter.number.greater_or_equal";
    default:
        return "filter.none";
    }
}

// "" for an operator that text does not have.
std::string_view textOperator(CompareOp op)
{
    switch (op) {
    case CompareOp::Equal:
        return "equal";
    case CompareOp::NotEqual:
        return "not_equal";
    case CompareOp::Contains:
        return "contains";
    case CompareOp::StartsWith:
        return "starts_with";
    case CompareOp::In:
        return "in";
    case CompareOp::Matches:
    case CompareOp::NotMatches:
        return "matches";
    default:
        return {};
    }
}

// Which family of fragments serves a field: filter.<family>.<operator>.
std::string_view familyOf(EventField field)
{
    switch (field) {
    case EventField::Cluster:
        return "cluster";
    case EventField::Reason:
    case EventField::Namespace:
    case EventField::Node:
    case EventField::Source:
    case EventField::Kind:
        return "word";
    default:
        return "text";
    }
}

bool typeMatches(const Predicate &comparison, std::string_view typeName)
{
    const std::string &value = comparison.values.front();
    switch (comparison.op) {
    case CompareOp::Equal:
        return equalIgnoringCase(typeName, value);
    case CompareOp::NotEqual:
        return !equalIgnoringCase(typeName, value);
    case CompareOp::Contains:
        return containsIgnoringCase(typeName, value);
    case CompareOp::StartsWith:
        return typeName.starts_with(value);
    case CompareOp::In:
        return std::ranges::any_of(comparison.values,
            [typeName](const std::string &one) { return equalIgnoringCase(typeName, one); });
    case CompareOp::Matches:
        return regexMatches(typeName, value);
    case CompareOp::NotMatches:
        return !regexMatches(typeName, value);
    default:
        return false;
    }
}

void appendJsonString(std::string &json, std::string_view text)
{
    json.push_back('"');
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            json.push_back('\\');
            json.push_back(c);
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", static_cast<unsigned>(c));
            json += escaped;
        } else {
            json.push_back(c);
        }
    }
    json.push_back('"');
}

} // namespace

void replaceAll(std::string &text, std::string_view what, std::string_view with)
{
    for (std::size_t at = text.find(what); at != std::string::npos;
         at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
}

std::string jsonArray(const std::vector<std::string> &values)
{
    std::string json = "[";
    for (const std::string &value : values) {
        if (json.size() > 1)
            json.push_back(',');
        appendJsonString(json, value);
    }
    return json + "]";
}

std::string jsonArray(const std::vector<std::int64_t> &values)
{
    std::string json = "[";
    for (const std::int64_t value : values) {
        if (json.size() > 1)
            json.push_back(',');
        json += std::to_string(value);
    }
    return json + "]";
}

ConditionSql::ConditionSql(Connection &connection, AccessPath path)
    : m_connection(connection)
    , m_path(path)
    , m_text(connection.catalog().at("filter.all"))
{}

std::string ConditionSql::fragment(std::string_view name, std::string_view column) const
{
    const SqlCatalog &catalog = m_connection.catalog();
    const std::string selective = std::string(name) + ".selective";
    const bool isSelective = m_path == AccessPath::Selective;
    std::string text = catalog.at(isSelective && catalog.contains(selective) ? selective : name);
    replaceAll(text, "{plus}", isSelective ? "" : "+");
    if (!column.empty())
        replaceAll(text, "{column}", catalog.at(column));
    return text;
}

std::string ConditionSql::placed(std::string fragment, std::string_view parameter, Value value)
{
    const std::string name = ":p" + std::to_string(m_values.size() + 1);
    replaceParameter(fragment, parameter, name);
    m_values.emplace_back(name, std::move(value));
    return fragment;
}

std::string ConditionSql::join(
    std::string_view how, std::string_view left, std::string_view right) const
{
    std::string text = m_connection.catalog().at(how);
    const std::size_t at = text.find("{left}");
    text.replace(at, 6, left);
    text.replace(text.find("{right}", at + left.size()), 7, right);
    return text;
}

bool ConditionSql::usesObject() const
{
    return m_text.find(m_connection.catalog().at("column.name")) != std::string::npos;
}

void ConditionSql::add(std::string_view condition)
{
    const bool isFirst = m_text == m_connection.catalog().at("filter.all");
    m_text = isFirst ? std::string(condition) : join("filter.and", m_text, condition);
}

Status ConditionSql::require(const PredicatePtr &predicate)
{
    if (!predicate)
        return Done{};
    const Result<std::string> condition = translate(predicate);
    if (!condition)
        return condition.error();
    add(*condition);
    return Done{};
}

void ConditionSql::requireFragment(std::string_view name)
{
    add(fragment(name));
}

void ConditionSql::requireFragment(std::string_view name, Value value)
{
    add(placed(fragment(name), ":v", std::move(value)));
}

void ConditionSql::requireNumber(std::string_view name, std::string_view column, std::int64_t value)
{
    add(placed(fragment(name, column), ":v", value));
}

void ConditionSql::requireEither(
    std::string_view a, std::string valueA, std::string_view b, std::string valueB)
{
    const std::string left = placed(fragment(a), ":v", std::move(valueA));
    add(join("filter.or", left, placed(fragment(b), ":v", std::move(valueB))));
}

void ConditionSql::bind(Statement &statement) const
{
    for (const auto &[name, value] : m_values) {
        const int index = statement.parameter(name);
        if (const auto *number = std::get_if<std::int64_t>(&value))
            statement.bindAt(index, *number);
        else
            statement.bindAt(index, std::get<std::string>(value));
    }
}

Result<std::string> ConditionSql::translate(const PredicatePtr &predicate)
{
    if (!predicate)
        return fragment("filter.all");
    switch (predicate->kind) {
    case Predicate::Kind::And:
    case Predicate::Kind::Or:
    case Predicate::Kind::Not:
        return translateGroup(*predicate);
    case Predicate::Kind::Compare:
        return translateComparison(*predicate);
    }
    return fragment("filter.none");
}

Result<std::string> ConditionSql::translateGroup(const Predicate &group)
{
    const bool isAnd = group.kind == Predicate::Kind::And;
    std::string text;
    for (const PredicatePtr &child : group.children) {
        Result<std::string> part = translate(child);
        if (!part)
            return part;
        text = text.empty() ? *part : join(isAnd ? "filter.and" : "filter.or", text, *part);
    }
    if (text.empty()) // as the empty conjunction, disjunction, negation
        return fragment(group.kind == Predicate::Kind::Or ? "filter.none" : "filter.all");
    if (group.kind != Predicate::Kind::Not)
        return text;
    std::string negated = m_connection.catalog().at("filter.not");
    return negated.replace(negated.find("{left}"), 6, text);
}

Result<std::string> ConditionSql::translateComparison(const Predicate &comparison)
{
    switch (comparison.eventField()) {
    case EventField::Count:
    case EventField::First:
    case EventField::Last:
        return translateNumber(comparison);
    default:
        break;
    }
    if (comparison.values.empty())
        return fragment("filter.none");
    if (comparison.op == CompareOp::Matches || comparison.op == CompareOp::NotMatches) {
        if (const Status valid = checkRegex(comparison.values.front()); !valid)
            return valid.error();
    }
    if (comparison.eventField() == EventField::Text)
        return translateWords(comparison);
    if (comparison.eventField() == EventField::Type)
        return translateType(comparison);
    return translateText(comparison);
}

std::string ConditionSql::translateNumber(const Predicate &comparison)
{
    const std::string column = "column." + std::string(eventFieldName(comparison.eventField()));
    const std::string_view name = numberFragment(comparison.op);
    if (name == "filter.none")
        return fragment(name);
    return placed(fragment(name, column), ":v", static_cast<std::int64_t>(comparison.number()));
}

Result<std::string> ConditionSql::translateWords(const Predicate &comparison)
{
    const std::string &search = comparison.values.front();
    const Result<std::string> match = m_connection.matchExpression(search);
    if (!match)
        return match.error();
    if (match->empty())
        return fragment("filter.all");
    std::string text = placed(fragment("filter.words"), ":v", search);
    return m_path == AccessPath::Selective ? placed(std::move(text), ":m", *match) : text;
}

Result<std::string> ConditionSql::translateType(const Predicate &comparison) const
{
    const bool normal = typeMatches(comparison, "Normal");
    const bool warning = typeMatches(comparison, "Warning");
    if (normal == warning)
        return fragment(normal ? "filter.all" : "filter.none");
    return fragment(normal ? "filter.type.normal" : "filter.type.warning");
}

Result<std::string> ConditionSql::translateText(const Predicate &comparison)
{
    const std::string op(textOperator(comparison.op));
    if (op.empty())
        return fragment("filter.none");
    const EventField field = comparison.eventField();
    const std::string column = "column." + std::string(eventFieldName(field));
    const bool isList = comparison.op == CompareOp::In;
    const std::string value = isList ? jsonArray(comparison.values) : comparison.values.front();
    const bool isNegated = comparison.op == CompareOp::NotMatches
        || (field == EventField::Kind && comparison.op == CompareOp::NotEqual);

    std::string text;
    if (field == EventField::Kind && (op == "equal" || op == "not_equal" || isList)) {
        text = placed(fragment(isList ? "filter.kind.in" : "filter.kind.equal"), ":v", value);
    } else if (field == EventField::Uid && comparison.op == CompareOp::Equal) {
        text = placed(fragment("filter.uid.equal"), ":v", value);
    } else {
        const bool ownName = field == EventField::Name && m_path == AccessPath::Selective
            && m_connection.catalog().contains("filter.name." + op + ".selective");
        const std::string family(ownName ? "name" : familyOf(field));
        text = placed(fragment("filter." + family + "." + op, column), ":v", value);
    }
    if (!isNegated)
        return text;
    std::string negated = m_connection.catalog().at("filter.not");
    return negated.replace(negated.find("{left}"), 6, text);
}

} // namespace binnacle::store

#include "core/query/filter_printer.h"

#include "core/base/time.h"
#include "core/query/quantity_text.h"
#include "core/query/query.h"
#include "core/query/words.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace binnacle::query {

namespace {

constexpr std::int64_t kLastPrintableMs = 253'402'300'799'999; // the end of the year 9999

bool isKeyword(std::string_view value)
{
    static constexpr std::array<std::string_view, 8> kKeywords{
        "and", "or", "not", "in", "contains", "startswith", "matches", "null"};
    return std::any_of(kKeywords.begin(), kKeywords.end(),
        [value](std::string_view keyword) { return equalIgnoringCase(keyword, value); });
}

bool isPlain(char c)
{
    const char lower = asciiLower(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
        || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

bool needsQuotes(std::string_view value)
{
    return value.empty() || value.front() == '-' || value.front() == '.' || isKeyword(value)
        || !std::all_of(value.begin(), value.end(), isPlain)
        || value.find("\u00A0") != std::string_view::npos
        || value.find("\u3000") != std::string_view::npos;
}

std::string_view signText(CompareOp op)
{
    switch (op) {
    case CompareOp::Equal:
        return "=";
    case CompareOp::NotEqual:
        return "!=";
    case CompareOp::Less:
        return "<";
    case CompareOp::LessOrEqual:
        return "<=";
    case CompareOp::Greater:
        return ">";
    case CompareOp::GreaterOrEqual:
        return ">=";
    case CompareOp::Contains:
        return " contains ";
    case CompareOp::StartsWith:
        return " startswith ";
    case CompareOp::In:
        return " in ";
    case CompareOp::Matches:
        return "=~";
    case CompareOp::NotMatches:
        return "!~";
    }
    return "=";
}

// No choice is empty: there is none.
void printValue(FieldType type, std::string_view value, std::string &out)
{
    out += type == FieldType::Choice && value.empty() ? "null" : quoteValue(value);
}

void printValues(FieldType type, const Predicate &predicate, std::string &out)
{
    const auto &values = predicate.values;
    if (predicate.op != CompareOp::In) {
        printValue(
            type, values.empty() ? std::string_view{} : std::string_view(values.front()), out);
        return;
    }
    std::string_view separator = "[";
    for (const std::string &value : values) {
        out += separator;
        printValue(type, value, out);
        separator = ", ";
    }
    out += ']';
}

// Whether a number is known, see predicate.h.
bool isKnownTest(const Predicate &predicate)
{
    return predicate.kind == Predicate::Kind::Compare && predicate.op == CompareOp::GreaterOrEqual
        && std::isinf(predicate.number());
}

void printComparison(const Predicate &predicate, const Schema &schema, std::string &out)
{
    const FieldInfo &field = schema.fields[static_cast<std::size_t>(predicate.field)];
    if (field.type == FieldType::FullText) {
        printValues(field.type, predicate, out);
        return;
    }
    out.append(field.name());
    if (!predicate.key.empty())
        out.append(".").append(predicate.key);
    if (isKnownTest(predicate)) {
        out += "!=null";
        return;
    }
    out.append(signText(predicate.op));
    switch (field.type) {
    case FieldType::Count:
        out += std::to_string(std::max<std::int64_t>(std::llround(predicate.number()), 0));
        return;
    case FieldType::Time:
        out += formatRfc3339(fromEpochMs(
            std::clamp<std::int64_t>(std::llround(predicate.number()), 0, kLastPrintableMs)));
        return;
    case FieldType::Number:
    case FieldType::Percent:
    case FieldType::Cores:
    case FieldType::Bytes:
    case FieldType::Span:
    case FieldType::Flag:
        out += printQuantity(field.type, predicate.number());
        return;
    default:
        printValues(field.type, predicate, out);
        return;
    }
}

void print(const Predicate &predicate, const Schema &schema, std::string &out);

// In parentheses where precedence alone would read it differently.
void printChild(
    const Predicate &parent, const Predicate &child, const Schema &schema, std::string &out)
{
    const bool group = child.kind == Predicate::Kind::Or || child.kind == Predicate::Kind::And;
    const bool bare
        = !group || (parent.kind == Predicate::Kind::Or && child.kind == Predicate::Kind::And);
    if (!bare)
        out += '(';
    print(child, schema, out);
    if (!bare)
        out += ')';
}

void print(const Predicate &predicate, const Schema &schema, std::string &out)
{
    if (predicate.kind == Predicate::Kind::Compare) {
        printComparison(predicate, schema, out);
        return;
    }
    if (predicate.kind == Predicate::Kind::Not && isKnownTest(*predicate.children.front())) {
        const auto field = static_cast<std::size_t>(predicate.children.front()->field);
        out.append(schema.fields[field].name()).append("=null");
        return;
    }
    std::string_view connective;
    if (predicate.kind == Predicate::Kind::Not)
        out += "not ";
    else
        connective = predicate.kind == Predicate::Kind::And ? " and " : " or ";
    std::string_view separator;
    for (const PredicatePtr &child : predicate.children) {
        out += separator;
        printChild(predicate, *child, schema, out);
        separator = connective;
    }
}

} // namespace

std::string printExpression(const PredicatePtr &predicate, const Schema &schema)
{
    std::string text;
    if (predicate)
        print(*predicate, schema, text);
    return text;
}

std::string printFilter(const PredicatePtr &predicate)
{
    return printExpression(predicate, eventSchema());
}

std::string quoteValue(std::string_view value)
{
    if (!needsQuotes(value))
        return std::string(value);
    std::string quoted = "\"";
    for (const char c : value) {
        switch (c) {
        case '\n':
            quoted += "\\n";
            break;
        case '\t':
            quoted += "\\t";
            break;
        case '\r':
            quoted += "\\r";
            break;
        case '"':
        case '\\':
            quoted += '\\';
            [[fallthrough]];
        default:
            quoted.push_back(c);
        }
    }
    return quoted + '"';
}

} // namespace binnacle::query

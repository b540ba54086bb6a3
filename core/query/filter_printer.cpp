#include "core/query/filter_printer.h"

#include "core/base/time.h"
#include "core/query/filter_fields.h"

#include <algorithm>
#include <array>
#include <cmath>

namespace binnacle::query {

namespace {

constexpr std::int64_t kLastPrintableMs = 253'402'300'799'999; // the end of the year 9999

bool isKeyword(std::string_view value)
{
    static constexpr std::array<std::string_view, 7> kKeywords{
        "and", "or", "not", "in", "contains", "startswith", "matches"};
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

void printValues(const Predicate &predicate, std::string &out)
{
    const auto &values = predicate.values;
    if (predicate.op != CompareOp::In) {
        out += quoteValue(values.empty() ? std::string_view{} : std::string_view(values.front()));
        return;
    }
    std::string_view separator = "[";
    for (const std::string &value : values) {
        out.append(separator).append(quoteValue(value));
        separator = ", ";
    }
    out += ']';
}

void printComparison(const Predicate &predicate, std::string &out)
{
    switch (fieldInfo(predicate.eventField()).type) {
    case FieldType::FullText:
        printValues(predicate, out);
        return;
    case FieldType::Count:
        out.append(eventFieldName(predicate.eventField())).append(signText(predicate.op));
        out += std::to_string(std::max<std::int64_t>(std::llround(predicate.number()), 0));
        return;
    case FieldType::Time:
        out.append(eventFieldName(predicate.eventField())).append(signText(predicate.op));
        out += formatRfc3339(fromEpochMs(
            std::clamp<std::int64_t>(std::llround(predicate.number()), 0, kLastPrintableMs)));
        return;
    default:
        out.append(eventFieldName(predicate.eventField())).append(signText(predicate.op));
        printValues(predicate, out);
        return;
    }
}

void print(const Predicate &predicate, std::string &out);

// In parentheses where precedence alone would read it differently.
void printChild(const Predicate &parent, const Predicate &child, std::string &out)
{
    const bool group = child.kind == Predicate::Kind::Or || child.kind == Predicate::Kind::And;
    const bool bare
        = !group || (parent.kind == Predicate::Kind::Or && child.kind == Predicate::Kind::And);
    if (!bare)
        out += '(';
    print(child, out);
    if (!bare)
        out += ')';
}

void print(const Predicate &predicate, std::string &out)
{
    if (predicate.kind == Predicate::Kind::Compare) {
        printComparison(predicate, out);
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
        printChild(predicate, *child, out);
        separator = connective;
    }
}

} // namespace

std::string printFilter(const PredicatePtr &predicate)
{
    std::string text;
    if (predicate)
        print(*predicate, text);
    return text;
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

#include "core/query/execution/cell.h"

#include <cmath>
#include <string>

namespace binnacle::query {

QueryValue valueOf(const Cell &cell, FieldType type)
{
    switch (cell.kind) {
    case Cell::Kind::Unknown:
        break;
    case Cell::Kind::Flag:
        return cell.number != 0;
    case Cell::Kind::Text:
        return std::string(cell.text);
    case Cell::Kind::Number:
        if (type == FieldType::Count || type == FieldType::Bytes || type == FieldType::Time)
            return static_cast<std::int64_t>(std::llround(cell.number));
        return cell.number;
    }
    return {};
}

int compareCells(const Cell &a, const Cell &b)
{
    if (!a.isKnown() || !b.isKnown())
        return (a.isKnown() ? 0 : 1) - (b.isKnown() ? 0 : 1);
    const bool aIsText = a.kind == Cell::Kind::Text;
    const bool bIsText = b.kind == Cell::Kind::Text;
    if (aIsText != bIsText)
        return aIsText ? 1 : -1;
    if (aIsText)
        return a.text.compare(b.text);
    return a.number < b.number ? -1 : (a.number > b.number ? 1 : 0);
}

} // namespace binnacle::query

#pragma once

#include "core/domain/query_result.h"

#include <cstdint>
#include <string_view>
#include <vector>

namespace binnacle::query {

// What one field of one row holds, without owning it: texts point into the snapshot, the record or
// the scratch buffer that was handed in. Numbers are in the unit of the schema; instants are epoch
// milliseconds.
struct Cell
{
    enum class Kind : std::uint8_t { Unknown, Flag, Number, Text };
    Kind kind = Kind::Unknown;
    double number = 0; // of Flag: 0 or 1
    std::string_view text;

    static Cell ofNumber(double number) // NaN: unknown
    {
        return number == number ? Cell{.kind = Kind::Number, .number = number, .text = {}} : Cell{};
    }
    static Cell ofFlag(double flag) // NaN: unknown
    {
        return flag == flag ? Cell{.kind = Kind::Flag, .number = flag, .text = {}} : Cell{};
    }
    static Cell ofText(std::string_view text) { return {.kind = Kind::Text, .text = text}; }

    bool isKnown() const { return kind != Kind::Unknown; }
};

// As QueryValue wants it: whole numbers for Count, Bytes and Time.
QueryValue valueOf(const Cell &cell, FieldType type);

// The order of sort(): numbers before texts, unknown after everything.
int compareCells(const Cell &a, const Cell &b);

using RowIndex = std::uint32_t;
// Rows of one table, ascending.
using Selection = std::vector<RowIndex>;

} // namespace binnacle::query

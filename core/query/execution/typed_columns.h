#pragma once

#include "core/query/execution/column.h"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace binnacle::query {

inline constexpr double kUnknownNumber = std::numeric_limits<double>::quiet_NaN();

// `Get` gives a view that lives as long as the row.
template<typename Row, typename Get>
class TextColumn final : public Column
{
public:
    TextColumn(std::span<const Row> rows, Get get)
        : m_rows(rows)
        , m_get(std::move(get))
    {}

    Cell at(RowIndex row, std::string &) const override { return Cell::ofText(m_get(m_rows[row])); }

    void filter(const Comparison &comparison, Selection &rows) const override
    {
        if (!comparison.isEquality()) {
            keepIf(rows, [&](RowIndex row) { return comparison.matchesText(m_get(m_rows[row])); });
            return;
        }
        const std::string_view wanted = comparison.text();
        const bool isEqual = comparison.op() == CompareOp::Equal;
        if (!comparison.ignoresCase()) {
            keepIf(rows, [&](RowIndex row) { return (m_get(m_rows[row]) == wanted) == isEqual; });
            return;
        }
        keepIf(rows, [&](RowIndex row) {
            const std::string_view text = m_get(m_rows[row]);
            return text.size() == wanted.size() ? comparison.matchesText(text) : !isEqual;
        });
    }

private:
    std::span<const Row> m_rows;
    Get m_get;
};

// One of a few words: `Get` gives its number, `Word` the text of a number below `Size`. A
// comparison looks at each word once and at numbers only from then on.
template<typename Row, typename Get, typename Word, std::size_t Size>
class ChoiceColumn final : public Column
{
public:
    ChoiceColumn(std::span<const Row> rows, Get get, Word word)
        : m_rows(rows)
        , m_get(std::move(get))
        , m_word(std::move(word))
    {}

    Cell at(RowIndex row, std::string &) const override
    {
        return Cell::ofText(m_word(m_get(m_rows[row])));
    }

    void filter(const Comparison &comparison, Selection &rows) const override
    {
        static_assert(Size <= 64);
        std::uint64_t wanted = 0;
        for (std::size_t i = 0; i < Size; ++i)
            wanted |= std::uint64_t{comparison.matchesText(m_word(i)) ? 1U : 0U} << i;
        keepIf(rows, [&](RowIndex row) { return ((wanted >> m_get(m_rows[row])) & 1U) != 0; });
    }

private:
    std::span<const Row> m_rows;
    Get m_get;
    Word m_word;
};

// `Get` writes the text of a row into a buffer.
template<typename Row, typename Get>
class ComposedColumn final : public Column
{
public:
    ComposedColumn(std::span<const Row> rows, Get get)
        : m_rows(rows)
        , m_get(std::move(get))
    {}

    Cell at(RowIndex row, std::string &scratch) const override
    {
        scratch.clear();
        m_get(m_rows[row], scratch);
        return Cell::ofText(scratch);
    }

    void filter(const Comparison &comparison, Selection &rows) const override
    {
        std::string scratch;
        keepIf(rows, [&](RowIndex row) {
            scratch.clear();
            m_get(m_rows[row], scratch);
            return comparison.matchesText(scratch);
        });
    }

private:
    std::span<const Row> m_rows;
    Get m_get;
};

// `Get` gives a double, NaN where nothing is known; of flags 0 or 1.
template<typename Row, typename Get, bool IsFlag>
class NumberColumn final : public Column
{
public:
    NumberColumn(std::span<const Row> rows, Get get)
        : m_rows(rows)
        , m_get(std::move(get))
    {}

    Cell at(RowIndex row, std::string &) const override
    {
        return IsFlag ? Cell::ofFlag(m_get(m_rows[row])) : Cell::ofNumber(m_get(m_rows[row]));
    }

    void filter(const Comparison &comparison, Selection &rows) const override
    {
        if (!comparison.hasNumber())
            return rows.clear();
        const double wanted = comparison.number();
        switch (comparison.op()) {
        case CompareOp::Equal:
            return keep(rows, [wanted](double value) { return value == wanted; });
        case CompareOp::Less:
            return keep(rows, [wanted](double value) { return value < wanted; });
        case CompareOp::LessOrEqual:
            return keep(rows, [wanted](double value) { return value <= wanted; });
        case CompareOp::Greater:
            return keep(rows, [wanted](double value) { return value > wanted; });
        case CompareOp::GreaterOrEqual:
            return keep(rows, [wanted](double value) { return value >= wanted; });
        default:
            return keep(rows, [&](double value) { return comparison.matchesNumber(value); });
        }
    }

private:
    template<typename Test>
    void keep(Selection &rows, Test test) const
    {
        keepIf(rows, [&](RowIndex row) { return test(m_get(m_rows[row])); });
    }

    std::span<const Row> m_rows;
    Get m_get;
};

template<typename Row, typename Get>
ColumnPtr textColumn(std::span<const Row> rows, Get get)
{
    return std::make_unique<TextColumn<Row, Get>>(rows, std::move(get));
}
template<std::size_t Size, typename Row, typename Get, typename Word>
ColumnPtr choiceColumn(std::span<const Row> rows, Get get, Word word)
{
    return std::make_unique<ChoiceColumn<Row, Get, Word, Size>>(
        rows, std::move(get), std::move(word));
}
template<typename Row, typename Get>
ColumnPtr composedColumn(std::span<const Row> rows, Get get)
{
    return std::make_unique<ComposedColumn<Row, Get>>(rows, std::move(get));
}
template<typename Row, typename Get>
ColumnPtr numberColumn(std::span<const Row> rows, Get get)
{
    return std::make_unique<NumberColumn<Row, Get, false>>(rows, std::move(get));
}
template<typename Row, typename Get>
ColumnPtr flagColumn(std::span<const Row> rows, Get get)
{
    return std::make_unique<NumberColumn<Row, Get, true>>(rows, std::move(get));
}

} // namespace binnacle::query

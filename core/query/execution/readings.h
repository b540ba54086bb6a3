#pragma once

#include "core/base/time.h"
#include "core/domain/cluster_snapshot.h"
#include "core/query/execution/typed_columns.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace binnacle::query {

// Shared by the columns of several kinds.
inline double numberOf(std::int64_t reading) // -1: not told
{
    return reading < 0 ? kUnknownNumber : static_cast<double>(reading);
}
inline double coresOf(std::int64_t millicores)
{
    return millicores < 0 ? kUnknownNumber : static_cast<double>(millicores) / 1000;
}
inline double percentOf(std::int64_t part, std::int64_t whole)
{
    if (part < 0 || whole <= 0)
        return kUnknownNumber;
    return static_cast<double>(part) / static_cast<double>(whole) * 100;
}
inline double instantOf(Timestamp at)
{
    return isKnown(at) ? static_cast<double>(toEpochMs(at)) : kUnknownNumber;
}
inline double ageOf(Timestamp since, Timestamp now) // milliseconds
{
    return isKnown(since) ? static_cast<double>((now - since).count()) : kUnknownNumber;
}
inline double numberOf(const std::optional<double> &number)
{
    return number.value_or(kUnknownNumber);
}
inline void appendListed(std::string &list, std::string_view text)
{
    if (text.empty())
        return;
    if (!list.empty())
        list += ',';
    list += text;
}
void appendLabels(std::string &list, std::span<const Label> labels); // "a=b,c=d"

// A field of several texts, "a,b": a comparison holds when one of them satisfies it, the negative
// ones (!=, !~) when all do. `ForEach` calls a function with each text.
template<typename Row, typename ForEach>
class ListColumn final : public Column
{
public:
    ListColumn(std::span<const Row> rows, ForEach forEach)
        : m_rows(rows)
        , m_forEach(std::move(forEach))
    {}

    Cell at(RowIndex row, std::string &scratch) const override
    {
        scratch.clear();
        m_forEach(m_rows[row], [&scratch](std::string_view text) { appendListed(scratch, text); });
        return Cell::ofText(scratch);
    }
    void filter(const Comparison &comparison, Selection &rows) const override
    {
        const bool isNegative
            = comparison.op() == CompareOp::NotEqual || comparison.op() == CompareOp::NotMatches;
        keepIf(rows, [&](RowIndex row) {
            bool any = false;
            bool all = true;
            bool isEmpty = true;
            m_forEach(m_rows[row], [&](std::string_view text) {
                isEmpty = false;
                const bool holds = comparison.matchesText(text);
                any = any || holds;
                all = all && holds;
            });
            if (isEmpty)
                return comparison.matchesText({});
            return isNegative ? all : any;
        });
    }

private:
    std::span<const Row> m_rows;
    ForEach m_forEach;
};
template<typename Row, typename ForEach>
ColumnPtr listColumn(std::span<const Row> rows, ForEach forEach)
{
    return std::make_unique<ListColumn<Row, ForEach>>(rows, std::move(forEach));
}

} // namespace binnacle::query

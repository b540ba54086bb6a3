#pragma once

#include "ui/widgets/row_filter.h"

#include <cstdint>
#include <utility>
#include <vector>

namespace binnacle::ui {

// Gathers what matches a filter from a store that answers in pages and knows only part of the
// filter: pages are read until there is a screenful, the end is reached or patience is.
template<typename Row>
class MatchingRows
{
public:
    static constexpr std::size_t kScreenful = 50;
    static constexpr std::int64_t kPatience = 20'000; // rows looked at before something is shown
    static constexpr int kPageRows = 500;             // of the store, while something is filtered

    void restart() // another question
    {
        m_read = m_shown = 0;
        proceed();
    }
    void proceed() // another screenful of the same one
    {
        m_looked = 0;
        m_rows.clear();
    }

    std::int64_t read() const { return m_read; } // where the next page begins

    // False: another page has to be read first. `total`: of all rows the store has to offer.
    bool take(const std::vector<Row> &page, std::int64_t total, const RowFilter<Row> &filter)
    {
        m_total = total;
        m_read += static_cast<std::int64_t>(page.size());
        m_looked += static_cast<std::int64_t>(page.size());
        for (const Row &row : page) {
            if (filter.matches(row))
                m_rows.push_back(row);
        }
        const bool isEnd = page.empty() || !hasMore();
        return filter.isEverything() || isEnd || m_rows.size() >= kScreenful
            || m_looked >= kPatience;
    }

    std::vector<Row> rows() // those to be shown now; once
    {
        m_shown += static_cast<std::int64_t>(m_rows.size());
        return std::exchange(m_rows, {});
    }
    bool hasMore() const { return m_read < m_total; }
    std::int64_t total() const { return m_total; } // of the store
    // As many as a table may expect: one more than there are while there may be more.
    std::int64_t expected(const RowFilter<Row> &filter) const
    {
        return filter.isEverything() ? m_total : m_shown + (hasMore() ? 1 : 0);
    }

private:
    std::vector<Row> m_rows;
    std::int64_t m_read = 0;
    std::int64_t m_looked = 0;
    std::int64_t m_shown = 0;
    std::int64_t m_total = 0;
};

} // namespace binnacle::ui

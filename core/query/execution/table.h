#pragma once

#include "core/domain/principal.h"
#include "core/query/execution/column.h"
#include "core/query/query.h"
#include "core/query/schema.h"

#include <cstddef>
#include <memory>
#include <string_view>
#include <utility>

namespace binnacle::query {

// Rows of one source of one cluster (or of all, for history), at one moment. Keeps what its rows
// are made of. Immutable; reentrant.
class Table
{
public:
    Table(SourceId source, ClusterId cluster)
        : m_source(source)
        , m_cluster(std::move(cluster))
    {}
    virtual ~Table() = default;
    Table(const Table &) = delete;
    Table &operator=(const Table &) = delete;

    SourceId source() const { return m_source; }
    const ClusterId &cluster() const { return m_cluster; } // empty: of several

    // How many rows there are. Their places are 0 up to this.
    virtual std::size_t rowCount() const = 0;
    // Appends the rows at places [first, last) to `rows`.
    virtual void appendRows(std::size_t first, std::size_t last, Selection &rows) const = 0;
    Selection rows() const // all of them
    {
        Selection all;
        appendRows(0, rowCount(), all);
        return all;
    }
    // Null: this source has no such field.
    virtual ColumnPtr column(const FieldRef &field) const = 0;
    virtual QueryRowSubject subject(RowIndex row) const = 0;
    // Whether who may only see part of the estate sees this row.
    virtual bool isVisible(RowIndex row, const AccessScope &scope) const = 0;

private:
    SourceId m_source;
    ClusterId m_cluster;
};
using TablePtr = std::shared_ptr<const Table>;

// One row of one of several tables.
struct RowRef
{
    std::uint32_t table = 0;
    RowIndex row = 0;

    friend bool operator==(const RowRef &, const RowRef &) = default;
};

} // namespace binnacle::query

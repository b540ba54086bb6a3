#pragma once

#include "core/query/execution/readings.h"
#include "core/query/execution/tables.h"

#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace binnacle::query {

// How a field of a kind of row is read. `Context` is what rows need beyond themselves.
template<typename Row, typename Context>
struct FieldMaker
{
    FieldId field; // see source_fields.h
    ColumnPtr (*make)(std::span<const Row> rows, const Context &context, const FieldRef &field);
};

template<typename Field>
constexpr FieldId fieldOf(Field field)
{
    return static_cast<FieldId>(field);
}

template<typename Row, typename Context>
using FieldMakers = std::span<const FieldMaker<Row, Context>>;

// Null: there is no such field.
template<typename Row, typename Context>
ColumnPtr makeColumn(const FieldRef &field, FieldMakers<Row, Context> known,
    std::span<const Row> rows, const Context &context)
{
    for (const FieldMaker<Row, Context> &one : known) {
        if (one.field == field.field)
            return one.make(rows, context, field);
    }
    return nullptr;
}

// Rows whose index is their place.
inline void appendEvery(std::size_t first, std::size_t last, Selection &rows)
{
    const std::size_t before = rows.size();
    rows.resize(before + last - first);
    std::iota(rows.begin() + static_cast<std::ptrdiff_t>(before), rows.end(),
        static_cast<RowIndex>(first));
}

// Objects of one kind in one snapshot.
template<typename Row>
class ObjectTable final : public Table
{
public:
    using Fields = FieldMakers<Row, StateMoment>;

    struct Parts
    {
        std::span<const Row> rows;
        std::optional<Selection> some; // not all of them
        Fields own;                    // looked at first
        Fields common;
        std::string_view (*kindOf)(const Row &);
    };
    ObjectTable(SourceId source, StateMoment moment, Parts parts)
        : Table(source, moment.cluster)
        , m_moment(std::move(moment))
        , m_parts(std::move(parts))
    {}

    std::size_t rowCount() const override
    {
        return m_parts.some ? m_parts.some->size() : m_parts.rows.size();
    }
    void appendRows(std::size_t first, std::size_t last, Selection &rows) const override
    {
        if (!m_parts.some)
            return appendEvery(first, last, rows);
        const auto begin = m_parts.some->begin();
        rows.insert(rows.end(), begin + static_cast<std::ptrdiff_t>(first),
            begin + static_cast<std::ptrdiff_t>(last));
    }
    ColumnPtr column(const FieldRef &field) const override
    {
        if (auto own = makeColumn(field, m_parts.own, m_parts.rows, m_moment))
            return own;
        return makeColumn(field, m_parts.common, m_parts.rows, m_moment);
    }
    QueryRowSubject subject(RowIndex row) const override
    {
        const ObjectMeta &meta = m_parts.rows[row].meta;
        return {.cluster = cluster(),
            .object = {.kind = std::string(m_parts.kindOf(m_parts.rows[row])),
                .ns = std::string(meta.ns),
                .name = std::string(meta.name)}};
    }
    bool isVisible(RowIndex row, const AccessScope &scope) const override
    {
        const ObjectMeta &meta = m_parts.rows[row].meta;
        const bool isNamespace = source() == SourceId::Namespaces;
        return scope.allows(cluster(), isNamespace ? meta.name : meta.ns);
    }

private:
    StateMoment m_moment;
    Parts m_parts;
};

// Rows that a table owns: what history hands over.
template<typename Row, typename Context>
class RecordTable final : public Table
{
public:
    using Fields = FieldMakers<Row, Context>;

    struct Parts
    {
        std::vector<Row> rows;
        Context context;
        Fields fields;
        QueryRowSubject (*subjectOf)(const Row &, const Context &);
        bool (*isVisible)(const Row &, const Context &, const AccessScope &);
    };
    RecordTable(SourceId source, ClusterId cluster, Parts parts)
        : Table(source, std::move(cluster))
        , m_parts(std::move(parts))
    {}

    std::size_t rowCount() const override { return m_parts.rows.size(); }
    void appendRows(std::size_t first, std::size_t last, Selection &rows) const override
    {
        appendEvery(first, last, rows);
    }
    ColumnPtr column(const FieldRef &field) const override
    {
        return makeColumn(
            field, m_parts.fields, std::span<const Row>(m_parts.rows), m_parts.context);
    }
    QueryRowSubject subject(RowIndex row) const override
    {
        return m_parts.subjectOf(m_parts.rows[row], m_parts.context);
    }
    bool isVisible(RowIndex row, const AccessScope &scope) const override
    {
        return m_parts.isVisible(m_parts.rows[row], m_parts.context, scope);
    }

private:
    Parts m_parts;
};

} // namespace binnacle::query

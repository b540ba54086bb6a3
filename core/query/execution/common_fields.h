#pragma once

#include "core/query/execution/object_table.h"
#include "core/query/source_fields.h"

#include <array>

namespace binnacle::query {

// One label, unknown where an object does not have it; or all of them as text.
template<typename Row>
class LabelColumn final : public Column
{
public:
    LabelColumn(std::span<const Row> rows, std::string key)
        : m_rows(rows)
        , m_key(std::move(key))
    {}

    Cell at(RowIndex row, std::string &) const override
    {
        const ObjectMeta &meta = m_rows[row].meta;
        return hasLabel(meta, m_key) ? Cell::ofText(labelValue(meta, m_key)) : Cell{};
    }
    void filter(const Comparison &comparison, Selection &rows) const override
    {
        keepIf(rows, [&](RowIndex row) {
            return comparison.matchesText(labelValue(m_rows[row].meta, m_key));
        });
    }

private:
    std::span<const Row> m_rows;
    std::string m_key;
};

// What every object has; `F` is the enum of its fields.
template<typename Row, typename F>
FieldMakers<Row, StateMoment> commonFields()
{
    using Rows = std::span<const Row>;
    using Maker = FieldMaker<Row, StateMoment>;
    static const std::array kFields{
        Maker{fieldOf(F::Name),
            [](Rows rows, const StateMoment &, const FieldRef &) -> ColumnPtr {
                return textColumn(rows, [](const Row &row) { return row.meta.name; });
            }},
        Maker{fieldOf(F::Uid),
            [](Rows rows, const StateMoment &, const FieldRef &) -> ColumnPtr {
                return textColumn(rows, [](const Row &row) { return row.meta.uid; });
            }},
        Maker{fieldOf(F::Cluster),
            [](Rows rows, const StateMoment &moment, const FieldRef &) -> ColumnPtr {
                return textColumn(rows,
                    [id = std::string_view(moment.cluster.value)](const Row &) { return id; });
            }},
        Maker{fieldOf(F::Created),
            [](Rows rows, const StateMoment &, const FieldRef &) -> ColumnPtr {
                return numberColumn(
                    rows, [](const Row &row) { return instantOf(row.meta.createdAt); });
            }},
        Maker{fieldOf(F::Age),
            [](Rows rows, const StateMoment &moment, const FieldRef &) -> ColumnPtr {
                return numberColumn(rows,
                    [now = moment.at](const Row &row) { return ageOf(row.meta.createdAt, now); });
            }},
        Maker{fieldOf(F::Label),
            [](Rows rows, const StateMoment &, const FieldRef &field) -> ColumnPtr {
                if (!field.key.empty())
                    return std::make_unique<LabelColumn<Row>>(rows, field.key);
                return listColumn(rows, [](const Row &row, auto use) {
                    std::string text;
                    for (const Label &label : row.meta.labels) {
                        text.assign(label.key).append("=").append(label.value);
                        use(text);
                    }
                });
            }},
        Maker{fieldOf(F::Text),
            [](Rows rows, const StateMoment &, const FieldRef &) -> ColumnPtr {
                return composedColumn(rows, [](const Row &row, std::string &text) {
                    text.append(row.meta.name).append(" ").append(row.meta.ns).append(" ");
                    text.append(row.meta.ownerName).append(" ");
                    appendLabels(text, row.meta.labels);
                });
            }},
    };
    return kFields;
}

// Of those that live in a namespace.
template<typename Row>
ColumnPtr namespaceColumn(std::span<const Row> rows, const StateMoment &, const FieldRef &)
{
    return textColumn(rows, [](const Row &row) { return row.meta.ns; });
}
template<typename Row>
ColumnPtr ownerColumn(std::span<const Row> rows, const StateMoment &, const FieldRef &)
{
    return textColumn(rows, [](const Row &row) { return row.meta.ownerName; });
}

} // namespace binnacle::query

#pragma once

#include "core/base/result.h"
#include "core/domain/predicate.h"
#include "core/query/execution/table.h"
#include "core/query/query.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace binnacle::alerts {

// Fields that the rules of one source compare, each once: rules refer to them by number.
class FieldSlots
{
public:
    explicit FieldSlots(query::SourceId source)
        : m_source(source)
    {}
    query::SourceId source() const { return m_source; }
    // Errors: InvalidArgument when the source has no such field.
    Result<std::size_t> slotOf(const Predicate &comparison);
    const std::vector<query::FieldRef> &fields() const { return m_fields; }

private:
    query::SourceId m_source;
    std::vector<query::FieldRef> m_fields;
};

// The rows of one table while rules are asked about it: columns and indexes are made when the
// first rule needs them. One thread.
class IndexedRows
{
public:
    // Both must outlive this.
    IndexedRows(query::TablePtr table, const FieldSlots &fields);

    const query::Table &table() const { return *m_table; }
    std::size_t size() const { return m_all.size(); }
    const query::Selection &all() const { return m_all; }
    const query::Column &column(std::size_t slot);
    const query::FieldRef &field(std::size_t slot) const { return m_slots.fields()[slot]; }

    // Changes when the field of any row does, and so do rules that compare nothing else.
    std::uint64_t fingerprint(std::size_t slot);
    // Changes when rows come, go or change places.
    std::uint64_t identity() const;

    // Rows by a text, ascending; `isFolded`: whatever the case.
    const query::Selection &rowsWith(std::size_t slot, std::string_view text, bool isFolded);
    // Rows by number, those not known left out.
    using Numbered = std::pair<double, query::RowIndex>;
    const std::vector<Numbered> &byNumber(std::size_t slot);

private:
    struct TextHash
    {
        using is_transparent = void;
        std::size_t operator()(std::string_view text) const
        {
            return std::hash<std::string_view>{}(text);
        }
    };
    using Texts = std::unordered_map<std::string, query::Selection, TextHash, std::equal_to<>>;
    struct Slot
    {
        query::ColumnPtr column;
        std::optional<Texts> texts;
        std::optional<Texts> folded;
        std::optional<std::vector<Numbered>> numbers;
    };
    Texts textsOf(std::size_t slot, bool isFolded);

    query::TablePtr m_table;
    const FieldSlots &m_slots;
    query::Selection m_all;
    std::vector<Slot> m_columns;
};

// Lower case, ASCII only.
std::string foldedText(std::string_view text);

} // namespace binnacle::alerts

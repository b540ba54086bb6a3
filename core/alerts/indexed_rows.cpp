#include "core/alerts/indexed_rows.h"

#include "core/query/schema.h"

#include <algorithm>
#include <bit>

namespace binnacle::alerts {

using query::RowIndex;
using query::Selection;

namespace {

char foldedChar(char c)
{
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

constexpr std::uint64_t kSeed = 0x9e37'79b9'7f4a'7c15;

// Order matters; from splitmix64.
std::uint64_t mixed(std::uint64_t sum, std::uint64_t value)
{
    sum = (sum ^ value) * 0xbf58'476d'1ce4'e5b9;
    return sum ^ (sum >> 29);
}

} // namespace

std::string foldedText(std::string_view text)
{
    std::string folded(text);
    std::ranges::transform(folded, folded.begin(), foldedChar);
    return folded;
}

Result<std::size_t> FieldSlots::slotOf(const Predicate &comparison)
{
    const query::Schema &schema = query::schemaOf(m_source);
    const auto field = static_cast<std::size_t>(comparison.field);
    if (comparison.field < 0 || field >= schema.fields.size())
        return Error{ErrorCode::InvalidArgument,
            std::string(schema.name) + " have no field " + std::to_string(comparison.field)};
    const query::FieldRef wanted{.field = comparison.field, .key = comparison.key};
    const auto known = std::ranges::find(m_fields, wanted);
    if (known == m_fields.end()) {
        m_fields.push_back(wanted);
        return m_fields.size() - 1;
    }
    return static_cast<std::size_t>(known - m_fields.begin());
}

IndexedRows::IndexedRows(query::TablePtr table, const FieldSlots &fields)
    : m_table(std::move(table))
    , m_slots(fields)
    , m_all(m_table->rows())
    , m_columns(fields.fields().size())
{}

const query::Column &IndexedRows::column(std::size_t slot)
{
    query::ColumnPtr &column = m_columns[slot].column;
    if (!column)
        column = m_table->column(m_slots.fields()[slot]);
    return *column;
}

std::uint64_t IndexedRows::fingerprint(std::size_t slot)
{
    const query::Column &values = column(slot);
    std::string scratch;
    std::uint64_t sum = kSeed;
    for (const RowIndex row : m_all) {
        const query::Cell cell = values.at(row, scratch);
        sum = mixed(sum, static_cast<std::uint64_t>(cell.kind));
        if (cell.kind == query::Cell::Kind::Text)
            sum = mixed(sum, std::hash<std::string_view>{}(cell.text));
        else
            sum = mixed(sum, std::bit_cast<std::uint64_t>(cell.number));
    }
    return sum;
}

std::uint64_t IndexedRows::identity() const
{
    std::uint64_t sum = mixed(kSeed, m_all.size());
    std::string scratch;
    for (const std::string_view name : {"kind", "namespace", "name"}) {
        const query::FieldInfo *field = query::schemaOf(m_table->source()).find(name);
        const query::ColumnPtr values
            = field ? m_table->column({.field = field->field, .key = {}}) : nullptr;
        if (!values)
            continue;
        for (const RowIndex row : m_all)
            sum = mixed(sum, std::hash<std::string_view>{}(values->at(row, scratch).text));
    }
    return sum;
}

IndexedRows::Texts IndexedRows::textsOf(std::size_t slot, bool isFolded)
{
    const query::Column &values = column(slot);
    Texts texts;
    std::string scratch;
    std::string folded;
    for (const RowIndex row : m_all) {
        std::string_view text = values.at(row, scratch).text;
        if (isFolded) {
            folded.assign(text);
            std::ranges::transform(folded, folded.begin(), foldedChar);
            text = folded;
        }
        auto known = texts.find(text);
        if (known == texts.end())
            known = texts.emplace(std::string(text), Selection()).first;
        known->second.push_back(row);
    }
    return texts;
}

const Selection &IndexedRows::rowsWith(std::size_t slot, std::string_view text, bool isFolded)
{
    static const Selection kNone;
    auto &texts = isFolded ? m_columns[slot].folded : m_columns[slot].texts;
    if (!texts)
        texts = textsOf(slot, isFolded);
    const auto found = texts->find(text);
    return found == texts->end() ? kNone : found->second;
}

const std::vector<IndexedRows::Numbered> &IndexedRows::byNumber(std::size_t slot)
{
    auto &numbers = m_columns[slot].numbers;
    if (!numbers) {
        const query::Column &values = column(slot);
        std::string scratch;
        numbers.emplace();
        numbers->reserve(m_all.size());
        for (const RowIndex row : m_all) {
            const query::Cell cell = values.at(row, scratch);
            if (cell.isKnown())
                numbers->emplace_back(cell.number, row);
        }
        std::ranges::sort(*numbers);
    }
    return *numbers;
}

} // namespace binnacle::alerts

#pragma once

#include "core/query/row_filter.h"
#include "core/query/schema.h"
#include "ui/widgets/filter_language.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace binnacle::ui {

// One field of a table whose rows live in memory, as the query language names it.
struct RowFieldInfo
{
    FieldType type = FieldType::Text;
    std::vector<std::string_view> names; // literals; the first is the one that is printed
    std::string_view help;               // English; technical
    std::vector<std::string_view> choices{};
};

// The query language over such a table: its fields, and words that are found anywhere in its texts.
// Immutable; texts of errors and completions are English and technical, as everywhere in the
// language.
class RowLanguage
{
public:
    // The texts of one field of all rows there are now, repeated as often as they occur.
    using LiveTexts = std::function<std::vector<std::string>(FieldId field)>;

    explicit RowLanguage(std::string_view name, std::vector<RowFieldInfo> fields);

    console::FilterCheck check(const QString &text) const;
    console::FilterCompletion complete(
        const QString &text, qsizetype cursor, const LiveTexts &texts) const;
    // Nothing: the text is no filter (yet).
    std::optional<query::RowFilter> compile(const QString &text) const;
    // REQUIRES: there is a field of that name.
    FieldId fieldOf(std::string_view name) const { return m_schema.find(name)->field; }

private:
    query::Schema m_schema;
};

// Cells as the language takes them.
QueryValue filterNumber(std::optional<double> number);
QueryValue filterTime(Timestamp at); // of an unknown instant: not known
QueryValue filterSpan(Duration span);
QueryValue filterText(const QString &text);
QueryValue filterWord(std::string_view word);

} // namespace binnacle::ui

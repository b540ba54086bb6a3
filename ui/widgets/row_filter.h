#pragma once

#include "ui/widgets/row_language.h"

#include <QPromise>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace binnacle::ui {

// The filter of a table whose rows live in memory, written in the query language: the table names
// its fields once and says how to read them from a row; the rest (errors with their place,
// completion, matching) is the language's.
template<typename Row>
class RowFilter
{
public:
    struct Field
    {
        FieldType type = FieldType::Text;
        std::vector<std::string_view> names;
        std::string_view help;
        std::function<QueryValue(const Row &)> read;
        std::vector<std::string_view> choices{};
    };
    // Hands over every row there is, filtered or not; values that are offered come from them.
    using Visit = std::function<void(const Row &)>;
    using EachRow = std::function<void(const Visit &)>;

    RowFilter(std::string_view name, std::vector<Field> fields)
    {
        std::vector<RowFieldInfo> infos;
        auto readers = std::make_shared<Readers>();
        for (Field &field : fields) {
            infos.push_back(
                {field.type, std::move(field.names), field.help, std::move(field.choices)});
            readers->push_back(std::move(field.read));
        }
        m_language = std::make_shared<const RowLanguage>(name, std::move(infos));
        m_readers = std::move(readers);
    }

    // For a filter bar. What `rows` captures must outlive the bar.
    FilterLanguage language(EachRow rows) const
    {
        const auto complete = [language = m_language, readers = m_readers, rows = std::move(rows)](
                                  const QString &text, qsizetype cursor) {
            const auto texts = [&](FieldId field) { return textsOf(*readers, rows, field); };
            QPromise<Result<console::FilterCompletion>> promise;
            promise.start();
            promise.addResult(
                Result<console::FilterCompletion>(language->complete(text, cursor, texts)));
            promise.finish();
            return promise.future();
        };
        return {
            .check = [language = m_language](const QString &text) { return language->check(text); },
            .complete = complete};
    }

    // False: it is no filter (yet), the last one stays.
    bool setText(const QString &text)
    {
        auto compiled = m_language->compile(text);
        if (!compiled)
            return false;
        m_text = text.trimmed();
        m_filter = *std::move(compiled);
        return true;
    }
    const QString &text() const { return m_text; }
    bool isEverything() const { return m_filter.isEverything(); }
    bool matches(const Row &row) const
    {
        return m_filter.isEverything() || m_filter.matches([&](FieldId field) {
            const auto place = static_cast<std::size_t>(field);
            return place < m_readers->size() ? (*m_readers)[place](row) : QueryValue();
        });
    }

    // The one text that matching rows have in the field of that name, if the filter says so:
    // whoever reads from a store need not ask for others.
    std::optional<std::string> required(std::string_view field) const
    {
        return m_filter.required(m_language->fieldOf(field));
    }

private:
    using Readers = std::vector<std::function<QueryValue(const Row &)>>;

    static std::vector<std::string> textsOf(
        const Readers &readers, const EachRow &rows, FieldId field)
    {
        std::vector<std::string> texts;
        const auto place = static_cast<std::size_t>(field);
        if (!rows || place >= readers.size())
            return texts;
        rows([&](const Row &row) {
            QueryValue value = readers[place](row);
            if (auto *text = std::get_if<std::string>(&value))
                texts.push_back(std::move(*text));
        });
        return texts;
    }

    std::shared_ptr<const RowLanguage> m_language;
    std::shared_ptr<const Readers> m_readers;
    query::RowFilter m_filter;
    QString m_text;
};

} // namespace binnacle::ui

#include "ui/widgets/row_language.h"

#include "core/query/completion.h"
#include "core/query/filter_printer.h"
#include "core/query/query.h"
#include "core/query/words.h"
#include "ui/widgets/formatting.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <utility>

namespace binnacle::ui {

namespace {

constexpr std::size_t kMostValues = 20;

// Offsets of the language are UTF-8 bytes, those of Qt UTF-16 units.
qsizetype utf16Offset(std::string_view text, std::size_t bytes)
{
    const auto cut = static_cast<qsizetype>(std::min(bytes, text.size()));
    return QString::fromUtf8(text.data(), cut).size();
}

std::vector<query::Suggestion> ranked(std::vector<std::string> texts, std::string_view prefix)
{
    std::map<std::string, std::size_t> counts;
    for (std::string &text : texts) {
        if (!text.empty() && query::startsWithIgnoringCase(text, prefix))
            ++counts[std::move(text)];
    }
    std::vector<std::pair<std::string, std::size_t>> order(counts.begin(), counts.end());
    std::ranges::stable_sort(
        order, std::ranges::greater{}, [](const auto &one) { return one.second; });
    order.resize(std::min(order.size(), kMostValues));
    std::vector<query::Suggestion> values;
    for (const auto &[text, count] : order)
        values.push_back({.text = query::quoteValue(text), .detail = std::to_string(count)});
    return values;
}

} // namespace

RowLanguage::RowLanguage(std::string_view name, std::vector<RowFieldInfo> fields)
{
    m_schema.name = name;
    fields.push_back({FieldType::FullText, {"text"}, "anywhere in the texts of the row"});
    for (RowFieldInfo &field : fields)
        m_schema.fields.push_back({.field = static_cast<FieldId>(m_schema.fields.size()),
            .type = field.type,
            .names = std::move(field.names),
            .help = field.help,
            .choices = std::move(field.choices)});
}

console::FilterCheck RowLanguage::check(const QString &text) const
{
    const std::string utf8 = text.toStdString();
    const auto parsed = query::parseExpression(utf8, m_schema, systemNow());
    console::FilterCheck check;
    if (parsed) {
        check.predicate = *parsed;
        check.normalised
            = QString::fromStdString(query::printExpression(check.predicate, m_schema));
        return check;
    }
    const query::FilterError &error = parsed.error();
    check.state = error.incomplete ? console::FilterCheck::State::Incomplete
                                   : console::FilterCheck::State::Invalid;
    check.offset = utf16Offset(utf8, error.offset);
    check.length = utf16Offset(utf8, error.offset + error.length) - check.offset;
    check.message = QString::fromStdString(error.message);
    check.suggestion = QString::fromStdString(error.suggestion);
    return check;
}

console::FilterCompletion RowLanguage::complete(
    const QString &text, qsizetype cursor, const LiveTexts &texts) const
{
    const std::string utf8 = text.toStdString();
    const auto at = static_cast<std::size_t>(text.left(cursor).toUtf8().size());
    const auto values = [&](std::string_view field, std::string_view prefix) {
        const query::FieldInfo *info = m_schema.find(field);
        if (!info || !texts)
            return std::vector<query::Suggestion>{};
        return ranked(texts(info->field), prefix);
    };
    const query::Completion completion = query::completeExpression(utf8, 0, at, m_schema, values);
    console::FilterCompletion view;
    view.offset = utf16Offset(utf8, completion.offset);
    view.length = utf16Offset(utf8, completion.offset + completion.length) - view.offset;
    for (const query::Suggestion &suggestion : completion.suggestions)
        view.suggestions.push_back({.text = QString::fromStdString(suggestion.text),
            .detail = QString::fromStdString(suggestion.detail)});
    return view;
}

std::optional<query::RowFilter> RowLanguage::compile(const QString &text) const
{
    const auto parsed = query::parseExpression(text.toStdString(), m_schema, systemNow());
    if (!parsed)
        return std::nullopt;
    auto filter = query::RowFilter::compile(*parsed, m_schema);
    return filter ? std::optional(*std::move(filter)) : std::nullopt;
}

QueryValue filterNumber(std::optional<double> number)
{
    return number ? QueryValue(*number) : QueryValue();
}

QueryValue filterTime(Timestamp at)
{
    return isKnown(at) ? QueryValue(toEpochMs(at)) : QueryValue();
}

QueryValue filterSpan(Duration span)
{
    return static_cast<double>(span.count());
}

QueryValue filterText(const QString &text)
{
    return text.toStdString();
}

QueryValue filterWord(std::string_view word)
{
    return std::string(word);
}

} // namespace binnacle::ui

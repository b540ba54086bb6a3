#include "core/query/query_columns.h"

#include "core/query/filter_lexer.h"
#include "core/query/query_stages.h"
#include "core/query/words.h"

#include <algorithm>
#include <charconv>
#include <utility>

namespace binnacle::query {

namespace {

bool isNumeric(FieldType type)
{
    return type == FieldType::Count || type == FieldType::Number || type == FieldType::Percent
        || type == FieldType::Cores || type == FieldType::Bytes || type == FieldType::Span;
}

bool takes(AggregateFunction function, FieldType type)
{
    const bool isOrder = function == AggregateFunction::Min || function == AggregateFunction::Max;
    return isNumeric(type) || (isOrder && type == FieldType::Time);
}

std::string_view trimmed(std::string_view text)
{
    constexpr std::string_view kSpace = " \t\r\n";
    const std::size_t first = text.find_first_not_of(kSpace);
    if (first == std::string_view::npos)
        return {};
    return text.substr(first, text.find_last_not_of(kSpace) - first + 1);
}

// The last word, when something stands before it.
std::string_view lastWord(std::string_view text)
{
    const std::size_t space = text.find_last_of(" \t\r\n");
    return space == std::string_view::npos ? std::string_view() : text.substr(space + 1);
}

bool beginsAny(const std::vector<std::string> &names, std::string_view text)
{
    return std::ranges::any_of(
        names, [text](const std::string &name) { return startsWithIgnoringCase(name, text); });
}

std::string quoted(std::string_view text)
{
    return '"' + std::string(text.substr(0, 40)) + '"';
}

} // namespace

std::string columnName(const FieldRef &field, const Schema &schema)
{
    std::string name(schema.fields[static_cast<std::size_t>(field.field)].name());
    if (!field.key.empty())
        name.append(".").append(field.key);
    return name;
}

std::string columnName(const Aggregate &aggregate, const Schema &schema)
{
    std::string name(aggregateName(aggregate.function));
    if (aggregate.function != AggregateFunction::Count)
        name.append("(").append(columnName(aggregate.field, schema)).append(")");
    return name;
}

std::vector<std::string> columnNames(const Query &query)
{
    const Schema &schema = schemaOf(query.source);
    std::vector<std::string> names;
    for (const FieldRef &field : query.groupBy)
        names.push_back(columnName(field, schema));
    for (const Aggregate &aggregate : query.aggregates)
        names.push_back(columnName(aggregate, schema));
    return names;
}

QueryColumns::QueryColumns(QueryReader &reader, const Schema &schema, Query &query)
    : m_reader(reader)
    , m_schema(schema)
    , m_query(query)
{}

bool QueryColumns::fieldOf(const Argument &argument, std::string_view name, FieldRef &ref)
{
    const FieldInfo *info = m_schema.find(name);
    if (!info) {
        std::vector<std::string> known = fieldNames(m_schema);
        const bool mayGrow = beginsAny(known, name);
        return m_reader.fail(argument, "unknown field " + quoted(name),
            {.expected = std::move(known),
                .suggestion = m_schema.nearestName(name),
                .mayGrow = mayGrow});
    }
    const std::string_view key = labelKeyOf(name);
    if (!key.empty() && !isLabelKey(key))
        return m_reader.fail(argument,
            "a label has letters, digits, \"-\", \"_\", \".\" and \"/\" only",
            {.expected = {"label.app"}});
    if (info->type == FieldType::FullText)
        return m_reader.fail(argument, std::string(name) + " is for searching only");
    ref = {.field = info->field, .key = std::string(key)};
    return true;
}

bool QueryColumns::addFields(const std::vector<Argument> &arguments, std::vector<FieldRef> &fields)
{
    for (const Argument &argument : arguments) {
        FieldRef ref;
        if (!fieldOf(argument, argument.text, ref))
            return false;
        if (std::ranges::find(fields, ref) == fields.end())
            fields.push_back(std::move(ref));
    }
    return true;
}

bool QueryColumns::takeSelect(const std::vector<Argument> &fields)
{
    if (!m_select)
        m_select = fields.front();
    return addFields(fields, m_query.fields);
}

bool QueryColumns::takeGroupBy(const std::vector<Argument> &fields)
{
    if (!addFields(fields, m_query.groupBy))
        return false;
    for (const Argument &argument : fields) {
        const FieldInfo *info = m_schema.find(argument.text);
        if (info && info->type == FieldType::Labels && labelKeyOf(argument.text).empty())
            return m_reader.fail(
                argument, "name the label: label.app", {.expected = {"label.app"}});
    }
    return true;
}

bool QueryColumns::takeAggregate(AggregateFunction function, const std::vector<Argument> &field)
{
    Aggregate aggregate{.function = function};
    if (function != AggregateFunction::Count) {
        if (!fieldOf(field[0], field[0].text, aggregate.field))
            return false;
        const auto typeOf
            = [this](FieldId id) { return m_schema.fields[static_cast<std::size_t>(id)].type; };
        if (!takes(function, typeOf(aggregate.field.field))) {
            std::vector<std::string> numbers;
            for (const FieldInfo &one : m_schema.fields) {
                if (takes(function, one.type))
                    numbers.emplace_back(one.name());
            }
            return m_reader.fail(field[0],
                field[0].text + " is not a number, so it has no "
                    + std::string(aggregateName(function)),
                {.expected = std::move(numbers)});
        }
    }
    if (std::ranges::find(m_query.aggregates, aggregate) == m_query.aggregates.end())
        m_query.aggregates.push_back(std::move(aggregate));
    return true;
}

bool QueryColumns::takeSort(const std::vector<Argument> &keys)
{
    m_sorts.insert(m_sorts.end(), keys.begin(), keys.end());
    return true;
}

bool QueryColumns::takeTop(const std::vector<Argument> &arguments)
{
    m_sorts.push_back(arguments[1]);
    if (!m_sorts.back().text.starts_with('-'))
        m_sorts.back().text.insert(m_sorts.back().text.begin(), '-');
    return takeLimit({arguments[0]});
}

bool QueryColumns::takeLimit(const std::vector<Argument> &arguments)
{
    std::size_t number = 0;
    if (!takeNumber(arguments[0], "limit is a whole number such as 20", number))
        return false;
    m_query.limit = std::min(m_query.limit.value_or(number), number);
    return arguments.size() == 1
        || takeNumber(arguments[1], "the offset is a whole number such as 100", m_query.offset);
}

bool QueryColumns::takeNumber(const Argument &argument, std::string_view what, std::size_t &number)
{
    constexpr std::size_t kMost = 1'000'000'000;
    const std::string &text = argument.text;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure == std::errc{} && end == text.data() + text.size() && number <= kMost)
        return true;
    return m_reader.fail(
        argument, std::string(what) + ", not " + quoted(text), {.expected = {"a whole number"}});
}

bool QueryColumns::finish()
{
    if (!m_query.groupBy.empty() && m_query.aggregates.empty())
        m_query.aggregates.push_back({});
    if (m_query.isAggregated() && m_select)
        return m_reader.fail(*m_select,
            "select() does not go with groupby() and sums: their columns are what is left");
    return std::ranges::all_of(
        m_sorts, [this](const Argument &argument) { return resolveSort(argument); });
}

// "-cpu_usage", "cpu_usage desc", "count", "avg(cpu_usage)"; "desc" alone is about the one before.
bool QueryColumns::resolveSort(const Argument &argument)
{
    std::string_view name = argument.text;
    if (equalIgnoringCase(name, "desc") || equalIgnoringCase(name, "asc")) {
        if (m_query.sort.empty())
            return m_reader.fail(argument, "name a field before " + argument.text);
        m_query.sort.back().descending = equalIgnoringCase(name, "desc");
        return true;
    }
    SortKey key;
    if (name.starts_with('-') || name.starts_with('+')) {
        key.descending = name.front() == '-';
        name = trimmed(name.substr(1));
    }
    const std::string_view order = lastWord(name);
    if (equalIgnoringCase(order, "desc") || equalIgnoringCase(order, "asc")) {
        key.descending = equalIgnoringCase(order, "desc");
        name = trimmed(name.substr(0, name.size() - order.size()));
    }
    key.aggregate = aggregateNamed(name);
    if (key.aggregate) {
        key.field = m_query.aggregates[*key.aggregate].field;
    } else if (m_query.isAggregated() || (!m_schema.find(name) && findStage(name))) {
        const FieldInfo *info = m_schema.find(name);
        key.field = {.field = info ? info->field : -1, .key = std::string(labelKeyOf(name))};
        if (std::ranges::find(m_query.groupBy, key.field) == m_query.groupBy.end())
            return noSuchColumn(argument, name);
    } else if (!fieldOf(argument, name, key.field)) {
        return false;
    }
    m_query.sort.push_back(std::move(key));
    return true;
}

// "count", "count()", "avg", "avg(cpu_usage)", "avg_cpu_usage"
std::optional<std::size_t> QueryColumns::aggregateNamed(std::string_view name) const
{
    std::string_view function = name;
    std::string_view field;
    const std::size_t open = name.find('(');
    const std::size_t bar = name.find('_');
    if (open != std::string_view::npos && name.ends_with(')')) {
        function = trimmed(name.substr(0, open));
        field = trimmed(name.substr(open + 1, name.size() - open - 2));
    } else if (bar != std::string_view::npos) {
        function = name.substr(0, bar);
        field = name.substr(bar + 1);
    }
    const FieldInfo *info = m_schema.find(field);
    for (std::size_t i = 0; i < m_query.aggregates.size(); ++i) {
        const Aggregate &aggregate = m_query.aggregates[i];
        const bool isCount = aggregate.function == AggregateFunction::Count;
        const bool isField = info && !isCount && aggregate.field.field == info->field;
        if (equalIgnoringCase(function, aggregateName(aggregate.function))
            && (field.empty() || isField))
            return i;
    }
    return std::nullopt;
}

bool QueryColumns::noSuchColumn(const Argument &argument, std::string_view name)
{
    if (!m_query.isAggregated())
        return m_reader.fail(argument,
            "there is no column " + quoted(name) + ": add ." + std::string(name)
                + "(…) to sort by it",
            {.expected = fieldNames(m_schema)});
    std::vector<std::string> columns = columnNames(m_query);
    const std::vector<std::string_view> views(columns.begin(), columns.end());
    std::string suggestion = nearestWord(name, views);
    if (suggestion.empty() && !name.empty()) {
        const auto summed = std::ranges::find_if(columns, [name](const std::string &column) {
            return column.find('(' + std::string(name) + ')') != std::string::npos;
        });
        suggestion = summed == columns.end() ? std::string() : *summed;
    }
    const bool mayGrow = beginsAny(columns, name);
    return m_reader.fail(argument,
        quoted(name) + " is no column of this result: sort by a group or a sum",
        {.expected = std::move(columns), .suggestion = std::move(suggestion), .mayGrow = mayGrow});
}

} // namespace binnacle::query

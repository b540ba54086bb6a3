#include "core/codec/query_answer.h"

#include "core/codec/csv_row.h"
#include "core/codec/json_writer.h"

#include <cmath>
#include <string_view>

namespace binnacle::codec {

namespace {

template<typename Writer>
void writeValue(Writer &out, const QueryValue &value, FieldType type)
{
    if (const auto *flag = std::get_if<bool>(&value))
        out.value(*flag);
    else if (const auto *whole = std::get_if<std::int64_t>(&value))
        type == FieldType::Time ? out.value(fromEpochMs(*whole)) : out.value(*whole);
    else if (const auto *number = std::get_if<double>(&value); number && std::isfinite(*number))
        out.value(*number);
    else if (const auto *text = std::get_if<std::string>(&value))
        out.value(std::string_view(*text));
    else
        out.null();
}

void writeObject(JsonWriter &out, const QueryResult &result, std::size_t row)
{
    out.beginObject();
    for (std::size_t i = 0; i < result.columns.size(); ++i) {
        out.key(result.columns[i].name);
        writeValue(out, result.rows[row][i], result.columns[i].type);
    }
    out.endObject();
}

void writeCell(CsvRow &row, const QueryValue &value, FieldType type)
{
    if (const auto *flag = std::get_if<bool>(&value))
        row.cell(std::string_view(*flag ? "true" : "false"));
    else if (const auto *whole = std::get_if<std::int64_t>(&value))
        type == FieldType::Time ? row.cell(fromEpochMs(*whole)) : row.cell(*whole);
    else if (const auto *number = std::get_if<double>(&value))
        row.cell(std::optional(*number));
    else if (const auto *text = std::get_if<std::string>(&value))
        row.cell(std::string_view(*text));
    else
        row.cell(std::string_view());
}

std::string separatedRows(const QueryResult &result, char separator)
{
    std::string out;
    CsvRow header(out, separator);
    for (const QueryColumn &column : result.columns)
        header.cell(std::string_view(column.name));
    header.end();
    for (const auto &values : result.rows) {
        CsvRow row(out, separator);
        for (std::size_t i = 0; i < values.size(); ++i)
            writeCell(row, values[i], result.columns[i].type);
        row.end();
    }
    return out;
}

// A cell of a table: what would end it or begin markup is made harmless.
void appendMarkdown(std::string &out, std::string_view text)
{
    constexpr std::string_view kMarkup = "\\|`*_[]<>";
    for (const char c : text) {
        if (kMarkup.find(c) != std::string_view::npos)
            out += '\\';
        out += c == '\n' || c == '\r' ? ' ' : c;
    }
}

std::string plainText(const QueryValue &value, FieldType type)
{
    if (const auto *text = std::get_if<std::string>(&value))
        return *text;
    if (std::holds_alternative<std::monostate>(value))
        return {};
    if (const auto *whole = std::get_if<std::int64_t>(&value); whole && type == FieldType::Time)
        return formatRfc3339(fromEpochMs(*whole));
    JsonWriter out;
    writeValue(out, value, type);
    return out.take();
}

std::string markdownRows(const QueryResult &result)
{
    std::string out = "|";
    for (const QueryColumn &column : result.columns) {
        out += ' ';
        appendMarkdown(out, column.name);
        out += " |";
    }
    out += "\n|";
    for (std::size_t i = 0; i < result.columns.size(); ++i)
        out += " --- |";
    for (const auto &values : result.rows) {
        out += "\n|";
        for (std::size_t i = 0; i < values.size(); ++i) {
            out += ' ';
            appendMarkdown(out, plainText(values[i], result.columns[i].type));
            out += " |";
        }
    }
    return out + '\n';
}

std::string objectRows(const QueryResult &result, bool isArray)
{
    std::string out = isArray ? "[" : "";
    for (std::size_t i = 0; i < result.rows.size(); ++i) {
        JsonWriter object;
        writeObject(object, result, i);
        if (isArray)
            out += i == 0 ? "\n" : ",\n";
        out += object.take();
        if (!isArray)
            out += '\n';
    }
    return isArray ? out + "\n]\n" : out;
}

} // namespace

std::string queryAnswerJson(const QueryResult &result)
{
    JsonWriter out;
    out.beginObject().key("columns").beginArray();
    for (const QueryColumn &column : result.columns)
        out.value(std::string_view(column.name));
    out.endArray().key("rows").beginArray();
    for (const auto &values : result.rows) {
        out.beginArray();
        for (std::size_t i = 0; i < values.size(); ++i)
            writeValue(out, values[i], result.columns[i].type);
        out.endArray();
    }
    out.endArray().member("total", result.total);
    out.member("elapsedMs", static_cast<std::int64_t>(std::llround(result.milliseconds)));
    out.member("asOf", result.asOf);
    if (result.totalIsLowerBound)
        out.member("totalIsLowerBound", true);
    if (result.isCapped)
        out.member("capped", true);
    out.endObject();
    return out.take();
}

std::string queryRows(const QueryResult &result, RowFormat format)
{
    switch (format) {
    case RowFormat::Csv:
        return separatedRows(result, ',');
    case RowFormat::Tsv:
        return separatedRows(result, '\t');
    case RowFormat::Json:
        return objectRows(result, true);
    case RowFormat::Ndjson:
        return objectRows(result, false);
    case RowFormat::Markdown:
        break;
    }
    return markdownRows(result);
}

} // namespace binnacle::codec

#include "core/query/completion.h"
#include "core/query/filter_lexer.h"
#include "core/query/query.h"
#include "core/query/query_columns.h"
#include "core/query/query_stages.h"
#include "core/query/words.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

namespace binnacle::query {

namespace {

constexpr std::size_t kMostSuggestions = 20;

// Where the cursor stands, found by walking over brackets, quotes and dots.
struct Place
{
    enum class Kind { Source, SourceArguments, Stage, StageArguments, Between };
    Kind kind = Kind::Source;
    std::string source;
    std::string stage;
    std::size_t from = 0;     // of the word, or of the text in the brackets
    std::size_t stageDot = 0; // of the stage
};

bool isWord(char c)
{
    const char lower = asciiLower(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

// Past a quoted text; the end when it is not closed.
std::size_t afterQuote(std::string_view text, std::size_t at, std::size_t end)
{
    const char quote = text[at++];
    while (at < end && text[at] != quote)
        at += text[at] == '\\' ? 2 : 1;
    return std::min(at + 1, end);
}

// Past the bracket that closes the one before `at`; npos: it is open at `end`.
std::size_t afterBrackets(std::string_view text, std::size_t at, std::size_t end)
{
    for (int open = 1; at < end;) {
        const char c = text[at];
        if (c == '"' || c == '\'') {
            const std::size_t next = afterQuote(text, at, end);
            if (next == end && (text[end - 1] != c || next == at + 1))
                return std::string_view::npos;
            at = next;
            continue;
        }
        ++at;
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
        if (open == 0)
            return at;
    }
    return std::string_view::npos;
}

Place placeAt(std::string_view text, std::size_t cursor)
{
    Place place;
    std::size_t at = 0;
    const auto skipSpace = [&] {
        while (at < cursor && spaceAt(text, at) > 0)
            at += spaceAt(text, at);
    };
    const auto word = [&] {
        place.from = at;
        while (at < cursor && isWord(text[at]))
            ++at;
        return std::string(text.substr(place.from, at - place.from));
    };
    skipSpace();
    place.source = word();
    if (at >= cursor)
        return place;
    bool isSource = true;
    while (at < cursor) {
        skipSpace();
        if (at >= cursor)
            break;
        if (text[at] == '(') {
            place.from = ++at;
            const std::size_t end = afterBrackets(text, at, cursor);
            if (end == std::string_view::npos) {
                place.kind = isSource ? Place::Kind::SourceArguments : Place::Kind::StageArguments;
                return place;
            }
            at = end;
            place.kind = Place::Kind::Between;
            place.from = at;
        } else if (text[at] == '.') {
            place.stageDot = at++;
            skipSpace();
            isSource = false;
            place.stage = word();
            place.kind = Place::Kind::Stage;
            if (at >= cursor)
                return place;
        } else {
            place.kind = Place::Kind::Between;
            place.from = at++;
        }
    }
    if (place.kind != Place::Kind::Stage)
        place.kind = Place::Kind::Between;
    place.from = cursor;
    return place;
}

// The word that ends at the cursor, back to `from`.
std::size_t wordStart(std::string_view text, std::size_t from, std::size_t cursor)
{
    std::size_t start = cursor;
    while (start > from && (isWord(text[start - 1]) || text[start - 1] == '.'))
        --start;
    return start;
}

class Builder
{
public:
    Builder(std::string_view text, std::size_t start, std::size_t cursor)
        : m_prefix(text.substr(start, cursor - start))
    {
        std::size_t end = cursor; // of the word the cursor stands in
        while (end < text.size() && isWord(text[end]))
            ++end;
        m_completion.offset = start;
        m_completion.length = end - start;
    }

    void add(std::string_view text, std::string detail)
    {
        const std::string_view bare = text.starts_with('-') ? text.substr(1) : text;
        if (startsWithIgnoringCase(text, m_prefix)
            || (!m_prefix.empty() && startsWithIgnoringCase(bare, m_prefix)))
            addAnyway(text, std::move(detail));
    }
    void addAnyway(std::string_view text, std::string detail)
    {
        auto &suggestions = m_completion.suggestions;
        const bool isThere = std::ranges::any_of(
            suggestions, [text](const Suggestion &one) { return one.text == text; });
        if (!isThere && suggestions.size() < kMostSuggestions)
            suggestions.push_back({.text = std::string(text), .detail = std::move(detail)});
    }

    Completion take() { return std::move(m_completion); }

private:
    std::string_view m_prefix;
    Completion m_completion;
};

Completion completeSource(std::string_view text, const Place &place, std::size_t cursor)
{
    Builder builder(text, place.from, cursor);
    if (const Schema *named = findSource(place.source)) // "svc"
        builder.addAnyway(named->name, std::string(named->help));
    for (const Schema &schema : allSchemas())
        builder.add(schema.name, std::string(schema.help));
    return builder.take();
}

Completion completeStage(std::string_view text, const Place &place, std::size_t cursor)
{
    Builder builder(text, place.from, cursor);
    for (const StageInfo &stage : allStages())
        builder.add(stage.name, std::string(stage.form) + " \u2014 " + std::string(stage.help));
    return builder.take();
}

bool fits(const StageInfo &stage, const FieldInfo &field)
{
    if (field.type == FieldType::FullText)
        return false;
    if (stage.kind != StageKind::Aggregate && stage.kind != StageKind::Top)
        return true;
    return field.type != FieldType::Text && field.type != FieldType::Choice
        && field.type != FieldType::Labels && field.type != FieldType::Flag;
}

Completion completeFields(std::string_view text, const Schema &schema, const StageInfo &stage,
    std::size_t from, std::size_t cursor)
{
    Builder builder(text, wordStart(text, from, cursor), cursor);
    for (const FieldInfo &field : schema.fields) {
        if (fits(stage, field))
            builder.add(field.name(), "field: " + std::string(field.help));
    }
    return builder.take();
}

// The columns that the stages before left, when they group or sum.
std::vector<std::string> columnsBefore(std::string_view text, const Place &place)
{
    constexpr Timestamp kAnyTime = fromEpochMs(1'000'000'000'000); // columns are the same at all
    const auto query = parseQuery(text.substr(0, place.stageDot), kAnyTime);
    return query && query->isAggregated() ? columnNames(*query) : std::vector<std::string>();
}

Completion completeSort(std::string_view text, const Schema &schema, const StageInfo &stage,
    const Place &place, std::size_t cursor)
{
    const std::vector<std::string> columns = columnsBefore(text, place);
    const std::size_t start = wordStart(text, place.from, cursor);
    const bool isFirst = text.substr(place.from, start - place.from).find_first_not_of(" \t\n,")
        == std::string_view::npos;
    Completion completion;
    if (columns.empty()) {
        completion = completeFields(text, schema, stage, place.from, cursor);
    } else {
        Builder builder(text, start, cursor);
        const bool hasSign = start > place.from && text[start - 1] == '-';
        for (auto column = columns.rbegin(); column != columns.rend(); ++column) {
            if (!hasSign && cursor == start)
                builder.add('-' + *column, "column, largest first");
        }
        for (auto column = columns.rbegin(); column != columns.rend(); ++column)
            builder.add(*column, "column of the result");
        completion = builder.take();
    }
    constexpr std::string_view kDescending = "desc";
    const std::string_view typed = text.substr(start, cursor - start);
    if (!isFirst && startsWithIgnoringCase(kDescending, typed)
        && completion.suggestions.size() < kMostSuggestions)
        completion.suggestions.push_back(
            {.text = std::string(kDescending), .detail = "largest first"});
    return completion;
}

// "alert:" and the numbers of alerts of lately, with the rule of each.
Completion completeDuring(std::string_view text, const StageInfo &stage, std::size_t from,
    std::size_t cursor, const QueryValueSource &values)
{
    constexpr std::string_view kAlert = "alert:";
    const std::string_view typed = text.substr(from, cursor - from);
    Builder builder(text, from, cursor);
    if (typed.empty())
        builder.add("\"03:00..03:40\"", std::string(stage.help));
    if (startsWithIgnoringCase(kAlert, typed) || startsWithIgnoringCase(typed, kAlert)) {
        const std::string_view number
            = typed.size() > kAlert.size() ? typed.substr(kAlert.size()) : std::string_view();
        const auto ids
            = values ? values(schemaOf(SourceId::Alerts), "id", number) : std::vector<Suggestion>();
        for (const Suggestion &id : ids)
            builder.add(std::string(kAlert) + id.text, id.detail);
        if (ids.empty())
            builder.add(kAlert, "the time of an alert, by its number");
    }
    return builder.take();
}

Completion completeTime(
    std::string_view text, const StageInfo &stage, std::size_t from, std::size_t cursor)
{
    Builder builder(text, wordStart(text, from, cursor), cursor);
    if (stage.kind == StageKind::Last) {
        for (const std::string_view age : {"5m", "15m", "1h", "6h", "24h", "7d"})
            builder.add(age, "so long before now");
    } else if (cursor == from) {
        builder.add(
            stage.form.substr(stage.name.size() + 1, stage.form.size() - stage.name.size() - 2),
            std::string(stage.help));
    }
    return builder.take();
}

// After a comma at the same level a new argument begins.
std::size_t argumentStart(std::string_view text, std::size_t from, std::size_t cursor)
{
    std::size_t start = from;
    for (std::size_t at = from; at < cursor;) {
        if (text[at] == '"' || text[at] == '\'') {
            at = afterQuote(text, at, cursor);
            continue;
        }
        if (text[at] == ',')
            start = at + 1;
        ++at;
    }
    return start;
}

// The value of an argument that is no field: last=, since=, …
std::optional<Completion> completeReserved(
    std::string_view text, std::size_t start, std::size_t cursor)
{
    const std::string_view typed = text.substr(start, cursor - start);
    const std::size_t equals = typed.find('=');
    const std::size_t begin = typed.find_first_not_of(" \t\n");
    if (equals == std::string_view::npos || begin >= equals)
        return std::nullopt;
    std::string_view name = typed.substr(begin, equals - begin);
    name = name.substr(0, name.find_last_not_of(' ') + 1);
    std::size_t from = start + equals + 1;
    while (from < cursor && (spaceAt(text, from) > 0 || text[from] == '"'))
        ++from;
    Builder builder(text, from, cursor);
    const auto offer = [&builder](auto values, std::string_view detail) {
        for (const std::string_view value : values)
            builder.add(value, std::string(detail));
    };
    if (equalIgnoringCase(name, "last"))
        offer(std::array{"5m", "15m", "1h", "6h", "24h", "7d"}, "so long before now");
    else if (equalIgnoringCase(name, "since") || equalIgnoringCase(name, "until"))
        offer(std::array{"1h", "6h", "today", "yesterday"}, "a time, or an age");
    else if (equalIgnoringCase(name, "limit"))
        offer(std::array{"10", "20", "100", "1000"}, "rows");
    else
        return std::nullopt;
    return builder.take();
}

Completion completeSourceArguments(std::string_view text, const Schema &schema, std::size_t from,
    std::size_t cursor, const ValueSource &values)
{
    const std::size_t start = argumentStart(text, from, cursor);
    if (auto reserved = completeReserved(text, start, cursor))
        return *std::move(reserved);
    Completion completion = completeExpression(text, start, cursor, schema, values);
    const std::size_t word = std::max(start, std::min(completion.offset, cursor));
    const std::string_view typed = text.substr(word, cursor - word);
    const bool isFirstWord
        = text.substr(start, word - start).find_first_not_of(" \t\n") == std::string_view::npos;
    if (!isFirstWord)
        return completion;
    constexpr std::size_t kFieldsBefore = 10;
    auto &list = completion.suggestions;
    auto at = list.begin()
        + static_cast<std::ptrdiff_t>(std::min<std::size_t>(list.size(), kFieldsBefore));
    for (const auto &[name, detail] : std::array<std::pair<std::string_view, std::string_view>, 4>{
             {{"last=", "history of so long"}, {"since=", "history from then on"},
                 {"until=", "history up to then"}, {"limit=", "first rows only"}}}) {
        if (startsWithIgnoringCase(name, typed))
            at = std::next(
                list.insert(at, {.text = std::string(name), .detail = std::string(detail)}));
    }
    if (list.size() > kMostSuggestions)
        list.resize(kMostSuggestions);
    return completion;
}

} // namespace

Completion completeQuery(std::string_view text, std::size_t cursor, const QueryValueSource &values)
{
    cursor = std::min(cursor, text.size());
    while (cursor < text.size() && cursor > 0
        && (static_cast<unsigned char>(text[cursor]) & 0xC0U) == 0x80U)
        --cursor; // not within a character
    const Place place = placeAt(text, cursor);
    if (place.kind == Place::Kind::Source)
        return completeSource(text, place, cursor);
    const Schema *schema = findSource(place.source);
    if (!schema)
        return {.offset = cursor};
    const ValueSource ofSource = [&](std::string_view field, std::string_view prefix) {
        return values ? values(*schema, field, prefix) : std::vector<Suggestion>();
    };
    switch (place.kind) {
    case Place::Kind::Stage:
        return completeStage(text, place, cursor);
    case Place::Kind::SourceArguments:
        return completeSourceArguments(text, *schema, place.from, cursor, ofSource);
    case Place::Kind::StageArguments:
        break;
    default:
        return {.offset = cursor, .suggestions = {{.text = ".", .detail = "another stage"}}};
    }
    const StageInfo *stage = findStage(place.stage);
    if (!stage)
        return {.offset = cursor};
    switch (stage->kind) {
    case StageKind::Where:
    case StageKind::Bisect:
        return completeExpression(text, place.from, cursor, *schema, ofSource);
    case StageKind::During:
        return completeDuring(text, *stage, place.from, cursor, values);
    case StageKind::At:
    case StageKind::Diff:
    case StageKind::Last:
    case StageKind::Limit:
        return completeTime(text, *stage, place.from, cursor);
    case StageKind::Sort:
        return completeSort(text, *schema, *stage, place, cursor);
    default:
        return completeFields(text, *schema, *stage, place.from, cursor);
    }
}

} // namespace binnacle::query

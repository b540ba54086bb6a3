#include "core/query/completion.h"

#include "core/query/filter_lexer.h"
#include "core/query/filter_printer.h"
#include "core/query/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>

namespace binnacle::query {

namespace {

constexpr std::size_t kMostSuggestions = 20;

enum class Place {
    Term,       // a field, "not", "(" or a word
    AfterWord,  // an operator if the word is a field, a connective
    Value,      // after an operator
    List,       // after "in": "["
    ListValue,  // within brackets
    AfterValue, // a connective; within brackets "," or "]"
    AfterListItem,
};

// Walks over the tokens before the cursor and remembers what may follow.
struct Walk
{
    const Schema &schema;
    Place place = Place::Term;
    const FieldInfo *field = nullptr;
    std::string fieldName{}; // "label.app"; otherwise as printed
    bool pattern = false;

    LexMode mode() const
    {
        if (place != Place::Value && place != Place::ListValue)
            return LexMode::Term;
        return pattern ? LexMode::Pattern : LexMode::Value;
    }

    void step(const Token &token);

private:
    void afterWord(const Token &token);
};

void Walk::afterWord(const Token &token)
{
    const Sign word = field ? wordOperator(token) : Sign::None;
    const Sign sign = word != Sign::None ? word : token.sign;
    if (sign == Sign::In) {
        place = Place::List;
    } else if (isComparison(sign)) {
        pattern = sign == Sign::Matches || sign == Sign::NotMatches;
        place = Place::Value;
    } else {
        place = Place::Term;
        step(token);
    }
}

void Walk::step(const Token &token)
{
    switch (place) {
    case Place::AfterWord:
        if (token.sign == Sign::Not)
            return; // "kind not in" or "word not word"
        afterWord(token);
        return;
    case Place::Value:
        place = token.kind == TokenKind::LeftBracket ? Place::ListValue : Place::AfterValue;
        return;
    case Place::List:
        place = Place::ListValue;
        return;
    case Place::ListValue:
        place = Place::AfterListItem;
        return;
    case Place::AfterListItem:
        place = token.kind == TokenKind::Comma ? Place::ListValue : Place::AfterValue;
        return;
    case Place::AfterValue:
        if (token.kind == TokenKind::Comma) {
            place = Place::Value;
            return;
        }
        [[fallthrough]];
    case Place::Term:
        field = token.kind == TokenKind::Word ? schema.find(token.text) : nullptr;
        if (field)
            fieldName = labelKeyOf(token.text).empty() ? field->name() : token.text;
        if (token.kind == TokenKind::Word || token.kind == TokenKind::Quoted)
            place = Place::AfterWord;
        else if (token.kind == TokenKind::RightParen)
            place = Place::AfterValue;
        else
            place = Place::Term;
        return;
    }
}

struct Partial
{
    Walk walk;
    Token token; // the word the cursor stands in or behind; End when it stands free
};

Partial partialAt(std::string_view text, std::size_t from, std::size_t cursor, const Schema &schema)
{
    FilterLexer lexer(text);
    lexer.rewind(from);
    Partial partial{.walk = {.schema = schema}};
    while (true) {
        const Token token = lexer.next(partial.walk.mode());
        const bool free = token.kind == TokenKind::End || token.offset >= cursor;
        const bool touches = token.kind == TokenKind::Word || !token.closed
            || (token.kind == TokenKind::Quoted && cursor < token.end())
            || (token.kind == TokenKind::Sign && token.length > 1
                && asciiLower(text[token.offset]) >= 'a' && asciiLower(text[token.offset]) <= 'z');
        if (free) {
            partial.token = {.offset = cursor};
            return partial;
        }
        if (touches && cursor <= token.end()) {
            partial.token = token;
            return partial;
        }
        partial.walk.step(token);
    }
}

std::span<const std::string_view> examplesOf(FieldType type)
{
    static constexpr std::array<std::string_view, 3> kPercent{"50%", "80%", "95%"};
    static constexpr std::array<std::string_view, 3> kCores{"100m", "500m", "1"};
    static constexpr std::array<std::string_view, 3> kBytes{"256Mi", "1Gi", "4Gi"};
    static constexpr std::array<std::string_view, 5> kSpan{"100ms", "1s", "10m", "1h", "1d"};
    static constexpr std::array<std::string_view, 2> kFlag{"true", "false"};
    switch (type) {
    case FieldType::Percent:
        return kPercent;
    case FieldType::Cores:
        return kCores;
    case FieldType::Bytes:
        return kBytes;
    case FieldType::Span:
        return kSpan;
    case FieldType::Flag:
        return kFlag;
    default:
        return {};
    }
}

// In quotes already: a source may give values as they are or as they are written.
bool isWritten(std::string_view text)
{
    FilterLexer lexer(text);
    const Token token = lexer.next(LexMode::Value);
    return token.kind == TokenKind::Quoted && token.closed && token.end() == text.size();
}

class Suggestions
{
public:
    Suggestions(std::string_view prefix, const Schema &schema)
        : m_prefix(prefix)
        , m_schema(schema)
    {}

    void add(std::string_view text, std::string_view detail)
    {
        const bool known = std::any_of(m_list.begin(), m_list.end(),
            [text](const Suggestion &one) { return one.text == text; });
        if (!known && m_list.size() < kMostSuggestions && startsWithIgnoringCase(text, m_prefix))
            m_list.push_back({.text = std::string(text), .detail = std::string(detail)});
    }

    void addFields()
    {
        for (const FieldInfo &info : m_schema.fields) {
            if (m_list.size() == kMostSuggestions)
                break;
            const bool byAnyName = std::any_of(info.names.begin(), info.names.end(),
                [this](std::string_view name) { return startsWithIgnoringCase(name, m_prefix); });
            if (byAnyName)
                m_list.push_back({.text = std::string(info.names[0]),
                    .detail = "field: " + std::string(info.help)});
        }
        add("not", "connective");
    }

    void addOperators(const FieldInfo &field, std::string_view before)
    {
        static constexpr std::array<std::string_view, 8> kText{
            "=", "!=", " in [", " contains ", " startswith ", "=~", "!~", ":"};
        static constexpr std::array<std::string_view, 3> kChoice{"=", "!=", " in ["};
        static constexpr std::array<std::string_view, 6> kNumber{">=", ">", "<", "<=", "=", "!="};
        static constexpr std::array<std::string_view, 1> kFullText{":"};
        static constexpr std::array<std::string_view, 1> kFlag{"="};
        std::span<const std::string_view> signs = kText;
        if (field.type == FieldType::Choice)
            signs = kChoice;
        else if (field.type == FieldType::FullText)
            signs = kFullText;
        else if (field.type == FieldType::Flag)
            signs = kFlag;
        else if (field.type != FieldType::Text && field.type != FieldType::Labels)
            signs = kNumber;
        for (std::string_view sign : signs) {
            if (before.empty() && sign.starts_with(' '))
                sign.remove_prefix(1);
            m_list.push_back({.text = std::string(before).append(sign), .detail = "operator"});
        }
    }

    void addConnectives()
    {
        add("and", "connective");
        add("or", "connective");
    }

    // The end of where(…), when all of it that is open is the bracket of the stage.
    void addEnd(bool isWithin)
    {
        if (isWithin)
            add(")", "end of the condition");
    }

    // "label.app" for the labels there are.
    void addLabelKeys(const ValueSource &values)
    {
        constexpr std::string_view kLabel = "label";
        if (!values || !startsWithIgnoringCase(m_prefix, kLabel) || !m_schema.find(kLabel))
            return;
        for (const Suggestion &one : values(kLabel, {})) {
            std::string_view pairs = one.text;
            if (pairs.starts_with('"') && pairs.ends_with('"') && pairs.size() > 1)
                pairs = pairs.substr(1, pairs.size() - 2);
            while (!pairs.empty()) {
                const std::size_t comma = std::min(pairs.find(','), pairs.size());
                const std::string_view key = pairs.substr(0, pairs.substr(0, comma).find('='));
                if (isLabelKey(key))
                    add(std::string(kLabel).append(".").append(key), "label");
                pairs.remove_prefix(std::min(comma + 1, pairs.size()));
            }
        }
    }

    // `name` is the field as written: "label.app".
    void addValues(const FieldInfo &field, std::string_view name, const ValueSource &values)
    {
        for (const std::string_view choice : field.choices)
            add(choice, field.help);
        if (field.type == FieldType::Time) {
            for (const std::string_view age : {"10m", "1h", "6h", "24h", "7d"})
                add(age, "age: so long before now");
            add("today", "since midnight UTC");
            add("yesterday", "the day before, UTC");
        }
        for (const std::string_view example : examplesOf(field.type))
            add(example, field.help);
        const bool hasValues = field.type == FieldType::Text || field.type == FieldType::Labels;
        if (!hasValues || !values)
            return;
        for (Suggestion &one : values(name, m_prefix)) {
            if (m_list.size() == kMostSuggestions)
                return;
            if (!isWritten(one.text))
                one.text = quoteValue(one.text);
            m_list.push_back(std::move(one));
        }
    }

    std::vector<Suggestion> take() { return std::move(m_list); }

private:
    std::string m_prefix;
    const Schema &m_schema;
    std::vector<Suggestion> m_list;
};

// What of the partial word stands before the cursor, without its opening quote.
std::string typedBefore(std::string_view text, const Token &token, std::size_t cursor)
{
    if (token.kind == TokenKind::End)
        return {};
    FilterLexer lexer(text.substr(0, cursor));
    lexer.rewind(token.offset);
    return lexer.next(token.kind == TokenKind::Quoted ? LexMode::Term : LexMode::Value).text;
}

} // namespace

Completion completeExpression(std::string_view text, std::size_t from, std::size_t cursor,
    const Schema &schema, const ValueSource &values)
{
    cursor = std::min(cursor, text.size());
    const Partial partial = partialAt(text, from, cursor, schema);
    const Token &token = partial.token;
    const Walk &walk = partial.walk;
    const std::string typed = typedBefore(text, token, cursor);
    Suggestions suggestions(typed, schema);
    switch (walk.place) {
    case Place::Term:
        if (token.kind == TokenKind::Quoted)
            break; // free text
        if (const FieldInfo *field = schema.find(typed))
            suggestions.addOperators(
                *field, labelKeyOf(typed).empty() ? field->name() : std::string_view(typed));
        suggestions.addFields();
        suggestions.addLabelKeys(values);
        break;
    case Place::AfterWord:
        if (token.kind == TokenKind::End && walk.field)
            suggestions.addOperators(*walk.field, {});
        suggestions.addConnectives();
        if (token.kind != TokenKind::End)
            suggestions.addFields();
        for (const std::string_view word : {"in", "contains", "startswith"}) {
            if (walk.field && token.kind == TokenKind::Word)
                suggestions.add(word, "operator");
        }
        break;
    case Place::Value:
    case Place::ListValue:
        if (walk.field)
            suggestions.addValues(*walk.field, walk.fieldName, values);
        break;
    case Place::List:
        suggestions.add("[", "list");
        break;
    case Place::AfterListItem:
        suggestions.add(",", "another value");
        suggestions.add("]", "end of the list");
        break;
    case Place::AfterValue:
        suggestions.addConnectives();
        suggestions.addEnd(from > 0);
        if (token.kind != TokenKind::End)
            suggestions.addFields();
        break;
    }
    return {.offset = token.offset, .length = token.length, .suggestions = suggestions.take()};
}

Completion completeFilter(std::string_view text, std::size_t cursor, const ValueSource &values)
{
    return completeExpression(text, 0, cursor, eventSchema(), values);
}

} // namespace binnacle::query

#include "core/query/completion.h"

#include "core/query/filter_fields.h"
#include "core/query/filter_lexer.h"
#include "core/query/filter_printer.h"

#include <algorithm>
#include <array>
#include <optional>

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
    Place place = Place::Term;
    const FieldInfo *field = nullptr;
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
        field = token.kind == TokenKind::Word ? findField(token.text) : nullptr;
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

Partial partialAt(std::string_view text, std::size_t cursor)
{
    FilterLexer lexer(text);
    Partial partial;
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

class Suggestions
{
public:
    explicit Suggestions(std::string_view prefix)
        : m_prefix(prefix)
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
        for (const FieldInfo &info : allFields()) {
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
        std::span<const std::string_view> signs = kText;
        if (field.type == FieldType::Choice)
            signs = kChoice;
        else if (field.type == FieldType::Count || field.type == FieldType::Time)
            signs = kNumber;
        else if (field.type == FieldType::FullText)
            signs = kFullText;
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

    void addValues(const FieldInfo &field, const ValueSource &values)
    {
        for (const std::string_view choice : field.choices)
            add(choice, field.help);
        if (field.type == FieldType::Time) {
            for (const std::string_view age : {"10m", "1h", "6h", "24h", "7d"})
                add(age, "age: so long before now");
            add("today", "since midnight UTC");
            add("yesterday", "the day before, UTC");
        }
        if (field.type != FieldType::Text || !values)
            return;
        for (Suggestion &one : values(field.names[0], m_prefix)) {
            if (m_list.size() == kMostSuggestions)
                return;
            one.text = quoteValue(one.text);
            m_list.push_back(std::move(one));
        }
    }

    std::vector<Suggestion> take() { return std::move(m_list); }

private:
    std::string m_prefix;
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

Completion completeFilter(std::string_view text, std::size_t cursor, const ValueSource &values)
{
    cursor = std::min(cursor, text.size());
    const Partial partial = partialAt(text, cursor);
    const Token &token = partial.token;
    const Walk &walk = partial.walk;
    const std::string typed = typedBefore(text, token, cursor);
    Suggestions suggestions(typed);
    switch (walk.place) {
    case Place::Term:
        if (token.kind == TokenKind::Quoted)
            break; // free text
        if (const FieldInfo *field = findField(typed))
            suggestions.addOperators(*field, field->names[0]);
        suggestions.addFields();
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
            suggestions.addValues(*walk.field, values);
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
        if (token.kind != TokenKind::End)
            suggestions.addFields();
        break;
    }
    return {.offset = token.offset, .length = token.length, .suggestions = suggestions.take()};
}

} // namespace binnacle::query

#include "core/query/filter_parser.h"

#include "core/query/filter_condition.h"
#include "core/query/filter_fields.h"
#include "core/query/filter_lexer.h"
#include "core/query/text_words.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace binnacle::query {

namespace {

constexpr std::size_t kMaxBytes = 4096;
constexpr int kMaxDepth = 32;
constexpr std::size_t kMaxConditions = 256; // keeps the SQL it becomes within SQLite's limits

bool takesSeveralValues(Sign sign)
{
    return sign == Sign::Equal || sign == Sign::NotEqual || sign == Sign::Has
        || sign == Sign::Contains || sign == Sign::StartsWith;
}

// How deep parentheses and "not" nest when the predicate is printed.
int printedDepth(const PredicatePtr &predicate)
{
    int deepest = 0;
    for (const PredicatePtr &child : predicate->children) {
        const int group = child->children.size() > 1 ? 1 : 0;
        deepest = std::max(deepest, printedDepth(child) + group);
    }
    return deepest + (predicate->kind == Predicate::Kind::Not ? 1 : 0);
}

// Recursive descent; the first error wins and is kept in m_error, every function gives null then.
class Parser
{
public:
    Parser(std::string_view text, Timestamp now)
        : m_text(text)
        , m_now(now)
        , m_lexer(text)
    {}

    Result<PredicatePtr, FilterError> run()
    {
        // k9s: "/text" and "/!text" search for text.
        const std::size_t spaces = leadingSpace();
        if (spaces < m_text.size() && m_text[spaces] == '/')
            m_lexer.rewind(spaces + 1);
        advance();
        if (m_token.kind == TokenKind::End && spaces == m_text.size())
            return PredicatePtr{};
        PredicatePtr filter = parseOr(0);
        if (filter && m_token.kind == TokenKind::RightParen)
            filter = failAt(m_token, "there is no \"(\" for this \")\"", {"and", "or"});
        else if (filter && m_token.kind != TokenKind::End)
            filter = unexpected(m_token);
        if (filter && printedDepth(filter) > kMaxDepth)
            filter = tooDeep({.offset = 0, .length = m_text.size()});
        if (!filter)
            return std::move(*m_error);
        return filter;
    }

private:
    std::size_t leadingSpace() const
    {
        std::size_t at = 0;
        while (const std::size_t length = spaceAt(m_text, at))
            at += length;
        return at;
    }

    void advance() { m_token = m_lexer.next(LexMode::Term); }

    PredicatePtr fail(FilterError error)
    {
        if (!m_error)
            m_error = std::move(error);
        return nullptr;
    }

    PredicatePtr failAt(const Token &token, std::string message, std::vector<std::string> expected)
    {
        const bool atEnd = token.kind == TokenKind::End;
        return fail({.offset = token.offset,
            .length = token.length,
            .message = std::move(message),
            .incomplete = atEnd,
            .expected = std::move(expected)});
    }

    PredicatePtr tooDeep(const Token &token)
    {
        return fail({.offset = token.offset,
            .length = token.length,
            .message = "nested more than 32 deep"});
    }

    std::string spelled(const Token &token) const
    {
        return '"'
            + std::string(m_text.substr(token.offset, std::min<std::size_t>(token.length, 40)))
            + '"';
    }

    PredicatePtr unexpected(const Token &token)
    {
        if (token.kind == TokenKind::Sign && token.sign == Sign::Half) {
            const std::string sign(m_text.substr(token.offset, 1));
            FilterError error{.offset = token.offset,
                .length = token.length,
                .message = "write " + sign + sign + " or a word",
                .suggestion = sign + sign,
                .incomplete = token.end() == m_text.size()};
            return fail(std::move(error));
        }
        if (token.kind == TokenKind::End)
            return failAt(
                token, "a condition or a word is missing here", {"field", "word", "not", "("});
        return failAt(token, "expected a condition or a word instead of " + spelled(token),
            {"field", "word", "not", "("});
    }

    // Adds to an And or Or; groups of the same kind melt into one.
    static void addTo(std::vector<PredicatePtr> &children, PredicatePtr child, Predicate::Kind kind)
    {
        if (child->kind == kind)
            children.insert(children.end(), child->children.begin(), child->children.end());
        else
            children.push_back(std::move(child));
    }

    PredicatePtr parseOr(int depth)
    {
        std::vector<PredicatePtr> children;
        while (true) {
            PredicatePtr child = parseAnd(depth);
            if (!child)
                return nullptr;
            addTo(children, std::move(child), Predicate::Kind::Or);
            if (m_token.sign != Sign::Or)
                return anyOf(std::move(children));
            advance();
        }
    }

    bool startsTerm() const
    {
        return m_token.kind == TokenKind::Word || m_token.kind == TokenKind::Quoted
            || m_token.kind == TokenKind::LeftParen || m_token.sign == Sign::Not;
    }

    PredicatePtr parseAnd(int depth)
    {
        std::vector<PredicatePtr> children;
        while (true) {
            PredicatePtr child = parseNot(depth);
            if (!child)
                return nullptr;
            addTo(children, std::move(child), Predicate::Kind::And);
            if (m_token.sign == Sign::And)
                advance();
            else if (!startsTerm())
                return allOf(std::move(children));
        }
    }

    PredicatePtr parseNot(int depth)
    {
        if (m_token.sign != Sign::Not)
            return parsePrimary(depth);
        if (depth >= kMaxDepth)
            return tooDeep(m_token);
        advance();
        PredicatePtr child = parseNot(depth + 1);
        if (!child)
            return nullptr;
        return child->kind == Predicate::Kind::Not ? child->children.front() : negate(child);
    }

    PredicatePtr parsePrimary(int depth)
    {
        if (m_token.kind == TokenKind::Word || m_token.kind == TokenKind::Quoted)
            return parseTerm();
        if (m_token.kind != TokenKind::LeftParen)
            return unexpected(m_token);
        if (depth >= kMaxDepth)
            return tooDeep(m_token);
        advance();
        PredicatePtr inner = parseOr(depth + 1);
        if (!inner)
            return nullptr;
        if (m_token.kind == TokenKind::End)
            return failAt(m_token, "the closing \")\" is missing", {")", "and", "or"});
        if (m_token.kind != TokenKind::RightParen)
            return unexpected(m_token);
        advance();
        return inner;
    }

    PredicatePtr parseTerm()
    {
        const Token word = std::exchange(m_token, {});
        if (word.kind == TokenKind::Quoted) {
            if (!word.closed)
                return unclosed(word);
            advance();
            return textSearch(word);
        }
        advance();
        const FieldInfo *field = findField(word.text);
        if (isComparison(m_token.sign))
            return field ? parseComparison(*field, false) : unknownField(word);
        const Sign sign = wordOperator(m_token);
        if (field && sign != Sign::None) {
            m_token.sign = sign;
            return parseComparison(*field, false);
        }
        if (sign == Sign::In && m_lexer.peek() == '[')
            return unknownField(word);
        if (field && m_token.sign == Sign::Not && m_text[m_token.offset] != '!')
            return parseNotIn(*field, word);
        return textSearch(word);
    }

    // "kind not in [Pod]"; or the word "kind", and not what follows.
    PredicatePtr parseNotIn(const FieldInfo &field, const Token &word)
    {
        const Token notToken = m_token;
        advance();
        if (wordOperator(m_token) == Sign::In) {
            m_token.sign = Sign::In;
            return parseComparison(field, true);
        }
        m_lexer.rewind(notToken.end());
        m_token = notToken;
        return textSearch(word);
    }

    PredicatePtr textSearch(const Token &word)
    {
        return accept(buildTextSearch(word, m_text.size()), 1);
    }

    PredicatePtr accept(Result<PredicatePtr, FilterError> built, std::size_t conditions)
    {
        if (!built)
            return fail(std::move(built).error());
        m_conditions += conditions;
        if (m_conditions > kMaxConditions) {
            return fail({.offset = 0,
                .length = m_text.size(),
                .message = "more than 256 conditions and values"});
        }
        return *built;
    }

    PredicatePtr unknownField(const Token &word)
    {
        FilterError error{.offset = word.offset,
            .length = word.length,
            .message = "unknown field " + spelled(word),
            .suggestion = nearestFieldName(word.text)};
        if (error.suggestion.empty())
            error.message += "; put text to search for in quotes";
        for (const FieldInfo &info : allFields())
            error.expected.emplace_back(info.names[0]);
        return fail(std::move(error));
    }

    PredicatePtr unclosed(const Token &quoted)
    {
        return fail({.offset = quoted.offset,
            .length = quoted.length,
            .message = "the closing quote is missing",
            .incomplete = true});
    }

    // m_token is the operator.
    PredicatePtr parseComparison(const FieldInfo &field, bool negated)
    {
        Condition condition{.field = &field,
            .sign = m_token,
            .textEnd = m_text.size(),
            .signText = m_text.substr(m_token.offset, m_token.length)};
        // GitHub's spelling "count:>5"
        const bool ordered = field.type == FieldType::Count || field.type == FieldType::Time;
        if (m_token.sign == Sign::Has && ordered
            && (m_lexer.peek() == '<' || m_lexer.peek() == '>'))
            condition.sign = m_lexer.next(LexMode::Term);
        const bool read
            = condition.sign.sign == Sign::In ? readBracketed(condition) : readValues(condition);
        if (!read)
            return nullptr;
        const std::size_t weight = condition.values.size();
        PredicatePtr built = accept(buildCondition(condition, m_now), weight);
        if (!built || !negated)
            return built;
        return built->kind == Predicate::Kind::Not ? built->children.front() : negate(built);
    }

    bool readValue(Condition &condition, LexMode mode)
    {
        Token value = m_lexer.next(mode);
        if (value.kind == TokenKind::Quoted && !value.closed) {
            unclosed(value);
            return false;
        }
        if (value.kind != TokenKind::Word && value.kind != TokenKind::Quoted) {
            const std::string name(condition.field->names[0]);
            const bool atEnd = value.kind == TokenKind::End;
            failAt(value,
                atEnd ? "a value for " + name + " is missing"
                      : "expected a value for " + name + " instead of " + spelled(value)
                        + "; quote it if it is one",
                {"value"});
            return false;
        }
        condition.values.push_back(std::move(value));
        advance();
        return true;
    }

    // "Pod", "Pod, Node" or "[Pod, Node]"
    bool readValues(Condition &condition)
    {
        const Sign sign = condition.sign.sign;
        const bool pattern = sign == Sign::Matches || sign == Sign::NotMatches;
        if (takesSeveralValues(sign) && m_lexer.peek() == '[')
            return readBracketed(condition);
        if (!readValue(condition, pattern ? LexMode::Pattern : LexMode::Value))
            return false;
        while (m_token.kind == TokenKind::Comma) {
            if (!takesSeveralValues(sign)) {
                failAt(m_token, "\"" + std::string(condition.signText) + "\" takes one value",
                    {"and", "or"});
                return false;
            }
            if (!readValue(condition, LexMode::Value))
                return false;
        }
        return true;
    }

    bool readBracketed(Condition &condition)
    {
        const Token open = m_lexer.next(LexMode::Value);
        const bool round = open.kind == TokenKind::LeftParen;
        if (!round && open.kind != TokenKind::LeftBracket) {
            failAt(open, "expected a list such as [Pod, Node]", {"["});
            return false;
        }
        const TokenKind close = round ? TokenKind::RightParen : TokenKind::RightBracket;
        do {
            if (!readValue(condition, LexMode::Value))
                return false;
        } while (m_token.kind == TokenKind::Comma);
        if (m_token.kind == close) {
            advance();
            return true;
        }
        const bool atEnd = m_token.kind == TokenKind::End;
        failAt(m_token,
            atEnd ? "the list is not closed"
                  : "expected \",\" or the end of the list instead of " + spelled(m_token),
            {",", round ? ")" : "]"});
        return false;
    }

    std::string_view m_text;
    Timestamp m_now;
    FilterLexer m_lexer;
    Token m_token; // current, always read in Term mode
    std::size_t m_conditions = 0;
    std::optional<FilterError> m_error;
};

} // namespace

Result<PredicatePtr, FilterError> parseFilter(std::string_view text, Timestamp now)
{
    if (text.size() > kMaxBytes) {
        return FilterError{.offset = kMaxBytes,
            .length = text.size() - kMaxBytes,
            .message = "a filter is at most 4096 bytes long"};
    }
    const std::size_t invalid = firstInvalidUtf8(text);
    if (invalid < text.size())
        return FilterError{.offset = invalid, .length = 1, .message = "not UTF-8 text"};
    return Parser(text, now).run();
}

} // namespace binnacle::query

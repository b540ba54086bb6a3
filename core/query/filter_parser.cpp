#include "core/query/filter_parser.h"

#include "core/query/filter_condition.h"
#include "core/query/filter_lexer.h"
#include "core/query/filter_limits.h"
#include "core/query/filter_values.h"
#include "core/query/query.h"
#include "core/query/schema.h"
#include "core/query/words.h"

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace binnacle::query {

namespace {

// Recursive descent; the first error wins and is kept in m_error, every function gives null then.
class Parser
{
public:
    Parser(std::string_view text, const Schema &schema, Timestamp now)
        : m_text(text)
        , m_schema(schema)
        , m_now(now)
        , m_lexer(text)
    {}

    // From `at` to what is not the filter's own.
    Result<ParsedExpression, FilterError> runWithin(std::size_t at, CommaMeaning comma)
    {
        m_comma = comma;
        m_lexer.rewind(at);
        advance();
        PredicatePtr filter;
        if (m_token.kind != TokenKind::RightParen) {
            filter = checked(parseOr(0), at, m_text.size() - at);
            if (!filter)
                return std::move(*m_error);
        }
        return ParsedExpression{.predicate = filter, .end = m_token.offset};
    }

    Result<ParsedExpression, FilterError> runCondition(std::size_t at)
    {
        m_isArgument = true;
        m_comma = CommaMeaning::Ends;
        m_lexer.rewind(at);
        advance();
        PredicatePtr condition = m_token.kind == TokenKind::Word ? parseTerm() : noField(m_token);
        condition = checked(std::move(condition), at, m_text.size() - at);
        if (!condition)
            return std::move(*m_error);
        return ParsedExpression{.predicate = condition, .end = m_token.offset};
    }

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
        filter = checked(std::move(filter), 0, m_text.size());
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
        return fail(expectedAt(token, std::move(message), std::move(expected)));
    }

    PredicatePtr checked(PredicatePtr filter, std::size_t offset, std::size_t length)
    {
        if (filter) {
            if (auto problem = tooLarge(filter, offset, length))
                return fail(*std::move(problem));
        }
        return filter;
    }

    PredicatePtr noField(const Token &token)
    {
        return failAt(token,
            "expected a field such as " + std::string(m_schema.fields.front().name()),
            fieldNames(m_schema));
    }

    PredicatePtr tooDeep(const Token &token)
    {
        return fail({.offset = token.offset,
            .length = token.length,
            .message = "nested more than 32 deep"});
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
        return failAt(token, "expected a condition or a word instead of " + spelled(m_text, token),
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
        if (depth >= kMaxFilterDepth)
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
        if (depth >= kMaxFilterDepth)
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
                return fail(unclosedQuote(word));
            advance();
            return textSearch(word);
        }
        advance();
        const FieldInfo *field = m_schema.find(word.text);
        m_key = labelKeyOf(word.text);
        if (field && !m_key.empty() && !isLabelKey(m_key))
            return failAt(word, "a label has letters, digits, \"-\", \"_\", \".\" and \"/\" only",
                {"label.app"});
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
        return wordAlone(word, field);
    }

    PredicatePtr wordAlone(const Token &word, const FieldInfo *field)
    {
        if (field && field->type == FieldType::Flag) // "not ready"
            return accept(compareNumber(field->field, CompareOp::Equal, 1), 1);
        if (!m_isArgument)
            return textSearch(word);
        if (!field)
            return unknownField(word);
        return failAt(m_token, "expected an operator such as = behind " + spelled(m_text, word),
            {"=", "!=", "=~", "!~", "in", "contains", "startswith"});
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
        return wordAlone(word, &field);
    }

    PredicatePtr textSearch(const Token &word)
    {
        return accept(buildTextSearch(word, fullTextField(), m_text.size()), 1);
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
            .message = "unknown field " + spelled(m_text, word),
            .suggestion = m_schema.nearestName(word.text)};
        if (error.suggestion.empty() && !m_isArgument)
            error.message += "; put text to search for in quotes";
        error.expected = fieldNames(m_schema);
        return fail(std::move(error));
    }

    // m_token is the operator.
    PredicatePtr parseComparison(const FieldInfo &field, bool negated)
    {
        Condition condition{.field = &field,
            .key = field.type == FieldType::Labels ? std::string(m_key) : std::string(),
            .sign = m_token,
            .textEnd = m_text.size(),
            .signText = m_text.substr(m_token.offset, m_token.length)};
        // GitHub's spelling "count:>5"
        const bool ordered = field.type != FieldType::Text && field.type != FieldType::Choice
            && field.type != FieldType::Labels && field.type != FieldType::FullText;
        if (m_token.sign == Sign::Has && ordered
            && (m_lexer.peek() == '<' || m_lexer.peek() == '>'))
            condition.sign = m_lexer.next(LexMode::Term);
        ValueReader values(m_text, m_lexer, m_schema, m_comma);
        if (auto problem = values.read(condition))
            return fail(*std::move(problem));
        m_token = values.following();
        const std::size_t weight = condition.values.size();
        PredicatePtr built = accept(buildCondition(condition, m_now), weight);
        if (!built || !negated)
            return built;
        return built->kind == Predicate::Kind::Not ? built->children.front() : negate(built);
    }

    FieldId fullTextField() const
    {
        const auto found
            = std::ranges::find(m_schema.fields, FieldType::FullText, &FieldInfo::type);
        return found == m_schema.fields.end() ? 0 : found->field;
    }

    std::string_view m_text;
    const Schema &m_schema;
    std::string_view m_key; // of the label that was named last
    Timestamp m_now;
    FilterLexer m_lexer;
    Token m_token; // current, always read in Term mode
    CommaMeaning m_comma = CommaMeaning::Separates;
    bool m_isArgument = false; // a condition, and never words to search for
    std::size_t m_conditions = 0;
    std::optional<FilterError> m_error;
};

} // namespace

Result<PredicatePtr, FilterError> parseExpression(
    std::string_view text, const Schema &schema, Timestamp now)
{
    if (auto problem = unreadable(text))
        return *std::move(problem);
    return Parser(text, schema, now).run();
}

Result<ParsedExpression, FilterError> parseExpressionWithin(
    std::string_view text, std::size_t at, const Schema &schema, Timestamp now, CommaMeaning comma)
{
    return Parser(text, schema, now).runWithin(at, comma);
}

Result<ParsedExpression, FilterError> parseConditionWithin(
    std::string_view text, std::size_t at, const Schema &schema, Timestamp now)
{
    return Parser(text, schema, now).runCondition(at);
}

Result<PredicatePtr, FilterError> parseFilter(std::string_view text, Timestamp now)
{
    return parseExpression(text, eventSchema(), now);
}

} // namespace binnacle::query

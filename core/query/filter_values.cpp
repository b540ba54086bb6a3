#include "core/query/filter_values.h"

#include <algorithm>
#include <utility>

namespace binnacle::query {

namespace {

bool takesSeveralValues(Sign sign)
{
    return sign == Sign::Equal || sign == Sign::NotEqual || sign == Sign::Has
        || sign == Sign::Contains || sign == Sign::StartsWith;
}

} // namespace

std::string spelled(std::string_view text, const Token &token)
{
    return '"' + std::string(text.substr(token.offset, std::min<std::size_t>(token.length, 40)))
        + '"';
}

FilterError expectedAt(const Token &token, std::string message, std::vector<std::string> expected)
{
    return {.offset = token.offset,
        .length = token.length,
        .message = std::move(message),
        .incomplete = token.kind == TokenKind::End,
        .expected = std::move(expected)};
}

FilterError unclosedQuote(const Token &quoted)
{
    return {.offset = quoted.offset,
        .length = quoted.length,
        .message = "the closing quote is missing",
        .incomplete = true};
}

ValueReader::ValueReader(
    std::string_view text, FilterLexer &lexer, const Schema &schema, CommaMeaning comma)
    : m_text(text)
    , m_lexer(lexer)
    , m_schema(schema)
    , m_comma(comma)
{}

std::optional<FilterError> ValueReader::read(Condition &condition)
{
    const Sign sign = condition.sign.sign;
    const bool pattern = sign == Sign::Matches || sign == Sign::NotMatches;
    if (sign == Sign::In || (takesSeveralValues(sign) && m_lexer.peek() == '['))
        return readBracketed(condition);
    // A bare pattern may hold commas, unless they end the condition.
    const LexMode mode
        = pattern && m_comma != CommaMeaning::Ends ? LexMode::Pattern : LexMode::Value;
    if (auto problem = readValue(condition, mode))
        return problem;
    while (m_token.kind == TokenKind::Comma && m_comma != CommaMeaning::Ends) {
        if (!takesSeveralValues(sign))
            return expectedAt(m_token, '"' + std::string(condition.signText) + "\" takes one value",
                {"and", "or"});
        if (auto problem = readValue(condition, LexMode::Value))
            return problem;
        if (auto problem = conditionAsValue(condition.values.back()))
            return problem;
    }
    return std::nullopt;
}

std::optional<FilterError> ValueReader::readValue(Condition &condition, LexMode mode)
{
    Token value = m_lexer.next(mode);
    if (value.kind == TokenKind::Quoted && !value.closed)
        return unclosedQuote(value);
    if (value.kind != TokenKind::Word && value.kind != TokenKind::Quoted) {
        const std::string name(condition.field->names[0]);
        const bool atEnd = value.kind == TokenKind::End;
        return expectedAt(value,
            atEnd ? "a value for " + name + " is missing"
                  : "expected a value for " + name + " instead of " + spelled(m_text, value)
                    + "; quote it if it is one",
            {"value"});
    }
    condition.values.push_back(std::move(value));
    m_token = m_lexer.next(LexMode::Term);
    return std::nullopt;
}

std::optional<FilterError> ValueReader::readBracketed(Condition &condition)
{
    const Token open = m_lexer.next(LexMode::Value);
    const bool round = open.kind == TokenKind::LeftParen;
    if (!round && open.kind != TokenKind::LeftBracket)
        return expectedAt(open, "expected a list such as [Pod, Node]", {"["});
    const TokenKind close = round ? TokenKind::RightParen : TokenKind::RightBracket;
    do {
        if (auto problem = readValue(condition, LexMode::Value))
            return problem;
    } while (m_token.kind == TokenKind::Comma);
    if (m_token.kind == close) {
        m_token = m_lexer.next(LexMode::Term);
        return std::nullopt;
    }
    const bool atEnd = m_token.kind == TokenKind::End;
    return expectedAt(m_token,
        atEnd ? "the list is not closed"
              : "expected \",\" or the end of the list instead of " + spelled(m_text, m_token),
        {",", round ? ")" : "]"});
}

// People who separate arguments by commas do so with conditions.
std::optional<FilterError> ValueReader::conditionAsValue(const Token &value) const
{
    const std::string_view name
        = std::string_view(value.text).substr(0, value.text.find_first_of("=<>!~"));
    const bool isFollowed = isComparison(m_token.sign) || wordOperator(m_token) != Sign::None;
    if (m_comma != CommaMeaning::AlsoMistake || value.kind != TokenKind::Word
        || !m_schema.find(name) || (name.size() == value.text.size() && !isFollowed))
        return std::nullopt;
    return FilterError{.offset = value.offset,
        .length = value.length,
        .message = "a comma separates values; write \"and\" between conditions",
        .suggestion = "and",
        .expected = {"and", "or"}};
}

} // namespace binnacle::query

#include "core/query/query_reader.h"

#include "core/query/filter_lexer.h"
#include "core/query/words.h"

#include <algorithm>
#include <utility>

namespace binnacle::query {

namespace {

bool isIdentifier(char c)
{
    const char lower = asciiLower(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
}

} // namespace

QueryReader::QueryReader(std::string_view text)
    : m_text(text)
{}

char QueryReader::peek()
{
    while (const std::size_t length = spaceAt(m_text, m_at))
        m_at += length;
    return m_at < m_text.size() ? m_text[m_at] : '\0';
}

bool QueryReader::isAtEnd()
{
    peek();
    return m_at >= m_text.size();
}

bool QueryReader::take(char c)
{
    if (peek() != c || m_at >= m_text.size())
        return false;
    ++m_at;
    return true;
}

bool QueryReader::expect(char c, std::vector<std::string> expected)
{
    if (take(c))
        return true;
    if (expected.empty())
        expected.emplace_back(1, c);
    std::string message = "expected ";
    for (std::size_t i = 0; i < expected.size(); ++i)
        message.append(i == 0 ? "\"" : " or \"").append(expected[i]).append("\"");
    if (m_at >= m_text.size())
        message = "the closing \")\" is missing";
    if (m_at >= m_text.size() && c != ')')
        message = std::string{'"', c, '"'} + " is missing here";
    return fail(
        m_at, m_at < m_text.size() ? 1 : 0, std::move(message), {.expected = std::move(expected)});
}

Argument QueryReader::identifier()
{
    peek();
    const std::size_t start = m_at;
    while (m_at < m_text.size() && isIdentifier(m_text[m_at]))
        ++m_at;
    return {.offset = start,
        .length = m_at - start,
        .text = std::string(m_text.substr(start, m_at - start))};
}

bool QueryReader::readQuoted(Argument &argument)
{
    FilterLexer lexer(m_text);
    lexer.rewind(m_at);
    const Token token = lexer.next(LexMode::Value);
    if (!token.closed)
        return fail(FilterError{.offset = token.offset,
            .length = token.length,
            .message = "the closing quote is missing",
            .incomplete = true});
    argument
        = {.offset = token.offset, .length = token.length, .text = token.text, .isQuoted = true};
    m_at = lexer.position();
    return true;
}

bool QueryReader::readArguments(std::vector<Argument> &arguments)
{
    if (peek() == ')')
        return true;
    do {
        const char c = peek();
        if (m_at >= m_text.size())
            return arguments.empty() || fail(m_at, 0, "an argument is missing here");
        Argument argument;
        if (c == '"' || c == '\'') {
            if (!readQuoted(argument))
                return false;
        } else {
            readWord(argument);
        }
        if (argument.length == 0)
            return fail(m_at, 1, "an argument is missing here");
        arguments.push_back(std::move(argument));
    } while (take(','));
    return true;
}

void QueryReader::readWord(Argument &argument)
{
    int open = 0;
    const std::size_t start = m_at;
    std::size_t end = start; // without the white space behind
    while (m_at < m_text.size()) {
        const char c = m_text[m_at];
        if (open == 0 && (c == ',' || c == ')'))
            break;
        open += c == '(' ? 1 : c == ')' ? -1 : 0;
        const std::size_t space = spaceAt(m_text, m_at);
        m_at += std::max<std::size_t>(space, 1);
        if (space == 0)
            end = m_at;
    }
    argument = {.offset = start,
        .length = end - start,
        .text = std::string(m_text.substr(start, end - start))};
}

bool QueryReader::fail(
    std::size_t offset, std::size_t length, std::string message, ErrorHints hints)
{
    const std::size_t from = std::min(offset, m_text.size());
    return fail(FilterError{.offset = from,
        .length = std::min(length, m_text.size() - from),
        .message = std::move(message),
        .suggestion = std::move(hints.suggestion),
        .incomplete = offset >= m_text.size(),
        .expected = std::move(hints.expected)});
}

bool QueryReader::fail(const Argument &argument, std::string message, ErrorHints hints)
{
    return fail(FilterError{.offset = argument.offset,
        .length = argument.length,
        .message = std::move(message),
        .suggestion = std::move(hints.suggestion),
        .incomplete = hints.mayGrow && !argument.isQuoted && argument.end() == m_text.size(),
        .expected = std::move(hints.expected)});
}

bool QueryReader::fail(FilterError error)
{
    if (!m_error)
        m_error = std::move(error);
    return false;
}

FilterError QueryReader::takeError()
{
    return m_error ? *std::exchange(m_error, std::nullopt) : FilterError{};
}

} // namespace binnacle::query

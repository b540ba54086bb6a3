#include "core/query/filter_lexer.h"

#include "core/query/words.h"

#include <algorithm>
#include <array>

namespace binnacle::query {

namespace {

struct Spelling
{
    std::string_view text;
    Sign sign;
};

// Longest first, so "!=" is not read as "!" and "=".
constexpr std::array<Spelling, 17> kSigns{{{"&&", Sign::And}, {"||", Sign::Or},
    {"=~", Sign::Matches}, {"==", Sign::Equal}, {"!=", Sign::NotEqual}, {"<>", Sign::NotEqual},
    {"!~", Sign::NotMatches}, {"<=", Sign::LessOrEqual}, {">=", Sign::GreaterOrEqual},
    {"=", Sign::Equal}, {"!", Sign::Not}, {"<", Sign::Less}, {">", Sign::Greater},
    {"~", Sign::Matches}, {":", Sign::Has}, {"&", Sign::Half}, {"|", Sign::Half}}};

constexpr std::array<Spelling, 4> kWordOperators{{{"in", Sign::In}, {"contains", Sign::Contains},
    {"startswith", Sign::StartsWith}, {"matches", Sign::Matches}}};

constexpr std::array<Spelling, 3> kConnectives{
    {{"and", Sign::And}, {"or", Sign::Or}, {"not", Sign::Not}}};

TokenKind bracketKind(char c)
{
    switch (c) {
    case '(':
        return TokenKind::LeftParen;
    case ')':
        return TokenKind::RightParen;
    case '[':
        return TokenKind::LeftBracket;
    case ']':
        return TokenKind::RightBracket;
    case ',':
        return TokenKind::Comma;
    default:
        return TokenKind::End;
    }
}

// Whether text could name a field: "reason", but not "10.2.3.9" or "quay.io/app".
bool looksLikeName(std::string_view text)
{
    const auto isNameCharacter = [](char c) {
        const char lower = asciiLower(c);
        return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_' || c == '-'
            || c == '.';
    };
    return !text.empty() && asciiLower(text[0]) >= 'a' && asciiLower(text[0]) <= 'z'
        && std::all_of(text.begin(), text.end(), isNameCharacter);
}

char unescaped(char c)
{
    switch (c) {
    case 'n':
        return '\n';
    case 't':
        return '\t';
    case 'r':
        return '\r';
    default:
        return c;
    }
}

} // namespace

Sign wordOperator(const Token &token)
{
    if (token.kind != TokenKind::Word)
        return Sign::None;
    for (const Spelling &known : kWordOperators) {
        if (equalIgnoringCase(known.text, token.text))
            return known.sign;
    }
    return Sign::None;
}

bool isComparison(Sign sign)
{
    return sign != Sign::None && sign != Sign::And && sign != Sign::Or && sign != Sign::Not
        && sign != Sign::Half;
}

std::size_t spaceAt(std::string_view text, std::size_t at)
{
    const std::string_view rest = text.substr(std::min(at, text.size()));
    if (rest.empty())
        return 0;
    if (rest[0] == ' ' || rest[0] == '\t' || rest[0] == '\n' || rest[0] == '\r')
        return 1;
    if (rest.starts_with("\u00A0"))
        return 2;
    return rest.starts_with("\u3000") ? 3 : 0;
}

FilterLexer::FilterLexer(std::string_view text)
    : m_text(text)
{}

void FilterLexer::skipSpace()
{
    while (const std::size_t length = spaceAt(m_text, m_at))
        m_at += length;
}

char FilterLexer::peek()
{
    skipSpace();
    return m_at < m_text.size() ? m_text[m_at] : '\0';
}

Token FilterLexer::next(LexMode mode)
{
    skipSpace();
    if (m_at >= m_text.size())
        return {.offset = m_text.size()};
    const char c = m_text[m_at];
    if (c == '"' || c == '\'')
        return quoted();
    const TokenKind bracket = bracketKind(c);
    if (bracket != TokenKind::End && (mode != LexMode::Pattern || c == ')')) {
        const std::size_t offset = m_at++;
        return {.kind = bracket, .offset = offset, .length = 1};
    }
    if (mode != LexMode::Pattern) {
        for (const Spelling &spelling : kSigns) {
            if (!m_text.substr(m_at).starts_with(spelling.text))
                continue;
            const std::size_t offset = m_at;
            m_at += spelling.text.size();
            return {.kind = TokenKind::Sign,
                .sign = spelling.sign,
                .offset = offset,
                .length = spelling.text.size()};
        }
    }
    return word(mode);
}

Token FilterLexer::quoted()
{
    Token token{.kind = TokenKind::Quoted, .offset = m_at, .closed = false};
    const char quote = m_text[m_at++];
    while (m_at < m_text.size()) {
        const char c = m_text[m_at++];
        if (c == quote) {
            token.closed = true;
            break;
        }
        // An unknown escape keeps its backslash, so "\d+" stays a regular expression.
        constexpr std::string_view kEscapable = "\\\"'ntr";
        const bool escapes = c == '\\' && m_at < m_text.size()
            && kEscapable.find(m_text[m_at]) != std::string_view::npos;
        token.text.push_back(escapes ? unescaped(m_text[m_at++]) : c);
    }
    token.length = m_at - token.offset;
    return token;
}

bool FilterLexer::endsTermWord(std::size_t start) const
{
    const char c = m_text[m_at];
    if (c == ':')
        return looksLikeName(m_text.substr(start, m_at - start));
    return std::string_view("=<>~!&|[]").find(c) != std::string_view::npos;
}

bool FilterLexer::endsWord(LexMode mode, std::size_t start) const
{
    if (spaceAt(m_text, m_at) > 0)
        return true;
    const char c = m_text[m_at];
    if (c == '(' || c == ')' || c == ',')
        return true;
    if (mode == LexMode::Term)
        return endsTermWord(start);
    const std::string_view rest = m_text.substr(m_at);
    return c == '[' || c == ']' || rest.starts_with("&&") || rest.starts_with("||");
}

Token FilterLexer::word(LexMode mode)
{
    const std::size_t start = m_at;
    int open = 0; // brackets of a pattern
    for (; m_at < m_text.size(); ++m_at) {
        const char c = m_text[m_at];
        if (mode != LexMode::Pattern) {
            if (endsWord(mode, start))
                break;
            continue;
        }
        if (spaceAt(m_text, m_at) > 0 || (c == ')' && open == 0))
            break;
        if (c == '\\' && m_at + 1 < m_text.size() && spaceAt(m_text, m_at + 1) == 0)
            ++m_at;
        else if (c == '(')
            ++open;
        else if (c == ')')
            --open;
    }
    Token token{.kind = TokenKind::Word,
        .offset = start,
        .length = m_at - start,
        .text = std::string(m_text.substr(start, m_at - start))};
    if (mode == LexMode::Term) {
        for (const Spelling &connective : kConnectives) {
            if (equalIgnoringCase(token.text, connective.text)) {
                token.kind = TokenKind::Sign;
                token.sign = connective.sign;
            }
        }
    }
    return token;
}

} // namespace binnacle::query

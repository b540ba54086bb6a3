#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace binnacle::query {

enum class TokenKind {
    End,
    Word,   // bare
    Quoted, // `text` is unescaped
    Sign,   // operator or connective
    LeftParen,
    RightParen,
    LeftBracket,
    RightBracket,
    Comma,
};

enum class Sign {
    None,
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    Matches,
    NotMatches,
    Has, // ':'
    And,
    Or,
    Not,
    Half,     // one '&' or '|'
    Contains, // these three are words, recognised by the parser after a field
    StartsWith,
    In,
};

struct Token
{
    TokenKind kind = TokenKind::End;
    Sign sign = Sign::None;
    std::size_t offset = 0;
    std::size_t length = 0;
    std::string text;   // Word, Quoted
    bool closed = true; // Quoted: has its closing quote

    std::size_t end() const { return offset + length; }
};

// What a bare word may contain depends on where it stands: after an operator it may hold
// "10.2.3.9:8080" or "a=b", and a regular expression any balanced brackets.
enum class LexMode { Term, Value, Pattern };

// Cuts a filter into tokens on demand. Keeps a view of the text. Not thread-safe.
class FilterLexer
{
public:
    explicit FilterLexer(std::string_view text);

    Token next(LexMode mode);

    std::size_t position() const { return m_at; }
    void rewind(std::size_t position) { m_at = position; }
    // The next byte that is not white space; 0 at the end.
    char peek();

private:
    void skipSpace();
    Token quoted();
    Token word(LexMode mode);
    bool endsWord(LexMode mode, std::size_t start) const;
    bool endsTermWord(std::size_t start) const;

    std::string_view m_text;
    std::size_t m_at = 0;
};

// "in", "contains", "startswith", "matches": operators only after a field, words elsewhere.
Sign wordOperator(const Token &token);
// Whether the sign compares, as opposed to connecting conditions.
bool isComparison(Sign sign);

// Length in bytes of the white space at `at`, ideographic and no-break spaces included; 0 if none.
std::size_t spaceAt(std::string_view text, std::size_t at);

} // namespace binnacle::query

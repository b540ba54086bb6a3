#include "core/query/filter_parts.h"

#include "core/query/filter_lexer.h"

namespace binnacle::query {

namespace {

class Parts
{
public:
    explicit Parts(std::string_view text)
        : m_text(text)
        , m_lexer(text)
    {}

    std::vector<FilterPart> run()
    {
        skipSlash();
        for (Token token = m_lexer.next(m_mode); token.kind != TokenKind::End;
             token = m_lexer.next(m_mode))
            take(token);
        return std::move(m_parts);
    }

private:
    using Kind = FilterPart::Kind;

    // k9s: "/text" searches for text.
    void skipSlash()
    {
        std::size_t at = 0;
        while (const std::size_t length = spaceAt(m_text, at))
            at += length;
        if (at < m_text.size() && m_text[at] == '/')
            m_lexer.rewind(at + 1);
    }

    void add(Kind kind, const Token &token)
    {
        m_parts.push_back({.kind = kind, .offset = token.offset, .length = token.length});
    }

    void take(const Token &token)
    {
        const bool isValue = m_mode != LexMode::Term;
        switch (token.kind) {
        case TokenKind::Word:
        case TokenKind::Quoted:
            isValue ? takeValue(token) : takeWord(token);
            break;
        case TokenKind::Sign:
            takeSign(token, token.sign);
            break;
        case TokenKind::LeftBracket:
        case TokenKind::Comma:
            add(Kind::Operator, token);
            m_mode = LexMode::Value;
            break;
        case TokenKind::RightBracket:
            add(Kind::Operator, token);
            [[fallthrough]];
        case TokenKind::LeftParen:
        case TokenKind::RightParen:
            m_mode = LexMode::Term;
            break;
        case TokenKind::End:
            break;
        }
    }

    void takeWord(const Token &token)
    {
        const bool isAfterWord = !m_parts.empty() && m_parts.back().kind == Kind::Word;
        const Sign sign = token.kind == TokenKind::Word ? wordOperator(token) : Sign::None;
        if (isAfterWord && sign != Sign::None)
            takeSign(token, sign);
        else
            add(token.kind == TokenKind::Quoted ? Kind::Text : Kind::Word, token);
    }

    void takeValue(const Token &token)
    {
        const char first = m_text[token.offset];
        const bool isNumber = token.kind == TokenKind::Word
            && ((first >= '0' && first <= '9') || (first == '-' && token.length > 1));
        add(isNumber ? Kind::Number : Kind::Text, token);
        m_mode = LexMode::Term;
    }

    void takeSign(const Token &token, Sign sign)
    {
        if (!isComparison(sign))
            return add(Kind::Connective, token);
        if (!m_parts.empty() && m_parts.back().kind == Kind::Word)
            m_parts.back().kind = Kind::Field;
        add(Kind::Operator, token);
        const bool isPattern = sign == Sign::Matches || sign == Sign::NotMatches;
        m_mode = isPattern ? LexMode::Pattern : LexMode::Value;
    }

    std::string_view m_text;
    FilterLexer m_lexer;
    LexMode m_mode = LexMode::Term;
    std::vector<FilterPart> m_parts;
};

} // namespace

std::vector<FilterPart> filterParts(std::string_view text)
{
    return Parts(text).run();
}

} // namespace binnacle::query

#pragma once

#include "core/query/filter_condition.h"
#include "core/query/filter_lexer.h"
#include "core/query/schema.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace binnacle::query {

// What a comma behind a value means.
enum class CommaMeaning {
    Separates,   // another value
    AlsoMistake, // another value, but a condition there is one that "and" was meant for
    Ends,        // the condition ends
};

// "40 bytes at most", in quotes.
std::string spelled(std::string_view text, const Token &token);
// An error at a token; one at the end of the text is not yet wrong.
FilterError expectedAt(const Token &token, std::string message, std::vector<std::string> expected);
FilterError unclosedQuote(const Token &quoted);

// Reads what is right of an operator: "Pod", "Pod, Node" or "[Pod, Node]".
class ValueReader
{
public:
    ValueReader(
        std::string_view text, FilterLexer &lexer, const Schema &schema, CommaMeaning comma);

    // Adds to condition.values; at least one without an error.
    std::optional<FilterError> read(Condition &condition);
    // The token behind them.
    const Token &following() const { return m_token; }

private:
    std::optional<FilterError> readValue(Condition &condition, LexMode mode);
    std::optional<FilterError> readBracketed(Condition &condition);
    std::optional<FilterError> conditionAsValue(const Token &value) const;

    std::string_view m_text;
    FilterLexer &m_lexer;
    const Schema &m_schema;
    CommaMeaning m_comma;
    Token m_token;
};

} // namespace binnacle::query

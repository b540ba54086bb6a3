#include "core/alerts/condition_parts.h"
#include "core/query/words.h"

#include <charconv>
#include <cmath>
#include <system_error>
#include <utility>

namespace binnacle::alerts {

namespace {

constexpr int kDeepest = 32;
constexpr int kMostTerms = 64;
constexpr std::size_t kLongestText = 4096;

bool isWordByte(char c)
{
    const char lower = query::asciiLower(c);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

//   or     := and { ("or" | "||") and }
//   and    := not { ("and" | "&&") not }
//   not    := ("not" | "!") not | "(" or ")" | term
//   term   := metric [ "(" duration ")" ] op number [ unit ] [ "of" count "requests" ]
//   unit   := "%" | "ms" | "s" | "x" | "×" | "/s"
// The first error wins; functions that give bool give false then.
class LevelParser
{
public:
    explicit LevelParser(std::string_view text)
        : m_text(text)
    {}

    Result<LevelTree> parse()
    {
        LevelTree tree;
        if (m_text.size() > kLongestText)
            return Error{ErrorCode::TooLarge, "a condition has at most 4096 bytes"};
        if (!parseGroup(LevelTree::Kind::Any, 0, tree))
            return *std::move(m_error);
        skipSpace();
        if (m_at < m_text.size())
            return errorAt(m_at, "expected \"and\", \"or\" or the end");
        return normalised(std::move(tree));
    }

private:
    bool fail(std::size_t at, std::string_view what, std::string_view suggestion = {})
    {
        if (!m_error)
            m_error = errorAt(at, what, suggestion);
        return false;
    }

    void skipSpace()
    {
        while (m_at < m_text.size()
            && (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n'
                || m_text[m_at] == '\r'))
            ++m_at;
    }

    bool take(std::string_view sign)
    {
        skipSpace();
        if (!m_text.substr(m_at).starts_with(sign))
            return false;
        m_at += sign.size();
        return true;
    }

    std::string_view peekWord()
    {
        skipSpace();
        std::size_t end = m_at;
        while (end < m_text.size() && isWordByte(m_text[end]))
            ++end;
        return m_text.substr(m_at, end - m_at);
    }

    bool takeWord(std::string_view word)
    {
        if (!query::equalIgnoringCase(peekWord(), word))
            return false;
        m_at += word.size();
        return true;
    }

    bool parseGroup(LevelTree::Kind kind, int depth, LevelTree &tree)
    {
        const bool isAny = kind == LevelTree::Kind::Any;
        tree = {.kind = kind, .term = {}, .children = {}};
        do {
            LevelTree child;
            const bool isRead
                = isAny ? parseGroup(LevelTree::Kind::All, depth, child) : parseNot(depth, child);
            if (!isRead)
                return false;
            tree.children.push_back(std::move(child));
        } while (takeWord(isAny ? "or" : "and") || take(isAny ? "||" : "&&"));
        return true;
    }

    bool parseNot(int depth, LevelTree &tree)
    {
        if (depth >= kDeepest)
            return fail(m_at, "nested more than 32 deep");
        if (takeWord("not") || take("!")) {
            tree = {.kind = LevelTree::Kind::Not, .term = {}, .children = {}};
            return parseNot(depth + 1, tree.children.emplace_back());
        }
        if (!take("("))
            return parseTerm(tree);
        return parseGroup(LevelTree::Kind::Any, depth + 1, tree)
            && (take(")") || fail(m_at, "expected \")\""));
    }

    bool parseTerm(LevelTree &tree)
    {
        const std::string_view word = peekWord();
        const auto metric = levelMetricFromName(word);
        if (word.empty())
            return fail(m_at, "expected burn, budget, availability, error_rate, rps, p95, …");
        if (!metric) {
            return fail(m_at, "unknown metric \"" + std::string(word.substr(0, 40)) + '"',
                nearestLevelMetric(word));
        }
        if (++m_terms > kMostTerms)
            return fail(m_at, "more than 64 comparisons");
        const std::size_t start = m_at;
        m_at += word.size();
        tree = {.kind = LevelTree::Kind::Term,
            .term = {.metric = *metric, .window = usualWindow(*metric)},
            .children = {}};
        LevelTerm &term = tree.term;
        if (!parseWindow(term) || !parseOperator(term) || !parseNumber(term)
            || !parseLeastRequests(term))
            return false;
        const Status valid = checkTerm(term);
        return valid ? true : fail(start, valid.error().message);
    }

    bool parseWindow(LevelTerm &term)
    {
        if (!take("("))
            return true;
        skipSpace();
        const std::size_t start = m_at;
        const std::string_view word = peekWord();
        const Result<Duration> window = readDuration(word);
        if (!window)
            return fail(start, window.error().message);
        m_at += word.size();
        term.window = *window;
        return take(")") || fail(m_at, "expected \")\"");
    }

    bool parseOperator(LevelTerm &term)
    {
        for (const std::string_view sign : {"==", "!=", "<>", ">=", "<=", ">", "<", "="}) {
            if (take(sign)) {
                term.op = *compareOpFromText(sign);
                return true;
            }
        }
        return fail(m_at, "expected >, >=, <, <=, == or !=");
    }

    bool parseNumber(LevelTerm &term)
    {
        skipSpace();
        const char *begin = m_text.data() + m_at;
        const char *textEnd = m_text.data() + m_text.size();
        const auto [end, failure]
            = std::from_chars(begin, textEnd, term.value, std::chars_format::fixed);
        if (failure != std::errc{} || !std::isfinite(term.value))
            return fail(m_at, "expected a number");
        const std::size_t start = m_at;
        m_at += static_cast<std::size_t>(end - begin);
        if (!parseUnit(term))
            return false;
        // "14.4foo" is no number with something behind it.
        return peekWord().empty() || isSpaceBefore() || m_at == start
            || fail(m_at, "unknown unit \"" + std::string(peekWord().substr(0, 40)) + '"');
    }

    bool isSpaceBefore() const
    {
        return m_at > 0
            && (m_text[m_at - 1] == ' ' || m_text[m_at - 1] == '\t' || m_text[m_at - 1] == '\n'
                || m_text[m_at - 1] == '\r');
    }

    bool parseUnit(LevelTerm &term)
    {
        constexpr double kMsPerSecond = 1000;
        if (isPercent(term.metric)) {
            take("%");
        } else if (isLatency(term.metric)) {
            if (!takeWord("ms") && takeWord("s"))
                term.value *= kMsPerSecond;
        } else if (term.metric == LevelMetric::BurnRate) {
            if (!take("\u00d7"))
                takeWord("x");
        } else {
            take("/s");
        }
        return true;
    }

    bool parseLeastRequests(LevelTerm &term)
    {
        if (!takeWord("with"))
            return true;
        const std::string_view word = peekWord();
        const auto [end, failure]
            = std::from_chars(word.data(), word.data() + word.size(), term.minRequests);
        if (failure != std::errc{} || end != word.data() + word.size())
            return fail(
                m_at, "expected the least number of requests, as in \"with 100+ requests\"");
        m_at += word.size();
        take("+");
        return takeWord("requests") || fail(m_at, "expected \"requests\"");
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_terms = 0;
    std::optional<Error> m_error;
};

void printTerm(const LevelTerm &term, std::string &text)
{
    text.append(levelMetricName(term.metric));
    if (term.metric != LevelMetric::BudgetRemaining || term.window != usualWindow(term.metric))
        text.append("(").append(durationText(term.window)).append(")");
    text.append(" ").append(compareOpText(term.op)).append(" ").append(numberText(term.value));
    if (isPercent(term.metric))
        text += " %";
    else if (isLatency(term.metric))
        text += " ms";
    else if (term.metric == LevelMetric::RequestRate)
        text += " /s";
    if (term.minRequests > 0)
        text.append(" with ").append(std::to_string(term.minRequests)).append("+ requests");
}

void print(const LevelTree &tree, std::string &text)
{
    if (tree.kind == LevelTree::Kind::Term) {
        printTerm(tree.term, text);
        return;
    }
    if (tree.kind == LevelTree::Kind::Not)
        text += "not ";
    std::string_view separator;
    for (const LevelTree &child : tree.children) {
        text += separator;
        const bool isBare = child.kind == LevelTree::Kind::Term
            || child.kind == LevelTree::Kind::Not
            || (tree.kind == LevelTree::Kind::Any && child.kind == LevelTree::Kind::All);
        if (!isBare)
            text += '(';
        print(child, text);
        if (!isBare)
            text += ')';
        separator = tree.kind == LevelTree::Kind::Any ? " or " : " and ";
    }
}

} // namespace

std::string levelText(const LevelTree &tree)
{
    std::string text;
    print(tree, text);
    return text;
}

Result<LevelTree> parseLevels(std::string_view text)
{
    return LevelParser(text).parse();
}

} // namespace binnacle::alerts

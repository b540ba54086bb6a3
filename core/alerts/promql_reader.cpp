#include "core/alerts/promql_reader.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <optional>
#include <utility>

namespace binnacle::alerts {

namespace {

constexpr int kDeepest = 32;
constexpr std::size_t kLongest = 16UL * 1024;
constexpr std::array<std::string_view, 6> kAggregates{"sum", "min", "max", "avg", "count", "group"};
constexpr std::array<std::string_view, 8> kFunctions{
    "increase", "rate", "irate", "delta", "changes", "absent", "max_over_time", "min_over_time"};

bool isNameByte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'
        || c == ':';
}

template<std::size_t N>
bool isOneOf(const std::array<std::string_view, N> &words, std::string_view word)
{
    return std::ranges::find(words, word) != words.end();
}

//   or   := and { "or" [matching] and }
//   and  := cmp { "and" [matching] cmp }
//   cmp  := product [ op ["bool"] product ]
//   product := value { ("*" | "/") value }
//   value := number | "(" or ")" [grouping] | aggregate | function | selector
// The first error wins; functions that give bool give false then.
class PromReader
{
public:
    explicit PromReader(std::string_view text)
        : m_text(text)
    {}

    Result<PromExpr> read()
    {
        PromExpr expr;
        if (m_text.size() > kLongest)
            return Error{ErrorCode::InvalidArgument, "the expression is too long"};
        if (!readOr(0, expr))
            return *std::move(m_error);
        skipSpace();
        if (m_at < m_text.size())
            fail("\"" + std::string(m_text.substr(m_at, 20)) + "\" has no counterpart here");
        if (m_error)
            return *std::move(m_error);
        return expr;
    }

private:
    bool fail(std::string message)
    {
        if (!m_error)
            m_error = Error{ErrorCode::InvalidArgument, std::move(message)};
        return false;
    }

    void skipSpace()
    {
        while (m_at < m_text.size()) {
            if (m_text[m_at] == '#')
                m_at = std::min(m_text.find('\n', m_at), m_text.size());
            else if (m_text[m_at] == ' ' || m_text[m_at] == '\t' || m_text[m_at] == '\n'
                || m_text[m_at] == '\r')
                ++m_at;
            else
                return;
        }
    }

    bool take(std::string_view sign)
    {
        skipSpace();
        if (!m_text.substr(m_at).starts_with(sign))
            return false;
        m_at += sign.size();
        return true;
    }

    bool expect(std::string_view sign)
    {
        return take(sign) || fail("expected \"" + std::string(sign) + '"');
    }

    std::string_view peekName()
    {
        skipSpace();
        std::size_t end = m_at;
        while (end < m_text.size() && isNameByte(m_text[end]))
            ++end;
        return m_text.substr(m_at, end - m_at);
    }

    bool takeName(std::string_view name)
    {
        if (peekName() != name)
            return false;
        m_at += name.size();
        return true;
    }

    // by (a, b), without (a), on (a), ignoring (a): which labels are kept does not matter to us.
    bool skipGrouping()
    {
        for (const std::string_view word :
            {"by", "without", "on", "ignoring", "group_left", "group_right"}) {
            if (!takeName(word))
                continue;
            if (!take("("))
                return skipGrouping();
            const std::size_t end = m_text.find(')', m_at);
            if (end == std::string_view::npos)
                return fail("expected \")\"");
            m_at = end + 1;
            return skipGrouping();
        }
        return true;
    }

    bool readGroup(PromExpr::Kind kind, int depth, PromExpr &expr)
    {
        const bool isAny = kind == PromExpr::Kind::Any;
        PromExpr group{.kind = kind, .series = {}, .op = {}, .children = {}};
        do {
            if (!skipGrouping())
                return false;
            PromExpr child;
            if (!(isAny ? readGroup(PromExpr::Kind::All, depth, child) : readCompare(depth, child)))
                return false;
            group.children.push_back(std::move(child));
        } while (takeName(isAny ? "or" : "and"));
        if (peekName() == "unless")
            return fail("\"unless\" has no counterpart here");
        expr = group.children.size() == 1 ? std::move(group.children.front()) : std::move(group);
        return true;
    }

    bool readOr(int depth, PromExpr &expr)
    {
        if (depth > kDeepest)
            return fail("the expression is nested too deep");
        return readGroup(PromExpr::Kind::Any, depth, expr);
    }

    std::string takeComparison()
    {
        for (const std::string_view sign : {"==", "!=", ">=", "<=", ">", "<"}) {
            if (take(sign))
                return std::string(sign);
        }
        return {};
    }

    static std::string mirrored(const std::string &op)
    {
        if (op == ">" || op == ">=")
            return op == ">" ? "<" : "<=";
        if (op == "<" || op == "<=")
            return op == "<" ? ">" : ">=";
        return op;
    }

    bool readCompare(int depth, PromExpr &expr)
    {
        PromExpr left;
        if (!readProduct(depth, left))
            return false;
        std::string op = takeComparison();
        if (op.empty()) {
            expr = std::move(left);
            return true;
        }
        if (takeName("bool"))
            return fail("\"bool\" has no counterpart here");
        PromExpr right;
        if (!readProduct(depth, right))
            return false;
        if (left.kind == PromExpr::Kind::Number && right.kind == PromExpr::Kind::Series) {
            std::swap(left, right);
            op = mirrored(op);
        }
        if (left.kind != PromExpr::Kind::Series || right.kind != PromExpr::Kind::Number)
            return fail("series are compared with numbers here, not with each other");
        expr = {.kind = PromExpr::Kind::Compare,
            .series = std::move(left.series),
            .number = right.number,
            .factor = right.factor,
            .isProduct = right.isProduct,
            .op = std::move(op),
            .children = {}};
        return true;
    }

    bool readProduct(int depth, PromExpr &expr)
    {
        if (!readValue(depth, expr))
            return false;
        for (;;) {
            skipSpace();
            const char sign = m_at < m_text.size() ? m_text[m_at] : '\0';
            if (sign == '+' || sign == '-' || sign == '%' || sign == '^')
                return fail("sums of series have no counterpart here");
            if (sign != '*' && sign != '/')
                return true;
            ++m_at;
            PromExpr right;
            if (!readValue(depth, right))
                return false;
            if (expr.kind != PromExpr::Kind::Number || right.kind != PromExpr::Kind::Number)
                return fail("ratios and products of series have no counterpart here");
            expr.factor = expr.number;
            expr.number = sign == '*' ? expr.number * right.number : expr.number / right.number;
            expr.isProduct = sign == '*';
            if (!std::isfinite(expr.number))
                return fail("a number is out of range");
        }
    }

    bool readValue(int depth, PromExpr &expr)
    {
        if (take("("))
            return readOr(depth + 1, expr) && expect(")") && skipGrouping();
        const std::string_view name = peekName();
        const bool isNumber
            = (name.empty() && m_at < m_text.size() && (m_text[m_at] == '-' || m_text[m_at] == '.'))
            || (!name.empty() && name.front() >= '0' && name.front() <= '9');
        if (isNumber)
            return readNumber(expr);
        if (isOneOf(kAggregates, name)) {
            m_at += name.size();
            return readAggregate(std::string(name), depth, expr);
        }
        const std::size_t after = m_text.find_first_not_of(" \t\r\n", m_at + name.size());
        if (!name.empty() && after != std::string_view::npos && m_text[after] == '(') {
            if (!isOneOf(kFunctions, name))
                return fail(std::string(name) + "() has no counterpart here");
            m_at = after + 1;
            return readFunction(std::string(name), expr);
        }
        return readSelector(expr);
    }

    bool readNumber(PromExpr &expr)
    {
        const char *begin = m_text.data() + m_at;
        const auto [end, failure]
            = std::from_chars(begin, m_text.data() + m_text.size(), expr.number);
        if (failure != std::errc{} || !std::isfinite(expr.number))
            return fail("expected a number");
        m_at += static_cast<std::size_t>(end - begin);
        expr.kind = PromExpr::Kind::Number;
        expr.factor = expr.number;
        return true;
    }

    // sum by (pod) (…), max(… > 1) without (window)
    bool readAggregate(std::string name, int depth, PromExpr &expr)
    {
        if (!skipGrouping() || !expect("(") || !readOr(depth + 1, expr) || !expect(")")
            || !skipGrouping())
            return false;
        if (expr.kind == PromExpr::Kind::Series || expr.kind == PromExpr::Kind::Compare)
            expr.series.aggregate = std::move(name);
        return true;
    }

    bool readFunction(std::string name, PromExpr &expr)
    {
        if (!readSelector(expr) || !expect(")"))
            return false;
        if (!expr.series.function.empty())
            return fail("functions of functions have no counterpart here");
        expr.series.function = std::move(name);
        return true;
    }

    bool readSelector(PromExpr &expr)
    {
        expr.kind = PromExpr::Kind::Series;
        const std::string_view name = peekName();
        m_at += name.size();
        expr.series.metric = std::string(name);
        skipSpace();
        const bool hasLabels = take("{");
        if (name.empty() && !hasLabels)
            return fail(
                "the expression cannot be read at \"" + std::string(m_text.substr(m_at, 20)) + '"');
        while (hasLabels && !take("}")) {
            if (!readLabel(expr.series.labels.emplace_back()))
                return false;
            take(",");
        }
        if (takeName("offset") || take("@"))
            return fail("offsets have no counterpart here");
        return !take("[") || readRange(expr);
    }

    bool readRange(PromExpr &expr)
    {
        const std::size_t end = m_text.find(']', m_at);
        if (end == std::string_view::npos)
            return fail("expected \"]\"");
        const std::string_view range = m_text.substr(m_at, end - m_at);
        const Result<Duration> length = parseDuration(range);
        if (!length)
            return fail(
                "the range [" + std::string(range.substr(0, 20)) + "] has no counterpart here");
        expr.series.range = *length;
        m_at = end + 1;
        return true;
    }

    bool readLabel(PromLabel &label)
    {
        label.name = std::string(peekName());
        m_at += label.name.size();
        if (label.name.empty())
            return fail("expected the name of a label");
        for (const std::string_view op : {"=~", "!~", "!=", "="}) {
            if (take(op)) {
                label.op = std::string(op);
                break;
            }
        }
        return label.op.empty() ? fail("expected = != =~ or !~") : readQuoted(label.value);
    }

    bool readQuoted(std::string &value)
    {
        skipSpace();
        const char quote = m_at < m_text.size() ? m_text[m_at] : '\0';
        if (quote != '"' && quote != '\'' && quote != '`')
            return fail("expected a text in quotes");
        for (++m_at; m_at < m_text.size() && m_text[m_at] != quote; ++m_at) {
            if (m_text[m_at] == '\\' && quote != '`' && m_at + 1 < m_text.size())
                ++m_at;
            value += m_text[m_at];
        }
        return take(std::string_view(&quote, 1)) || fail("a text lacks its closing quote");
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::optional<Error> m_error;
};

} // namespace

Result<PromExpr> readPromExpr(std::string_view text)
{
    return PromReader(text).read();
}

} // namespace binnacle::alerts

#include "core/collect/route_match.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <utility>

namespace binnacle::collect {

namespace {

constexpr std::size_t kMostBytes = 64U << 10U;
constexpr std::size_t kMostWays = 1'000;
constexpr int kMostLevels = 32;

enum class DomainKind { Any, Name, Pattern };
enum class PathKind { Any, Prefix, Exact, Pattern };

// What one alternative of the rule demands.
struct Way
{
    DomainKind domainKind = DomainKind::Any;
    std::string domain;
    PathKind pathKind = PathKind::Any;
    std::string path;
};
using Ways = std::vector<Way>; // alternatives; empty: never

std::string lowerCase(std::string_view text)
{
    std::string lower(text);
    for (char &c : lower) {
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    }
    return lower;
}

// False: nothing satisfies both. Two patterns may, the first is kept.
bool narrowDomain(Way &way, const Way &other)
{
    if (other.domainKind == DomainKind::Any)
        return true;
    if (way.domainKind == DomainKind::Name && other.domainKind == DomainKind::Name)
        return way.domain == other.domain;
    if (way.domainKind != DomainKind::Name
        && (way.domainKind == DomainKind::Any || other.domainKind == DomainKind::Name)) {
        way.domainKind = other.domainKind;
        way.domain = other.domain;
    }
    return true;
}

// "/a" contains "/a/b" and, as Traefik compares plain text, "/ab".
bool narrowPath(Way &way, const Way &other)
{
    if (other.pathKind == PathKind::Any)
        return true;
    const auto take = [&] {
        way.pathKind = other.pathKind;
        way.path = other.path;
        return true;
    };
    if (way.pathKind == PathKind::Any)
        return take();
    if (way.pathKind == PathKind::Pattern || other.pathKind == PathKind::Pattern)
        return way.pathKind == PathKind::Pattern ? take() : true;
    if (way.pathKind == PathKind::Exact && other.pathKind == PathKind::Exact)
        return way.path == other.path;
    if (way.pathKind == PathKind::Exact)
        return way.path.starts_with(other.path);
    if (other.pathKind == PathKind::Exact || other.path.size() > way.path.size())
        return other.path.starts_with(way.path) && take();
    return way.path.starts_with(other.path);
}

class Parser
{
public:
    explicit Parser(std::string_view rule)
        : m_rule(rule)
    {}

    Result<Ways> parse()
    {
        if (m_rule.size() > kMostBytes)
            return failAt("the rule is longer than 64 KiB");
        auto ways = parseAny();
        if (!ways)
            return ways;
        if (!atEnd())
            return failAt("expected '&&', '||' or the end");
        return ways;
    }

private:
    Result<Ways> parseAny()
    {
        auto ways = parseAll();
        while (ways && takeSign("||")) {
            auto more = parseAll();
            if (!more)
                return more;
            for (Way &way : *more)
                ways->push_back(std::move(way));
            if (ways->size() > kMostWays)
                return failAt("the rule has more than 1000 ways");
        }
        return ways;
    }

    Result<Ways> parseAll()
    {
        auto ways = parseOne();
        while (ways && takeSign("&&")) {
            auto more = parseOne();
            if (!more)
                return more;
            if (ways->size() * more->size() > kMostWays)
                return failAt("the rule has more than 1000 ways");
            ways = bothOf(*ways, *more);
        }
        return ways;
    }

    static Ways bothOf(const Ways &left, const Ways &right)
    {
        Ways both;
        for (const Way &one : left) {
            for (const Way &other : right) {
                Way way = one;
                if (narrowDomain(way, other) && narrowPath(way, other))
                    both.push_back(std::move(way));
            }
        }
        return both;
    }

    Result<Ways> parseOne()
    {
        if (++m_level > kMostLevels)
            return failAt("the rule nests more than 32 levels");
        auto ways = parseNested();
        --m_level;
        return ways;
    }

    Result<Ways> parseNested()
    {
        if (takeSign("!")) {
            auto denied = parseOne();
            if (!denied)
                return denied;
            return Ways{Way{}}; // everything else
        }
        if (takeSign("(")) {
            auto ways = parseAny();
            if (ways && !takeSign(")"))
                return failAt("expected ')'");
            return ways;
        }
        return parseMatcher();
    }

    Result<Ways> parseMatcher()
    {
        skipBlanks();
        const std::size_t start = m_at;
        while (m_at < m_rule.size() && isLetter(m_rule[m_at]))
            ++m_at;
        const std::string_view name = m_rule.substr(start, m_at - start);
        if (name.empty())
            return failAt("expected a matcher such as Host(`example.com`)");
        if (!takeSign("("))
            return failAt("expected '(' after the matcher's name");
        std::vector<std::string> words;
        do {
            auto word = parseWord();
            if (!word)
                return word.error();
            words.push_back(*std::move(word));
            if (words.size() > kMostWays)
                return failAt("the rule has more than 1000 ways");
        } while (takeSign(","));
        if (!takeSign(")"))
            return failAt("expected ',' or ')'");
        return waysOf(name, words);
    }

    static Ways waysOf(std::string_view name, const std::vector<std::string> &words)
    {
        Ways ways;
        for (const std::string &word : words) {
            if (name == "Host")
                ways.push_back({.domainKind = DomainKind::Name, .domain = lowerCase(word)});
            else if (name == "HostRegexp")
                ways.push_back({.domainKind = DomainKind::Pattern, .domain = word});
            else if (name == "PathPrefix")
                ways.push_back({.pathKind = PathKind::Prefix, .path = word});
            else if (name == "Path")
                ways.push_back({.pathKind = PathKind::Exact, .path = word});
            else if (name == "PathRegexp")
                ways.push_back({.pathKind = PathKind::Pattern, .path = word});
            else
                return {Way{}};
        }
        return ways;
    }

    Result<std::string> parseWord()
    {
        skipBlanks();
        if (m_at == m_rule.size() || (m_rule[m_at] != '`' && m_rule[m_at] != '"'))
            return failAt("expected a word in back quotes");
        const char quote = m_rule[m_at++];
        std::string word;
        while (m_at < m_rule.size() && m_rule[m_at] != quote) {
            const bool isEscape = quote == '"' && m_rule[m_at] == '\\' && m_at + 1 < m_rule.size();
            m_at += isEscape ? 1 : 0;
            word.push_back(m_rule[m_at++]);
        }
        if (m_at == m_rule.size())
            return failAt("the quote is not closed");
        ++m_at;
        return word;
    }

    bool takeSign(std::string_view sign)
    {
        skipBlanks();
        if (!m_rule.substr(m_at).starts_with(sign))
            return false;
        m_at += sign.size();
        return true;
    }

    bool atEnd()
    {
        skipBlanks();
        return m_at == m_rule.size();
    }

    void skipBlanks()
    {
        while (m_at < m_rule.size()
            && (m_rule[m_at] == ' ' || m_rule[m_at] == '\t' || m_rule[m_at] == '\n'
                || m_rule[m_at] == '\r'))
            ++m_at;
    }

    static bool isLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

    Error failAt(std::string_view what) const
    {
        return {ErrorCode::InvalidArgument,
            "route rule, byte " + std::to_string(m_at) + ": " + std::string(what)};
    }

    std::string_view m_rule;
    std::size_t m_at = 0;
    int m_level = 0;
};

RouteTarget targetOf(Way &&way)
{
    RouteTarget target;
    if (!way.domain.empty())
        target.domain = std::move(way.domain);
    if (!way.path.empty())
        target.pathPrefix = std::move(way.path);
    target.isDomainPattern = way.domainKind == DomainKind::Pattern;
    return target;
}

} // namespace

Result<std::vector<RouteTarget>> parseRouteMatch(std::string_view rule)
{
    auto ways = Parser(rule).parse();
    if (!ways)
        return ways.error();
    std::vector<RouteTarget> targets;
    for (Way &way : *ways) {
        RouteTarget target = targetOf(std::move(way));
        if (std::ranges::find(targets, target) == targets.end())
            targets.push_back(std::move(target));
    }
    return targets;
}

} // namespace binnacle::collect

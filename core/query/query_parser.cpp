#include "core/query/filter_lexer.h"
#include "core/query/filter_limits.h"
#include "core/query/filter_parser.h"
#include "core/query/query.h"
#include "core/query/query_columns.h"
#include "core/query/query_reader.h"
#include "core/query/query_stages.h"
#include "core/query/query_times.h"
#include "core/query/words.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace binnacle::query {

namespace {

// The arguments of a source that are no fields.
enum class Reserved { Cluster, Last, Since, Until, Limit };
struct ReservedWord
{
    std::string_view name;
    Reserved word;
};
constexpr std::array<ReservedWord, 5> kReserved{
    {{"cluster", Reserved::Cluster}, {"last", Reserved::Last}, {"since", Reserved::Since},
        {"until", Reserved::Until}, {"limit", Reserved::Limit}}};

std::vector<std::string> stageNames()
{
    std::vector<std::string> names;
    for (const StageInfo &stage : allStages())
        names.emplace_back(stage.name);
    return names;
}

// Adds to a condition; groups of "and" melt into one, as in a filter.
PredicatePtr joined(const PredicatePtr &all, const PredicatePtr &one)
{
    std::vector<PredicatePtr> parts;
    for (const PredicatePtr &side : {all, one}) {
        if (side && side->kind == Predicate::Kind::And)
            parts.insert(parts.end(), side->children.begin(), side->children.end());
        else if (side)
            parts.push_back(side);
    }
    return allOf(std::move(parts));
}

// The stages behind a source. The first error wins, the reader has it; every function gives false
// then.
class Parser
{
public:
    Parser(QueryReader &reader, const Schema &schema, Timestamp now)
        : m_reader(reader)
        , m_schema(schema)
        , m_now(now)
        , m_times(reader, now, m_query.time)
        , m_columns(reader, schema, m_query)
    {
        m_query.source = sourceIdOf(schema);
    }
    Parser(const Parser &) = delete;
    Parser &operator=(const Parser &) = delete;

    bool run()
    {
        return parseArguments() && parseStages() && m_columns.finish() && m_times.finish();
    }
    Query take() { return std::move(m_query); }

private:
    bool parseArguments()
    {
        if (!m_reader.take('(') || m_reader.take(')'))
            return true;
        do {
            if (!parseArgument())
                return false;
        } while (m_reader.take(','));
        return m_reader.expect(')', {",", ")"});
    }

    // A condition, or one of the reserved words with its value.
    bool parseArgument()
    {
        m_reader.peek();
        FilterLexer lexer(m_reader.text());
        lexer.rewind(m_reader.position());
        const Token word = lexer.next(LexMode::Term);
        Token sign = lexer.next(LexMode::Term);
        if (wordOperator(sign) == Sign::In)
            sign.sign = Sign::In;
        const auto reserved = std::ranges::find_if(kReserved,
            [&word](const ReservedWord &one) { return equalIgnoringCase(one.name, word.text); });
        if (word.kind == TokenKind::Word && reserved != kReserved.end()) {
            const bool isSet = sign.sign == Sign::Equal || sign.sign == Sign::Has;
            if (reserved->word == Reserved::Cluster && (isSet || sign.sign == Sign::In))
                return parseClusters(lexer, sign);
            if (reserved->word != Reserved::Cluster && isSet)
                return parseReserved(reserved->word, lexer);
            if (!m_schema.find(word.text))
                return m_reader.fail(sign.offset, sign.length,
                    "expected = behind " + std::string(reserved->name), {.expected = {"="}});
            if (reserved->word == Reserved::Cluster)
                addCluster("*"); // any of those that satisfy it
        }
        return parseCondition();
    }

    bool parseCondition()
    {
        auto condition
            = parseConditionWithin(m_reader.text(), m_reader.position(), m_schema, m_now);
        if (!condition) {
            FilterError error = std::move(condition).error();
            // What could stand there are the reserved words as well.
            if (error.message.starts_with("unknown field"))
                nameReserved(error);
            return m_reader.fail(std::move(error));
        }
        m_reader.moveTo(condition->end);
        return require(condition->predicate);
    }

    void nameReserved(FilterError &error) const
    {
        const std::string_view word = m_reader.text().substr(error.offset, error.length);
        std::vector<std::string_view> names;
        for (const ReservedWord &one : kReserved) {
            names.push_back(one.name);
            error.expected.emplace_back(one.name);
        }
        if (error.suggestion.empty())
            error.suggestion = nearestWord(word, names);
        error.incomplete = error.offset + error.length == m_reader.text().size()
            && std::ranges::any_of(error.expected,
                [word](const std::string &name) { return startsWithIgnoringCase(name, word); });
    }

    bool parseClusters(FilterLexer &lexer, const Token &sign)
    {
        static const FieldInfo kField{.names = {"cluster"}};
        Condition condition{.field = &kField, .sign = sign};
        ValueReader values(m_reader.text(), lexer, m_schema, CommaMeaning::Ends);
        if (auto problem = values.read(condition))
            return m_reader.fail(*std::move(problem));
        for (const Token &value : condition.values) {
            const bool isPattern = value.kind == TokenKind::Word && value.text != "*"
                && value.text.find('*') != std::string::npos;
            if (isPattern && m_schema.find("cluster")) {
                addCluster("*");
                return parseCondition();
            }
        }
        for (const Token &value : condition.values) {
            if (value.text.empty())
                return m_reader.fail(value.offset, value.length,
                    "expected the id of a cluster, or \"*\" for all", {.expected = {"\"*\""}});
            addCluster(value.text);
        }
        m_reader.moveTo(values.following().offset);
        return true;
    }

    void addCluster(const std::string &id)
    {
        if (std::ranges::find(m_query.clusters, id) == m_query.clusters.end())
            m_query.clusters.push_back(id);
    }

    bool parseReserved(Reserved word, FilterLexer &lexer)
    {
        const Token value = lexer.next(LexMode::Value);
        if (value.kind == TokenKind::Quoted && !value.closed)
            return m_reader.fail(unclosedQuote(value));
        if (value.kind != TokenKind::Word && value.kind != TokenKind::Quoted)
            return m_reader.fail(
                value.offset, value.length, "a value is missing here", {.expected = {"value"}});
        m_reader.moveTo(value.end());
        const Argument argument{.offset = value.offset,
            .length = value.length,
            .text = value.text,
            .isQuoted = value.kind == TokenKind::Quoted};
        switch (word) {
        case Reserved::Last:
            return m_times.takeLast(argument);
        case Reserved::Since:
            return m_times.takeSince(argument);
        case Reserved::Until:
            return m_times.takeUntil(argument);
        case Reserved::Limit:
            return m_columns.takeLimit({argument});
        case Reserved::Cluster:
            break;
        }
        return true;
    }

    bool require(const PredicatePtr &condition)
    {
        m_query.where = joined(m_query.where, condition);
        if (auto problem = tooLarge(m_query.where, 0, m_reader.text().size()))
            return m_reader.fail(*std::move(problem));
        return true;
    }

    bool parseStages()
    {
        while (m_reader.take('.')) {
            const Argument name = m_reader.identifier();
            const StageInfo *stage = findStage(name.text);
            if (!stage)
                return unknownStage(name);
            if (!m_reader.expect('(') || !parseStage(*stage, name))
                return false;
            if (stage->kind == StageKind::Where ? !endWhere() : !m_reader.expect(')'))
                return false;
        }
        if (m_reader.isAtEnd())
            return true;
        return m_reader.fail(m_reader.position(), 1,
            "expected \".\" and a stage such as .where(…), or the end", {.expected = {"."}});
    }

    bool endWhere()
    {
        return m_reader.take(')')
            || m_reader.fail(m_reader.position(), m_reader.isAtEnd() ? 0 : 1,
                m_reader.isAtEnd() ? "the closing \")\" is missing"
                                   : "expected \"and\", \"or\" or \")\" here",
                {.expected = {"and", "or", ")"}});
    }

    bool unknownStage(const Argument &name)
    {
        std::vector<std::string_view> known;
        for (const StageInfo &stage : allStages())
            known.push_back(stage.name);
        const bool begins = std::ranges::any_of(known,
            [&name](std::string_view one) { return startsWithIgnoringCase(one, name.text); });
        if (name.text.empty())
            return m_reader.fail(m_reader.position(), m_reader.isAtEnd() ? 0 : 1,
                "a stage such as where(…) is missing here", {.expected = stageNames()});
        return m_reader.fail(name, "unknown stage \"" + name.text.substr(0, 40) + '"',
            {.expected = stageNames(),
                .suggestion = nearestWord(name.text, known),
                .mayGrow = begins});
    }

    bool parseStage(const StageInfo &stage, const Argument &name)
    {
        if (stage.kind == StageKind::Where)
            return parseWhere();
        if (stage.kind == StageKind::Bisect)
            return parseBisect(name);
        std::vector<Argument> arguments;
        if (!m_reader.readArguments(arguments))
            return false;
        if (arguments.size() < stage.least || arguments.size() > stage.most) {
            const bool isOpen = m_reader.isAtEnd() && arguments.size() < stage.least;
            return m_reader.fail(isOpen ? m_reader.text().size() : name.offset,
                isOpen ? 0 : name.length, "write " + std::string(stage.form),
                {.expected = {std::string(stage.form)}});
        }
        return takeStage(stage, name, arguments);
    }

    bool parseWhere()
    {
        auto expression = parseExpressionWithin(
            m_reader.text(), m_reader.position(), m_schema, m_now, CommaMeaning::AlsoMistake);
        if (!expression)
            return m_reader.fail(std::move(expression).error());
        m_reader.moveTo(expression->end);
        return require(expression->predicate);
    }

    // bisect(condition), bisect(condition, "from..to") or the other way round.
    bool parseBisect(const Argument &name)
    {
        const char first = m_reader.peek();
        if (first == '"' || first == '\'') {
            const std::size_t begin = m_reader.position();
            Argument span;
            if (!m_reader.readQuoted(span))
                return false;
            if (!m_reader.take(','))
                m_reader.moveTo(begin); // words to search for
            else if (!m_times.takeDuring(span))
                return false;
        }
        auto becomes = parseExpressionWithin(
            m_reader.text(), m_reader.position(), m_schema, m_now, CommaMeaning::Ends);
        if (!becomes)
            return m_reader.fail(std::move(becomes).error());
        if (!becomes->predicate)
            return m_reader.fail(becomes->end, 0,
                "write bisect(condition): what should become true", {.expected = {"condition"}});
        m_reader.moveTo(becomes->end);
        if (m_reader.take(',')) {
            std::vector<Argument> span;
            if (!m_reader.readArguments(span))
                return false;
            if (span.size() != 1)
                return m_reader.fail(m_reader.position(), 0,
                    "write bisect(condition, \"03:00..04:00\")",
                    {.expected = {"\"03:00..04:00\""}});
            if (!m_times.takeDuring(span.front()))
                return false;
        }
        return m_times.takeBisect(name, becomes->predicate);
    }

    bool takeStage(
        const StageInfo &stage, const Argument &name, const std::vector<Argument> &arguments)
    {
        switch (stage.kind) {
        case StageKind::Select:
            return m_columns.takeSelect(arguments);
        case StageKind::GroupBy:
            return m_columns.takeGroupBy(arguments);
        case StageKind::Aggregate:
            return m_columns.takeAggregate(stage.function, arguments);
        case StageKind::Sort:
            return m_columns.takeSort(arguments);
        case StageKind::Top:
            return m_columns.takeTop(arguments);
        case StageKind::Limit:
            return m_columns.takeLimit(arguments);
        case StageKind::At:
            return m_times.takeAt(name, arguments[0]);
        case StageKind::Diff:
            return m_times.takeDiff(name, arguments);
        case StageKind::Last:
            return m_times.takeLast(arguments[0]);
        case StageKind::During:
            return m_times.takeDuring(arguments[0]);
        case StageKind::Where:
        case StageKind::Bisect:
            break;
        }
        return true;
    }

    QueryReader &m_reader;
    const Schema &m_schema;
    Timestamp m_now;
    Query m_query;
    QueryTimes m_times;
    QueryColumns m_columns;
};

FilterError noSource(QueryReader &reader, const Argument &name)
{
    std::vector<std::string_view> names;
    for (const Schema &schema : allSchemas())
        names.push_back(schema.name);
    std::vector<std::string> expected(names.begin(), names.end());
    if (name.text.empty()) {
        reader.fail(reader.position(), reader.isAtEnd() ? 0 : 1,
            "a query begins with a source such as pods", {.expected = std::move(expected)});
        return reader.takeError();
    }
    const bool begins = std::ranges::any_of(
        names, [&name](std::string_view one) { return startsWithIgnoringCase(one, name.text); });
    std::string nearest = nearestWord(name.text, names);
    if (nearest.empty())
        nearest = nearestWord(name.text, sourceAliases());
    reader.fail(name, "unknown source \"" + name.text.substr(0, 40) + '"',
        {.expected = std::move(expected), .suggestion = std::move(nearest), .mayGrow = begins});
    return reader.takeError();
}

} // namespace

Result<Query, FilterError> parseQuery(std::string_view text, Timestamp now)
{
    if (auto problem = unreadable(text))
        return *std::move(problem);
    QueryReader reader(text);
    const Argument name = reader.identifier();
    const Schema *schema = findSource(name.text);
    if (!schema)
        return noSource(reader, name);
    Parser parser(reader, *schema, now);
    if (!parser.run())
        return reader.takeError();
    return parser.take();
}

} // namespace binnacle::query

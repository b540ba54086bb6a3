#include "core/query/query_stages.h"
#include "core/query/source_fields.h"
#include "tests/core/query/query_equality.h"

#include <QTest>

#include <array>
#include <random>
#include <string>

using namespace binnacle;
using namespace binnacle::query;

namespace {

// 2026-03-01 12:00:00 UTC
const Timestamp kNow = fromEpochMs(1'772'366'400'000);

// Writes queries as people do: any stage, any order, all kinds of values.
class QueryWriter
{
public:
    explicit QueryWriter(unsigned seed)
        : m_random(seed)
    {}

    std::string write()
    {
        m_schema = &allSchemas()[below(allSchemas().size())];
        std::string text = std::string(m_schema->name) + arguments();
        const bool isAggregated = chance(40);
        for (std::size_t stages = below(4); stages > 0; --stages)
            text += "\n  ." + (chance(50) ? "where(" + condition(3) + ")" : rowStage());
        return text + (isAggregated ? aggregated() : plain());
    }

private:
    std::size_t below(std::size_t end) { return m_random() % end; }
    bool chance(unsigned percent) { return m_random() % 100 < percent; }
    template<std::size_t N>
    std::string oneOf(const std::array<const char *, N> &texts)
    {
        return texts[below(N)];
    }

    std::string arguments()
    {
        if (chance(40))
            return chance(50) ? "" : "( )";
        std::string text;
        if (chance(60))
            text += oneOf<4>({"cluster=\"prod-eu\"", "cluster = \"*\"", "cluster in [a, \"b c\"]",
                        "cluster='it\"s'"})
                + ",";
        text += comparison(true);
        if (chance(30))
            text += oneOf<3>({", limit=7", ", since=2h, until=\"1h\"", ", last=\"10m\""});
        return '(' + text + ')';
    }

    // Times conflict with each other, so at most one of them.
    std::string rowStage()
    {
        if (m_hasTime)
            return "limit(50)";
        m_hasTime = true;
        return oneOf<7>({"at(\"03:12\")", "diff(\"03:00\", 03:20)", "during(\"03:00..03:40\")",
            "during(alert:7)", "limit(20, 3)", "at(2026-02-28T10:00:00Z)",
            "diff(yesterday, today)"});
    }

    const FieldInfo &field() { return m_schema->fields[below(m_schema->fields.size())]; }

    const FieldInfo &column()
    {
        while (true) {
            const FieldInfo &one = field();
            if (one.type != FieldType::FullText && one.type != FieldType::Labels)
                return one;
        }
    }

    std::string plain()
    {
        std::string text;
        if (chance(50))
            text += ".select(" + std::string(column().name()) + "," + std::string(column().name())
                + ")";
        if (chance(50))
            text += ".sort(-" + std::string(column().name()) + ", " + std::string(column().name())
                + " desc)";
        if (chance(20))
            text += ".top(5, " + std::string(column().name()) + ")";
        return text + (chance(50) ? ".limit(10)" : "");
    }

    std::string aggregated()
    {
        const std::string group(column().name());
        std::string text = ".groupby(" + group + ")";
        if (chance(70))
            text += ".count()";
        for (const FieldInfo &one : m_schema->fields) {
            const bool isNumber = one.type == FieldType::Percent || one.type == FieldType::Count
                || one.type == FieldType::Span || one.type == FieldType::Bytes;
            if (isNumber && chance(20))
                text += "." + oneOf<4>({"avg", "p95", "SUM", "max"}) + "(" + std::string(one.name())
                    + ")";
        }
        return text + (chance(50) ? ".sort(-" + group + ")" : "");
    }

    std::string condition(int depth)
    {
        if (depth == 0 || chance(40))
            return comparison(false);
        switch (below(4)) {
        case 0:
            return "not (" + condition(depth - 1) + ")";
        case 1:
            return "(" + condition(depth - 1) + oneOf<3>({" or ", " || ", " and "})
                + condition(depth - 1) + ")";
        default:
            return condition(depth - 1) + oneOf<3>({" and ", " && ", " "}) + condition(depth - 1);
        }
    }

    std::string comparison(bool isArgument)
    {
        const FieldInfo &info = field();
        const std::string name(info.names[below(info.names.size())]);
        const std::string order = oneOf<6>({"=", "!=", " < ", ">=", " > ", "<="});
        const std::string equality = oneOf<3>({"=", " != ", "=="});
        switch (info.type) {
        case FieldType::Text:
            return text(name);
        case FieldType::Choice:
            return name + equality
                + (chance(20) && sourceIdOf(*m_schema) != SourceId::Events
                        ? "null"
                        : std::string(info.choices[below(info.choices.size())]));
        case FieldType::Count:
            return name + order + oneOf<3>({"5", "1.5k", "0"});
        case FieldType::Number:
            return name + order + oneOf<3>({"0.1", "-3", "14.4"});
        case FieldType::Percent:
            return name + order + oneOf<4>({"80%", "99.95%", "-5", "33.3"});
        case FieldType::Cores:
            return name + order + oneOf<3>({"250m", "1.5", "2"});
        case FieldType::Bytes:
            return name + order + oneOf<4>({"1.5Gi", "512Mi", "2G", "17"});
        case FieldType::Span:
            return name + oneOf<3>({">", "<=", "="}) + oneOf<4>({"10m", "250ms", "1h30m", "1.5s"});
        case FieldType::Time:
            return name + (isArgument ? ">" : oneOf<3>({">", "<=", "="}))
                + oneOf<3>({"10m", "2026-02-27", "03:12"});
        case FieldType::Flag:
            return chance(50) ? name + "=" + oneOf<3>({"yes", "false", "null"}) : name;
        case FieldType::Labels:
            return oneOf<5>({"label.app = web", "label=\"app=web\"", "label.app != null",
                "label.app.kubernetes.io/name in [a, b]", "label.app != [a*b, c*]"});
        case FieldType::FullText:
            return isArgument ? "text:word" : oneOf<3>({"word", "\"two words\"", "text:fail*"});
        }
        return "word";
    }

    std::string text(const std::string &name)
    {
        return name
            + oneOf<10>({"=web", " != \"a b\"", "=~\"^a(b|c)\"", " !~ x+", " in [a, 'b\"c', null]",
                " contains \"\\\\d\\n\"", " startswith and", "=back*", "=null", ":\"null\""});
    }

    std::mt19937 m_random;
    const Schema *m_schema = nullptr;
    bool m_hasTime = false;
};

Query parsed(const std::string &text)
{
    auto query = parseQuery(text, kNow);
    if (!query)
        qFatal("%s: %s", text.c_str(), query.error().message.c_str());
    return *std::move(query);
}

} // namespace

class TestQueryPrinter : public QObject
{
    Q_OBJECT

private slots:
    void queriesArePrintedInOneForm_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QByteArray>("printed");
        const auto row = [](const char *text, const char *printed) {
            QTest::newRow(text) << QByteArray(text) << QByteArray(printed);
        };
        row(" PO ( ) ", "pods");
        row("deploy.WHERE(ready=0)", "deployments.where(ready=0)");
        row("pods(cluster=a, cluster=\"*\", namespace=shop)\n  .where(restarts > 5)",
            "pods(cluster=\"a\", cluster=\"*\").where(namespace=shop and restarts>5)");
        row("pods(cluster=\"a\\\"b\")", "pods(cluster=\"a\\\"b\")");
        row("pods(cluster=~\"^prod\")", "pods(cluster=\"*\").where(cluster=~\"^prod\")");
        row("pods.where(cpu_usage>80 && cpu < 250m && memory>=1Gi && age>10m)",
            "pods.where(cpu_usage>80% and cpu<0.25 and memory>=1073741824 and age>600000ms)");
        row("pods.where(label=\"app=web\" and label.tier!=db)",
            "pods.where(label.app=web and label.tier!=db)");
        row("pods.where(zone = null and cpu != null and memory = null and phase=null)",
            "pods.where(zone=\"\" and cpu!=null and memory=null and phase=null)");
        row("pods.where(name=\"null\")", "pods.where(name=\"null\")");
        row("nodes.where(ready and not schedulable)",
            "nodes.where(ready=true and not schedulable=true)");
        row("pods.sort(-count).groupby(ns)", "pods.groupby(namespace).count().sort(-count)");
        row("pods.groupby(ns).avg(cpu_percent).sort(avg(cpu_usage) DESC)",
            "pods.groupby(namespace).avg(cpu_usage).sort(-avg(cpu_usage))");
        row("pods.top(5, cpu_usage)", "pods.sort(-cpu_usage).limit(5)");
        row("pods.limit(20).limit(5, 10)", "pods.limit(5, 10)");
        row("events.last(5m)",
            "events(since=\"2026-03-01T11:55:00Z\", until=\"2026-03-01T12:00:00Z\")");
        row("pods(since=03:00).bisect(restarts>3)",
            "pods(since=\"2026-03-01T03:00:00Z\", until=\"2026-03-01T12:00:00Z\")"
            ".bisect(restarts>3)");
        row("pods.where(name=\"line\nbreak\")", "pods.where(name=\"line\\nbreak\")");
    }
    void queriesArePrintedInOneForm()
    {
        QFETCH(QByteArray, text);
        QFETCH(QByteArray, printed);
        QCOMPARE(QByteArray::fromStdString(printQuery(parsed(text.toStdString()))), printed);
    }

    void anyQueryMeansTheSameWhenPrinted()
    {
        int grouped = 0;
        int filtered = 0;
        for (unsigned seed = 0; seed < 250; ++seed) {
            const std::string text = QueryWriter(seed).write();
            const auto query = parseQuery(text, kNow);
            // Two times at once are the only mistake the writer makes.
            if (!query && query.error().message.find("one time") != std::string::npos)
                continue;
            QVERIFY2(query, (text + ": " + (query ? "" : query.error().message)).c_str());
            const std::string printed = printQuery(*query);
            const auto again = parseQuery(printed, kNow);
            QVERIFY2(again, printed.c_str());
            QVERIFY2(test::sameQuery(*query, *again), (text + "\n" + printed).c_str());
            QCOMPARE(printQuery(*again), printed);
            grouped += query->groupBy.empty() ? 0 : 1;
            filtered += query->where ? 1 : 0;
        }
        QVERIFY(grouped > 50 && filtered > 100);
    }

    void theFilterOfABarIsTheSameLanguage()
    {
        const Schema &pods = schemaOf(SourceId::Pods);
        const auto filter = parseExpression("cpu_usage > 80 web", pods, kNow);
        QVERIFY(filter);
        QCOMPARE(printExpression(*filter, pods), std::string("cpu_usage>80% and web"));
        QVERIFY(!*parseExpression("  ", pods, kNow));
        QVERIFY(!parseExpression("cpu_usge > 5", pods, kNow));
    }
};

QTEST_APPLESS_MAIN(TestQueryPrinter)
#include "tst_query_printer.moc"

#include "core/query/query.h"
#include "core/query/source_fields.h"
#include "tests/core/query/query_equality.h"
#include "tests/core/query/query_mistakes.h"

#include <QFile>
#include <QTest>

#include <algorithm>
#include <chrono>

using namespace binnacle;
using namespace binnacle::query;
using namespace std::chrono_literals;
using test::samePredicate;
using test::sameQuery;

namespace {

// 2026-03-01 12:00:00 UTC
const Timestamp kNow = fromEpochMs(1'772'366'400'000);

Query parsed(const std::string &text)
{
    auto query = parseQuery(text, kNow);
    if (!query)
        qFatal("%s: %s", text.c_str(), query.error().message.c_str());
    return *std::move(query);
}

FieldId field(PodField which)
{
    return static_cast<FieldId>(which);
}

} // namespace

class TestQueryParser final : public QObject
{
    Q_OBJECT

private slots:
    void aSourceAloneIsAQuery();
    void whatTheHelpShowsIsAQuery_data();
    void whatTheHelpShowsIsAQuery();
    void valuesHaveUnits();
    void argumentsAndWhereAreOneCondition();
    void groupsSumsAndOrder();
    void timesAreOperators();
    void whatIsPrintedMeansTheSame_data();
    void whatIsPrintedMeansTheSame();
    void mistakesAreNamedWithTheirPlace_data();
    void mistakesAreNamedWithTheirPlace();
    void mistakesSayWhatCouldStandThere();
    void nothingBreaksItsLimits();
    void aTextIsUnfinishedWhereMoreCanMakeItAQuery();
    void whatIsNotKnownCanBeAskedFor();
    void argumentsTakeAnyCondition();
};

void TestQueryParser::aSourceAloneIsAQuery()
{
    QCOMPARE(parsed("pods").source, SourceId::Pods);
    QCOMPARE(parsed(" po ( ) ").source, SourceId::Pods);
    QCOMPARE(parsed("Deploy()").source, SourceId::Deployments);
    QVERIFY(!parsed("events").where);
}

void TestQueryParser::whatTheHelpShowsIsAQuery_data()
{
    QTest::addColumn<QByteArray>("text");
    QFile help(QStringLiteral(BINNACLE_SOURCE_DIR "/resources/help/query.md"));
    QVERIFY(help.open(QIODevice::ReadOnly));
    int examples = 0;
    while (!help.atEnd()) {
        const QByteArray line = help.readLine();
        if (!line.startsWith("    "))
            continue;
        QTest::newRow(line.trimmed().constData()) << line.trimmed();
        ++examples;
    }
    QVERIFY(examples >= 8);
    for (const char *text : {"pods(cluster=\"*\", status=\"Failed\").count()",
             "pods(cluster=\"c1\").where(cpu_usage >= 80% && !(phase == \"Pending\")).limit(10,5)",
             "nodes(cluster=\"c1\").where(mem_usage > 1.5 || name in [\"a\", \"b\"])\n  "
             ".fields(name)"})
        QTest::newRow(text) << QByteArray(text);
}

void TestQueryParser::whatTheHelpShowsIsAQuery()
{
    QFETCH(QByteArray, text);
    const auto query = parseQuery(text.toStdString(), kNow);
    QVERIFY2(query, query ? "" : query.error().message.c_str());
}

void TestQueryParser::valuesHaveUnits()
{
    const Query query = parsed("pods.where(cpu_usage > 80% && memory >= 1.5Gi and cpu<250m and age "
                               "> 10m and not phase = Running)");
    QCOMPARE(query.where->children.size(), std::size_t{5});
    QCOMPARE(query.where->children[0]->number(), 80.0);
    QCOMPARE(query.where->children[1]->number(), 1.5 * 1024 * 1024 * 1024);
    QCOMPARE(query.where->children[2]->number(), 0.25);
    QCOMPARE(query.where->children[3]->number(), 600'000.0);
    QCOMPARE(query.where->children[4]->kind, Predicate::Kind::Not);
    QCOMPARE(parsed("slo.where(p95 > 300ms)").where->number(), 300.0);
    QCOMPARE(parsed("nodes.where(ready = false)").where->number(), 0.0);
}

void TestQueryParser::argumentsAndWhereAreOneCondition()
{
    const Query query = parsed(
        "pods(cluster=\"prod-eu\", namespace=shop, label=\"app=web\").where(restarts > 5)");
    QCOMPARE(query.clusters, std::vector<std::string>{"prod-eu"});
    QCOMPARE(query.where->children.size(), std::size_t{3});
    QCOMPARE(query.where->children[1]->key, std::string("app"));
    QCOMPARE(query.where->children[1]->values.front(), std::string("web"));
    QVERIFY(samePredicate(query.where->children[1], parsed("pods.where(label.app = web)").where));
    QCOMPARE(parsed("pods(cluster=\"*\")").clusters.front(), std::string("*"));
}

void TestQueryParser::groupsSumsAndOrder()
{
    const Query query = parsed("pods.groupby(namespace, node).count().avg(cpu_usage)"
                               ".sort(-avg(cpu_usage), namespace).limit(20, 40)");
    QCOMPARE(query.groupBy.size(), std::size_t{2});
    QCOMPARE(query.aggregates.size(), std::size_t{2});
    QCOMPARE(query.sort[0].aggregate, std::optional<std::size_t>(1));
    QVERIFY(query.sort[0].descending);
    QCOMPARE(query.sort[1].field.field, field(PodField::Namespace));
    QCOMPARE(query.limit, std::optional<std::size_t>(20));
    QCOMPARE(query.offset, std::size_t{40});
    // The order of stages does not matter, groups alone are counted.
    QVERIFY(sameQuery(parsed("pods.sort(-count).groupby(ns)"),
        parsed("pods.groupby(namespace).count().sort(count, desc)")));
    QVERIFY(sameQuery(parsed("pods.top(5, cpu_usage)"), parsed("pods.sort(-cpu_usage).limit(5)")));
    QVERIFY(sameQuery(parsed("pods.sort(cpu_usage desc)"), parsed("pods.sort(cpu_usage, desc)")));
}

void TestQueryParser::timesAreOperators()
{
    QCOMPARE(parsed("pods.at(\"03:12\")").time.range.to, fromEpochMs(1'772'334'720'000));
    const Query diff = parsed("pods.diff(\"03:00\",\"03:20\")");
    QCOMPARE(diff.time.kind, TimeScope::Kind::Diff);
    QCOMPARE(diff.time.range.to - diff.time.range.from, Duration(20min));
    const Query last = parsed("events.last(5m)");
    QCOMPARE(last.time.range.from, kNow - 5min);
    QVERIFY(sameQuery(last, parsed("events(last=\"5m\")")));
    QCOMPARE(
        parsed("events.during(\"03:00..03:40\")").time.range.to, fromEpochMs(1'772'336'400'000));
    const Query bisect = parsed("pods.bisect(\"03:00..04:00\", status = CrashLoopBackOff)");
    QCOMPARE(bisect.time.kind, TimeScope::Kind::Bisect);
    QCOMPARE(bisect.time.range.to - bisect.time.range.from, Duration(1h));
    QVERIFY(bisect.time.becomes);
    QVERIFY(sameQuery(bisect, parsed("pods.bisect(status = CrashLoopBackOff, \"03:00..04:00\")")));
    QCOMPARE(parsed("pods.bisect(restarts > 3)").time.range.from, kNow - 24h);
}

void TestQueryParser::whatIsPrintedMeansTheSame_data()
{
    QTest::addColumn<QByteArray>("text");
    for (const char *text : {"pods",
             ("pods(cluster=\"prod-eu\").where(cpu_usage > 80% or restarts >= 5)"
              ".sort(cpu_usage, desc).limit(20)"),
             ("events.last(1h).where(type=Warning and \"Back off\")"
              ".groupby(reason).count().sort(-count)"),
             "nodes.where(cpu_usage > 80.5%).select(name, cpu_usage, label.zone)",
             "pods.diff(\"03:00\",\"03:20\").where(namespace in [shop, pay])",
             "pods.bisect(status =~ \"Crash.*\").where(ns=shop)",
             "edges.where(p99>1.5s && from=checkout)",
             "pods.where(label.app-name != web and not (image ~ \"a\\\"b\" or name startswith x))",
             "slo.where(budget < 0).top(3, burn)", "audit.last(7d).where(success=false)",
             "jobs.where(complete=no and took > 1h30m).groupby(ns).max(finished).p95(took)",
             "pods.at(\"2026-02-28T10:00:00Z\").count()", "pods.where(label.app = a*b, web)",
             "pods.where(memory > 1.5Gi).limit(3, 7)"})
        QTest::newRow(text) << QByteArray(text);
}

void TestQueryParser::whatIsPrintedMeansTheSame()
{
    QFETCH(QByteArray, text);
    const Query query = parsed(text.toStdString());
    const std::string printed = printQuery(query);
    const auto again = parseQuery(printed, kNow);
    QVERIFY2(again, printed.c_str());
    QVERIFY2(sameQuery(query, *again), printed.c_str());
    QCOMPARE(printQuery(*again), printed);
}

void TestQueryParser::mistakesAreNamedWithTheirPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("offset");
    QTest::addColumn<QByteArray>("part");
    QTest::addColumn<QByteArray>("suggestion");
    QTest::addColumn<bool>("incomplete");
    for (const test::Mistake &mistake : test::kMistakes)
        QTest::newRow(mistake.text)
            << QByteArray(mistake.text) << mistake.offset << QByteArray(mistake.part)
            << QByteArray(mistake.suggestion) << mistake.isIncomplete;
}

void TestQueryParser::mistakesAreNamedWithTheirPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(int, offset);
    QFETCH(QByteArray, part);
    QFETCH(QByteArray, suggestion);
    QFETCH(bool, incomplete);
    const auto query = parseQuery(text.toStdString(), kNow);
    if (text == "po") {
        QVERIFY(query);
        return;
    }
    QVERIFY(!query);
    const FilterError &error = query.error();
    const QByteArray message = QByteArray::fromStdString(error.message);
    QVERIFY2(message.contains(part), message.constData());
    QCOMPARE(error.offset, static_cast<std::size_t>(offset));
    QCOMPARE(QByteArray::fromStdString(error.suggestion), suggestion);
    QCOMPARE(error.incomplete, incomplete);
    QVERIFY(error.offset + error.length <= static_cast<std::size_t>(text.size()));
}

void TestQueryParser::mistakesSayWhatCouldStandThere()
{
    const auto expects = [](std::string_view text, std::string_view word) {
        const auto query = parseQuery(text, kNow);
        return !query
            && std::ranges::find(query.error().expected, word) != query.error().expected.end();
    };
    QVERIFY(expects("pds", "pods"));
    QVERIFY(expects("pods.wher(a)", "where"));
    QVERIFY(expects("pods.where(x=1)", "cpu_usage"));
    QVERIFY(expects("pods(x=1)", "cluster"));
    QVERIFY(expects("pods(namespace shop)", "="));
    QVERIFY(expects("pods.avg(name)", "restarts"));
    QVERIFY(expects("pods.count().sort(name)", "count"));
    QVERIFY(expects("pods.where(phase=x)", "Running"));
    QVERIFY(expects("pods.limit(5", ")"));
    QVERIFY(!expects("pods.avg(name)", "namespace"));
}

void TestQueryParser::nothingBreaksItsLimits()
{
    const auto refused = [](const std::string &text) {
        const auto query = parseQuery(text, kNow);
        return !query && query.error().offset + query.error().length <= text.size();
    };
    QVERIFY(refused("pods" + std::string(5'000, ' ')));
    QVERIFY(refused("pods.where(" + std::string(100, '(') + "a" + std::string(100, ')') + ")"));
    QVERIFY(refused("pods.where(name=\"\xff\")"));
    std::string many = "pods";
    for (int i = 0; i < 300; ++i)
        many += ".where(a)";
    QVERIFY(refused(many));
    QVERIFY(refused(std::string("pods\0nodes", 10)));
    QVERIFY(!refused("pods.where(a).where(b)"));
}

void TestQueryParser::aTextIsUnfinishedWhereMoreCanMakeItAQuery()
{
    const std::string_view text
        = "pods(cluster=\"prod-eu\", namespace=shop).where(cpu_usage > 80% and phase in "
          "[Running, Pending] or name =~ \"a.*\").groupby(namespace).avg(cpu_usage)"
          ".sort(-avg(cpu_usage)).limit(20)";
    QVERIFY(parseQuery(text, kNow));
    for (std::size_t end = 0; end < text.size(); ++end) {
        const auto query = parseQuery(text.substr(0, end), kNow);
        const std::string message = query ? std::string() : query.error().message;
        QVERIFY2(query || query.error().incomplete,
            std::string(text.substr(0, end)).append(": ").append(message).c_str());
    }
}

void TestQueryParser::whatIsNotKnownCanBeAskedFor()
{
    const PredicatePtr text = parsed("pods.where(zone = null)").where;
    QCOMPARE(text->op, CompareOp::Equal);
    QCOMPARE(text->values.front(), std::string());
    const PredicatePtr known = parsed("pods.where(cpu_usage != null)").where;
    QCOMPARE(known->op, CompareOp::GreaterOrEqual);
    QVERIFY(known->number() < -1e300);
    const PredicatePtr unknown = parsed("pods.where(cpu_usage = null)").where;
    QCOMPARE(unknown->kind, Predicate::Kind::Not);
    QVERIFY(samePredicate(unknown->children.front(), known));
    QCOMPARE(parsed("pods.where(name = \"null\")").where->values.front(), std::string("null"));
}

void TestQueryParser::argumentsTakeAnyCondition()
{
    QCOMPARE(parsed("pods(name startswith web, ns in [a, b], restarts>=3)").where->children.size(),
        std::size_t{3});
    QCOMPARE(parsed("pods(cluster in [a, b])").clusters, (std::vector<std::string>{"a", "b"}));
    const Query others = parsed("pods(cluster != prod)");
    QCOMPARE(others.clusters, std::vector<std::string>{"*"});
    QCOMPARE(others.where->op, CompareOp::NotEqual);
    QCOMPARE(parsed("pods(cluster=prod-*)").where->op, CompareOp::StartsWith);
    QCOMPARE(parsed("pods(image =~ web.*, limit=5)").limit, std::optional<std::size_t>(5));
    QCOMPARE(parsed("events(last>10m)").where->op, CompareOp::Greater);
    QCOMPARE(parsed("nodes(ready)").where->number(), 1.0);
}

QTEST_APPLESS_MAIN(TestQueryParser)
#include "tst_query_parser.moc"

#include "core/query/completion.h"
#include "core/query/narrowing.h"
#include "core/query/query.h"

#include <QTest>

#include <algorithm>

using namespace binnacle;
using namespace binnacle::query;

namespace {

std::vector<Suggestion> values(
    const Schema &schema, std::string_view field, std::string_view prefix)
{
    if (field == "label")
        return {{.text = "\"app=web,tier=front\"", .detail = "3"}};
    const std::string value = std::string(schema.name) + '-' + std::string(field);
    if (!value.starts_with(prefix))
        return {};
    return {{.text = value, .detail = "value"}};
}

// "|" is the cursor.
Completion at(std::string text)
{
    const std::size_t cursor = text.find('|');
    text.erase(cursor, 1);
    return completeQuery(text, cursor, values);
}

bool offers(const Completion &completion, std::string_view text)
{
    return std::ranges::find(completion.suggestions, text, &Suggestion::text)
        != completion.suggestions.end();
}

std::string listed(const Completion &completion)
{
    std::string list;
    for (const Suggestion &one : completion.suggestions)
        list += one.text + ' ';
    return list;
}

} // namespace

class TestQueryCompletion final : public QObject
{
    Q_OBJECT

private slots:
    void whatFitsIsOffered_data();
    void whatFitsIsOffered();
    void theWordIsReplaced();
    void anyCursorOfAnyTextIsFine();
    void aCellBecomesACondition();
};

void TestQueryCompletion::whatFitsIsOffered_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<QByteArray>("offered");
    QTest::addColumn<QByteArray>("notOffered");
    const auto row = [](const char *text, const char *offered, const char *notOffered) {
        QTest::newRow(text) << QByteArray(text) << QByteArray(offered) << QByteArray(notOffered);
    };
    row("|", "pods", "where");
    row("po|", "pods", "nodes");
    row("pods.|", "where", "pods");
    row("pods.lim|", "limit", "where");
    row("pods.where(|", "cpu_usage", "where");
    row("pods.where(cpu|", "cpu_usage", "name");
    row("pods.where(name=|", "pods-name", "cpu_usage");
    row("pods.where(name=\"pods|", "pods-name", "cpu_usage");
    row("pods.where(name=a |", "and", "cpu_usage");
    row("pods.where(name=\")\").|", "sort", "pods");
    row("pods(|", "namespace", "where");
    row("pods(cl|", "cluster", "name");
    row("pods(namespace=|", "pods-namespace", "name");
    row("pods(namespace=shop, na|", "name", "pods-name");
    row("pods.avg(|", "cpu_usage", "name");
    row("pods.groupby(na|", "namespace", "cpu_usage");
    row("pods.sort(cp|", "cpu_usage", "count");
    row("pods.groupby(ns).sort(co|", "count", "name");
    row("pods.groupby(ns).avg(cpu_usage).sort(|", "-avg(cpu_usage)", "name");
    row("pods.groupby(ns).avg(cpu_usage).sort(-|", "avg(cpu_usage)", "-avg(cpu_usage)");
    row("pods.sort(cpu_usage, d|", "desc", "name");
    row("svc|", "services", "slo");
    row("pods.where(cpu_usage > |", "80%", "name");
    row("nodes.where(ready = |", "true", "and");
    row("pods.where(label.ap|", "label.app", "and");
    row("pods.where(label.app = |", "pods-label.app", "pods-label");
    row("pods.where(name = a |", ")", "pods-name");
    row("pods(last=|", "1h", "name");
    row("pods(since=\"|", "yesterday", "name");
    row("pods(|", "last=", "text");
    row("audit(|", "user", "cluster");
    row("pods.groupby(name, |", "namespace", "text");
    row("pods\n  .whe|", "where", "sort");
    row("nonsense.|", "", "where");
    row("events.last(|", "1h", "reason");
    row("pods.where(a=1) |", ".", "and");
}

void TestQueryCompletion::whatFitsIsOffered()
{
    QFETCH(QByteArray, text);
    QFETCH(QByteArray, offered);
    QFETCH(QByteArray, notOffered);
    const Completion completion = at(text.toStdString());
    QVERIFY(completion.suggestions.size() <= 20);
    if (offered.isEmpty())
        QVERIFY(completion.suggestions.empty());
    else
        QVERIFY2(offers(completion, offered.toStdString()), listed(completion).c_str());
    QVERIFY(!offers(completion, notOffered.toStdString()));
}

void TestQueryCompletion::theWordIsReplaced()
{
    const Completion stage = at("pods.li|");
    QCOMPARE(stage.offset, std::size_t{5});
    QCOMPARE(stage.length, std::size_t{2});
    const Completion field = at("pods.where(cpu_u|)");
    QCOMPARE(field.offset, std::size_t{11});
    const Completion within = at("pods.li|mit(5)");
    QCOMPARE(within.length, std::size_t{5});
}

void TestQueryCompletion::anyCursorOfAnyTextIsFine()
{
    const std::string text = "\u00A0pods(cluster=\"\u00E4\").where(x = \"b\\\" and (cpu > 5% or "
                             "name =~ a(b)))).sort(-count";
    for (std::size_t end = 0; end <= text.size(); ++end) {
        for (std::size_t cursor = 0; cursor <= end; ++cursor) {
            const Completion completion = completeQuery(text.substr(0, end), cursor, values);
            QVERIFY(completion.offset <= end);
            QVERIFY(completion.offset + completion.length <= end);
        }
    }
}

void TestQueryCompletion::aCellBecomesACondition()
{
    const Timestamp now = fromEpochMs(1'772'366'400'000);
    const auto narrowed
        = [now](const char *text, const char *field, QueryValue value, Narrowing how) {
              return narrowedQuery(text, field, value, how, now);
          };
    QCOMPARE(narrowed("pods.limit(5)", "node", std::string("node-5"), Narrowing::And),
        std::string("pods.where(node=node-5).limit(5)"));
    QCOMPARE(narrowed("pods.where(a or b)", "restarts", std::int64_t{3}, Narrowing::AndNot),
        std::string("pods.where((a or b) and not restarts=3)"));
    QCOMPARE(narrowed("pods.where(restarts>5)", "node", std::string("x"), Narrowing::Or),
        std::string("pods.where(restarts>5 or node=x)"));
    QCOMPARE(narrowed("pods.count()", "count", std::int64_t{3}, Narrowing::And), std::string());
    QCOMPARE(narrowed("events.count()", "count", std::int64_t{3}, Narrowing::And), std::string());
    QCOMPARE(narrowed("pods.groupby(ns).count()", "namespace", std::string("a b"), Narrowing::And),
        std::string("pods.where(namespace=\"a b\").groupby(namespace).count()"));
    QCOMPARE(narrowed("pods", "label.app", std::string("web"), Narrowing::And),
        std::string("pods.where(label.app=web)"));
    QCOMPARE(narrowed("pods", "label", std::string("app=web,tier=x"), Narrowing::And),
        std::string("pods.where(label.app=web and label.tier=x)"));
    QCOMPARE(narrowed("nodes.where(a)", "ready", false, Narrowing::OrNot),
        std::string("nodes.where(a or not ready=false)"));
    QCOMPARE(narrowed("pods", "zone", std::monostate{}, Narrowing::And),
        std::string("pods.where(zone=\"\")"));
    QCOMPARE(narrowed("pods", "cpu_usage", std::monostate{}, Narrowing::AndNot),
        std::string("pods.where(cpu_usage!=null)"));
    QCOMPARE(narrowed("nonsense", "zone", std::string("a"), Narrowing::And), std::string());
    QCOMPARE(narrowed("pods", "phase", std::string("nothing"), Narrowing::And), std::string());
}

QTEST_APPLESS_MAIN(TestQueryCompletion)
#include "tst_query_completion.moc"

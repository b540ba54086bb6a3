#include "core/alerts/condition.h"
#include "core/query/schema.h"
#include "tests/core/query/predicate_equality.h"

#include <QTest>

#include <array>
#include <random>
#include <string>

using namespace binnacle;
using namespace binnacle::alerts;

namespace {

bool sameTree(const LevelTree &a, const LevelTree &b)
{
    if (a.kind != b.kind || a.children.size() != b.children.size())
        return false;
    for (std::size_t i = 0; i < a.children.size(); ++i) {
        if (!sameTree(a.children[i], b.children[i]))
            return false;
    }
    return a.kind != LevelTree::Kind::Term
        || (a.term.metric == b.term.metric && a.term.window == b.term.window
            && a.term.op == b.term.op && a.term.value == b.term.value
            && a.term.minRequests == b.term.minRequests);
}

bool sameCondition(const Condition &a, const Condition &b)
{
    const bool isSameFrame
        = a.kind == b.kind && a.holds == b.holds && a.resolveAfter == b.resolveAfter;
    if (!isSameFrame)
        return false;
    switch (a.kind) {
    case ConditionKind::Resource:
        return a.source == b.source && test::samePredicate(a.where, b.where);
    case ConditionKind::Event:
        return test::samePredicate(a.where, b.where) && a.minCount == b.minCount
            && a.within == b.within;
    case ConditionKind::Level:
        return a.level == b.level && a.target == b.target && sameTree(a.levels, b.levels);
    case ConditionKind::Query:
        return a.query == b.query && a.op == b.op && a.value == b.value;
    case ConditionKind::Absent:
        return a.absent == b.absent;
    }
    return false;
}

// Conditions of every kind as people type them.
class ConditionWriter
{
public:
    explicit ConditionWriter(unsigned seed)
        : m_random(seed)
    {}

    Condition of()
    {
        Condition of;
        of.kind = static_cast<ConditionKind>(below(5));
        of.source = chance(50) ? query::SourceId::Pods : query::SourceId::Deployments;
        of.level = static_cast<SloSubject::Kind>(below(3));
        of.target = oneOf<3>({"", "shop/*", "shop.example.com/checkout"});
        of.holds = std::chrono::seconds{chance(50) ? 0 : 30 * below(20)};
        of.resolveAfter = std::chrono::seconds{chance(50) ? 0 : 7 * below(20)};
        return of;
    }

    std::string text(const Condition &of)
    {
        switch (of.kind) {
        case ConditionKind::Resource:
            return of.source == query::SourceId::Pods
                ? filter(3,
                    {"phase = Pending", "age > 10m", "label.app = web", "name =~ \"^a\"",
                        "cpu_usage >= 80%", "restarts > 5", "namespace in [shop, pay]", "crash"})
                : filter(2,
                    {"unavailable > 0", "ready < 3", "age>1h30m", "paused = true",
                        "image contains nginx", "healthy=false", "name = \"it's\"", "web"});
        case ConditionKind::Event:
            return (chance(20) ? ""
                               : filter(2,
                                     {"reason = BackOff", "reason in [BackOff, Failed]",
                                         "type = Warning", "ns=shop", "message contains \"a, b\"",
                                         "kind = Pod", "count > 3", "\"3 in 10m\""})
                               + ", ")
                + std::to_string(1 + below(9)) + oneOf<2>({" in ", " events within "})
                + oneOf<3>({"10m", "1h", "90s"});
        case ConditionKind::Level:
            return levels(3);
        case ConditionKind::Query:
            return oneOf<3>({"pods(phase=Failed).count()", "pods(cluster=\"*\", cpu_usage > 80%)",
                       "nodes().where(ready = false).groupby(zone).count()"})
                + oneOf<3>({" > ", "<=", " == "}) + oneOf<3>({"0", "2.5", "-1"});
        case ConditionKind::Absent:
            return oneOf<4>({"no heartbeat", "heartbeat", "absent snapshot", "no increments"});
        }
        return {};
    }

private:
    int below(int end) { return static_cast<int>(m_random() % static_cast<unsigned>(end)); }
    bool chance(int percent) { return below(100) < percent; }
    template<std::size_t N>
    std::string oneOf(const std::array<const char *, N> &texts)
    {
        return texts[m_random() % N];
    }

    std::string filter(int depth, const std::array<const char *, 8> &terms)
    {
        if (depth == 0 || chance(30))
            return (chance(15) ? "not " : "") + oneOf<8>(terms);
        const std::string sign = chance(50) ? " and " : " or ";
        return '(' + filter(depth - 1, terms) + sign + filter(depth - 1, terms) + ')';
    }

    std::string levels(int depth)
    {
        if (depth == 0 || chance(40)) {
            return (chance(15) ? "not " : "")
                + oneOf<8>({"burn(1h) > 14.4", "burn > 6 x", "budget < 25 %", "p95 > 300 ms",
                    "p99(1h) >= 1.5 s", "error_rate(5m) > 2 % with 100+ requests",
                    "availability(30m)<99.9", "rps = 0 /s"});
        }
        const std::string sign = oneOf<4>({" and ", " or ", " && ", " || "});
        return '(' + levels(depth - 1) + sign + levels(depth - 1) + ')';
    }

    std::mt19937 m_random;
};

} // namespace

class TestAlertConditionPrinting : public QObject
{
    Q_OBJECT

private slots:
    // Text and JSON say the same thing, whatever was typed.
    void whatIsPrintedIsReadAsTheSame()
    {
        ConditionWriter writer(7);
        for (int i = 0; i < 1500; ++i) {
            const Condition of = writer.of();
            const std::string typed = writer.text(of);
            const Result<Condition> condition = parseCondition(typed, of);
            QVERIFY2(
                condition, (typed + ": " + (condition ? "" : condition.error().message)).c_str());
            const std::string text = conditionText(*condition);
            const Result<Condition> fromText = parseCondition(text, of);
            QVERIFY2(fromText && sameCondition(*condition, *fromText), text.c_str());
            QCOMPARE(conditionText(*fromText), text);
            const std::string json = writeCondition(*condition);
            const Result<Condition> fromJson = readCondition(json);
            QVERIFY2(fromJson, (json + ": " + (fromJson ? "" : fromJson.error().message)).c_str());
            // JSON of one kind keeps nothing of the others.
            QVERIFY2(sameCondition(*condition, *fromJson), json.c_str());
            QCOMPARE(writeCondition(*fromJson), json);
        }
    }
};

QTEST_APPLESS_MAIN(TestAlertConditionPrinting)
#include "tst_alert_condition_printing.moc"

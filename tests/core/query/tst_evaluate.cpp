#include "core/query/evaluate.h"
#include "core/query/filter_parser.h"
#include "core/query/text_words.h"

#include <QElapsedTimer>
#include <QTest>

using namespace binnacle;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr Timestamp kNow = fromEpochMs(1'772'355'600'000); // 2026-03-01T09:00:00Z

ClusterEvent backOff()
{
    using namespace std::chrono_literals;
    return {.cluster = {"prod-eu"},
        .uid = "8a1f",
        .type = EventType::Warning,
        .reason = "BackOff",
        .message = "Back-off restarting failed container postgres in pod payments-db-0\nsee logs "
                   "of K\u00FCbernetes \u4E2D\u6587",
        .component = "kubelet",
        .host = "node-5",
        .involved = {.kind = "Pod", .ns = "data", .name = "payments-db-0"},
        .first = kNow - 30min,
        .last = kNow - 5min,
        .count = 5};
}

} // namespace

class TestEvaluate : public QObject
{
    Q_OBJECT

private slots:
    void decidesAboutOneEvent_data()
    {
        QTest::addColumn<QString>("filter");
        QTest::addColumn<bool>("expected");
        const auto yes = [](const char *filter) {
            QTest::newRow(filter) << QString::fromUtf8(filter) << true;
        };
        const auto no = [](const char *filter) {
            QTest::newRow(filter) << QString::fromUtf8(filter) << false;
        };
        yes("");
        yes("type=warning");
        no("type=Normal");
        yes("kind=pod");
        yes("kind in [node, POD]");
        no("kind!=pod");
        no("reason=backoff"); // only type and kind ignore case
        yes("reason contains BACK");
        no("reason startswith back");
        yes("reason startswith Back");
        yes("reason=B*ff");
        no("reason=*back*x");
        yes("ns=data name=payments-db-0 node=node-5 source=kubelet uid=8a1f cluster=prod-eu");
        yes("ns:*");
        no("ns:\"\"");
        yes("reason=~ack");
        no("reason=~^ack");
        no("reason=~back");
        yes("reason!~back");
        yes("message=*logs*");
        yes("count=5");
        yes("count>4 count>=5 count<6 count<=5 count!=4");
        no("count>5");
        yes("last>10m");
        no("last>5m"); // seen exactly five minutes ago
        yes("last:5m");
        no("last<10m");
        yes("first<10m first>1h");
        yes("first>=08:30 first<08:31");
        yes("last=08:55");
        yes("last=today");
        no("last=yesterday");
        yes("failed");
        yes("FAIL restart");     // word prefixes, any case
        no("ailed");             // not inside a word
        yes("\"back off\"");     // reason or message, punctuation separates
        yes("backoff postgres"); // one word in the reason, one in the message
        yes("kubern");           // diacritics do not count
        yes("k\u00FCbern");
        yes("\u4E2D");
        no("\u6587");
        yes("not (type=Normal or count>5)");
        no("type=Warning and not failed");
        yes("missing or failed");
        no("missing failed");
    }

    void decidesAboutOneEvent()
    {
        QFETCH(QString, filter);
        QFETCH(bool, expected);
        const auto predicate = query::parseFilter(filter.toStdString(), kNow);
        QVERIFY2(predicate, predicate ? "" : predicate.error().message.c_str());
        QCOMPARE(query::matches(*predicate, backOff()), expected);
    }

    void onlyTheLastPartOfAWordMayBeUnfinished()
    {
        ClusterEvent event;
        event.message = "Deleted pod: checkout-6d8f7c9b5-x2k4p";
        const auto finds = [&event](const char *text) {
            return query::matches(
                compare(EventField::Text, CompareOp::Contains, std::string(text)), event);
        };
        QVERIFY(finds("checkout-6d8f7c9b5-x2k4p"));
        QVERIFY(finds("checkout-6d8f7c9b5-x2"));
        QVERIFY(finds("checkout-6d"));
        QVERIFY(finds("check"));
        QVERIFY(finds("check del")); // two words, each may be unfinished
        QVERIFY(finds("x2k4p-checkout-6d8f"));
        QVERIFY(!finds("check-6d8f7c9b5"));
        QVERIFY(!finds("checkout-6d8-x2k4p"));
    }

    void aHostileRegularExpressionEnds()
    {
        ClusterEvent event;
        event.message = std::string(30'000, 'a') + "!";
        const auto hostile
            = compare(EventField::Message, CompareOp::Matches, std::string("(a+)+$"));
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!query::matches(hostile, event));
        QVERIFY2(timer.elapsed() < 2'000, "the steps of a match are limited");
    }

    void splitsTextLikeTheFullTextIndex()
    {
        using Words = std::vector<std::string>;
        QCOMPARE(query::textWords("Back-off 5m0s, x_y"), (Words{"back", "off", "5m0s", "x", "y"}));
        QCOMPARE(query::textWords("\u00C9t\u00E9 e\u0301"), (Words{"ete", "e"}));
        // Two marks on one letter stay, as with remove_diacritics=1.
        QCOMPARE(query::textWords("vi\u1EC7t"), (Words{"vi\u1EC7t"}));
        QCOMPARE(
            query::textWords("\u0414\u0410 \u4E2D\u6587"), (Words{"\u0434\u0430", "\u4E2D\u6587"}));
        QCOMPARE(query::textWords(" -- \u2014 "), Words{});
    }

    void keepsGoingThroughManyPatterns()
    {
        // More patterns than the cache of compiled ones holds.
        for (int i = 0; i < 100; ++i) {
            const std::string pattern = "^Back(Off|" + std::to_string(i) + ")$";
            const PredicatePtr yes = compare(EventField::Reason, CompareOp::Matches, pattern);
            const PredicatePtr no = compare(EventField::Reason, CompareOp::NotMatches, pattern);
            QVERIFY(query::matches(yes, backOff()));
            QVERIFY(!query::matches(no, backOff()));
        }
    }
};

QTEST_APPLESS_MAIN(TestEvaluate)
#include "tst_evaluate.moc"

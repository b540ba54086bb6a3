#include "core/query/execution/who_else.h"

#include <QTest>

#include <cmath>

using namespace binnacle::query;

namespace {

class TestWhoElse : public QObject
{
    Q_OBJECT

private slots:
    void equalSharesAreNoSurprise()
    {
        QCOMPARE(logLikelihoodRatio(5, 10, 50, 100), 0.0);
        QCOMPARE(logLikelihoodRatio(0, 0, 50, 100), 0.0);
    }

    // Dunning 1993, computed by hand: 2·(9 ln(9/(9·13/129)) + 4 ln(4/(120·13/129)) + …).
    void nineOfNineAgainstFourOfAHundredAndTwenty()
    {
        const double score = logLikelihoodRatio(9, 9, 4, 120);
        const double expected = 2
            * (9 * std::log(9 / (13 * 9 / 129.0)) + 4 * std::log(4 / (13 * 120 / 129.0))
                + 116 * std::log(116 / (116 * 120 / 129.0)));
        QVERIFY(qAbs(score - expected) < 1e-9);
        QVERIFY(score > 30);
    }

    void moreEvidenceScoresMore()
    {
        QVERIFY(logLikelihoodRatio(50, 50, 5, 100) > logLikelihoodRatio(2, 2, 5, 100));
    }

    void whatTheMarkedRowsShareComesFirst()
    {
        SharedValues values(3);
        for (int i = 0; i < 200; ++i) {
            const bool isMarked = i < 9;
            const std::string node = isMarked || i % 40 == 0 ? "node-5" : "node-1";
            values.add(
                std::vector<std::string>{node, "shop", "pod-" + std::to_string(i)}, isMarked);
        }
        const auto ranked = values.ranked(10);
        QCOMPARE(ranked.size(), std::size_t{1}); // all are of shop, names differ
        QCOMPARE(ranked.front().column, std::size_t{0});
        QCOMPARE(ranked.front().value, std::string("node-5"));
        QCOMPARE(ranked.front().marked, 9);
        QCOMPARE(ranked.front().markedTotal, 9);
        QCOMPARE(ranked.front().others, 4);
        QCOMPARE(ranked.front().othersTotal, 191);
    }

    void whatIsRarerAmongThemDoesNotRank()
    {
        SharedValues values(1);
        for (int i = 0; i < 100; ++i)
            values.add(std::vector<std::string>{i < 50 ? "a" : "b"}, i >= 40 && i < 60);
        for (int i = 0; i < 20; ++i)
            values.add(std::vector<std::string>{"a"}, false);
        for (const SharedValue &value : values.ranked(10))
            QCOMPARE(value.value, std::string("b"));
    }
};

} // namespace

QTEST_GUILESS_MAIN(TestWhoElse)
#include "tst_who_else.moc"

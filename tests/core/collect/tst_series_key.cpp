#include "core/collect/series_key.h"

#include <QTest>

#include <set>
#include <string>
#include <vector>

using namespace binnacle;
using collect::keysOf;
using Labels = std::vector<codec::ExpositionLabel>;

class TestSeriesKey : public QObject
{
    Q_OBJECT

private slots:
    void theOrderOfLabelsDoesNotMatter()
    {
        const Labels one{{"a", "1"}, {"b", "2"}, {"le", "5"}};
        const Labels other{{"le", "5"}, {"b", "2"}, {"a", "1"}};
        QVERIFY(keysOf("m", "m", one).series == keysOf("m", "m", other).series);
    }

    void everythingElseDoes()
    {
        const Labels labels{{"a", "1"}, {"b", "2"}};
        const std::vector<Labels> others{{{"a", "2"}, {"b", "1"}}, {{"a", "1"}},
            {{"a", "1"}, {"b", "2"}, {"c", ""}}, {{"a1", ""}, {"b", "2"}}, {{"", "a1"}, {"b", "2"}},
            {{"1", "a"}, {"b", "2"}}};
        const auto key = keysOf("m", "m", labels).series;
        QVERIFY(!(keysOf("n", "m", labels).series == key));
        for (const Labels &other : others)
            QVERIFY(!(keysOf("m", "m", other).series == key));
    }

    void boundsAreNumbers()
    {
        const auto ofBound = [](std::string_view le) {
            return keysOf("m_bucket", "m", Labels{{"le", le}}).series;
        };
        QVERIFY(ofBound("1") == ofBound("1.0"));
        QVERIFY(ofBound("0.001") == ofBound("1e-03"));
        QVERIFY(!(ofBound("1") == ofBound("10")));
        QVERIFY(!(ofBound("+Inf") == ofBound("1")));
        QVERIFY(!(ofBound("fast") == ofBound("slow")));
    }

    void partsOfAHistogramHaveOneKey()
    {
        const Labels labels{{"a", "1"}};
        const Labels bucket{{"a", "1"}, {"le", "5"}};
        QVERIFY(
            keysOf("m_bucket", "m", bucket).histogram == keysOf("m_sum", "m", labels).histogram);
        QVERIFY(!(keysOf("m_bucket", "m", bucket).series == keysOf("m_sum", "m", labels).series));
    }

    void similarSeriesDiffer()
    {
        std::set<collect::SeriesKey> seen;
        constexpr int kSide = 60;
        for (int i = 0; i < kSide; ++i) {
            for (int j = 0; j < kSide; ++j) {
                const std::string pod = "service-5d9f7c6b8-" + std::to_string(i);
                const std::string code = std::to_string(j);
                seen.insert(keysOf("m", "m", Labels{{"pod", pod}, {"code", code}}).series);
            }
        }
        QCOMPARE(seen.size(), std::size_t{kSide} * kSide);
    }
};

QTEST_APPLESS_MAIN(TestSeriesKey)
#include "tst_series_key.moc"
